import type { es } from './texts.es.ts'

export const en = {
  title: 'Sign in as an employer',
  signedOut: 'You have signed out in this browser. If the computer is not yours, close the window too.',
  ruc: 'RUC of the employer',
  branch: 'Branch',
  key: 'Employer key',
  signIn: 'Sign in',
  forgot: 'I forgot the key, or it is blocked',
  noContact: 'If no registered contact is yours, or the person who had the key is gone:',
  office: 'ask for a new key at an office',
  rucWrong: 'The RUC must have 13 digits',
  branchWrong: 'The branch has between 1 and 4 digits',
  empty: 'Type the employer key',
  wrong: 'The RUC, the branch or the key is not right. If you do not remember the key, you can recover it.',
  stopped: (until) => `There were too many failed attempts from your network. You can try again at ${until}. Meanwhile you can recover the key.`,
  busy: 'Many people are signing in at this moment. Please try again in a few seconds.',
} satisfies typeof es
