import type { es } from './screen-texts.es.ts'

export const en = {
  title: 'Open the applicant’s screen',
  what: 'For whoever cannot receive the last code by message. Somebody opens it who neither prepared nor approved this case.',
  look: 'Look at the original document and at the person. Type the number that the document shows: we do not show it to you.',
  document: 'Number of the document',
  documentHint: 'The printed one, not one that is told to you.',
  open: 'It is the same person: open the screen',
  empty: 'Type the number of the document',
  refused: {
    not_the_applicant: 'This request is yours',
    not_who_prepared: 'You prepared this case',
    not_who_approved: 'You approved this case',
    not_who_resolved: 'You resolved a dispute of this case, or of another one of the same holder',
  },
  byAnother: (why) =>
    `${why}: the applicant’s screen is opened by somebody else, an agent, approver or supervisor who neither prepared nor approved this case.`,
  nobodyHere: (office) =>
    `The person gave no contact and makes the key on a screen, which is opened by an agent, approver or supervisor who neither prepared nor approved the case. At ${office} nobody like that is left. Somebody of another office can open it, there or at their own: agree with the person where and when to go, with their document, the number of the case and their continuation code.`,
  stuck: {
    title: ({ count, more }) => `Approved, with nobody at the office of the case who may open the screen: ${more ? `more than ${count}` : count}`,
    what: 'Whoever works there prepared or approved them, and the person has no contact. Agree with them where to go: the screen is opened by an agent, approver or supervisor of another office, there or at their own. So that it does not happen again, that office needs somebody more.',
  },
  wrong: (left) =>
    `That number is not the one of the person who filed the request. Look again: you have ${left === 1 ? 'one try' : `${left} tries`} left. If it does not agree, go no further.`,
  noTries: 'You can try no more numbers for this case: somebody else has to open it.',
  opened: 'Read this code to the person',
  read: (page) =>
    `On a machine of the office the person goes to ${page} with their number and continuation code, which you are not to see, and types this code:`,
  until: (time) => `It works once, until ${time}. It is not shown again.`,
  stepAway: 'Then step away: the person chooses the key alone, and nobody else sees it.',
  notWaiting: 'This case waits for no screen: it is not approved, its waiting period still runs, it is over, or it is about a personal key.',
} satisfies typeof es
