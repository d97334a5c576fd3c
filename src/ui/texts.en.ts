import type { es } from './texts.es.ts'

export const en = {
  skip: 'Skip to the content',
  demo: 'Demonstration: fictional institution. Do not type real data.',
  otherLanguage: 'Español',
  otherLanguageLabel: 'Cambiar el idioma a español',
  help: 'Help',
  problem: 'There is a problem',
  errorPrefix: 'Error: ',
  support: 'Help by telephone',
  supportOfPublic: 'Help line for the public',
  neverAsk: 'Never ask anybody for a code or a key.',
  neverAsked: 'No member of staff will ever ask you for a code or a key.',
  showKey: 'Show',
  hideKey: 'Hide',
  copyKey: 'Copy',
  copiedKey: 'Copied',
} satisfies typeof es
