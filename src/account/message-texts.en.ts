import type { ChangedFacts, CodeFacts, es, UndoneFacts } from './message-texts.es.ts'

const key = { employer: 'the employer key', personal: 'the personal key' } as const

const what = (facts: ChangedFacts) =>
  ({
    contact:
      facts.removed === null ? `a registered contact was added: ${facts.added}` : `a registered contact was changed: ${facts.removed} for ${facts.added}`,
    saved_code_made: 'a saved recovery code was made. The one before, if there was one, no longer works',
    saved_code_withdrawn: 'the saved recovery code was withdrawn',
    hardening_chosen: 'hardened recovery was chosen: a contact alone is no longer enough to recover the key',
    hardening_given_up: 'hardened recovery was given up: a contact is again enough to recover the key',
  })[facts.change]

const subject = {
  contact: 'A registered contact changed',
  saved_code_made: 'A saved recovery code was made',
  saved_code_withdrawn: 'The saved recovery code was withdrawn',
  hardening_chosen: 'Hardened recovery was chosen',
  hardening_given_up: 'Hardened recovery was given up',
} as const

const self = {
  added: (facts: ChangedFacts) => `This contact is registered now. Until ${facts.coolsUntil} it is not enough by itself to recover the key.`,
  removed: (facts: ChangedFacts) =>
    `This contact is no longer registered. For ${facts.removedVeto} we go on telling it what happens to the key, and it can stop it.`,
  other: () => 'This contact is still registered.',
} as const

const undoneSelf = {
  restored: 'This contact is registered again, as before.',
  removed: 'This contact is no longer registered.',
  other: 'This contact is still registered.',
} as const

const help = ({ phone, hours }: { phone: string; hours: string }) => `\nHelp: ${phone}, ${hours}.`

export const en = {
  changed: (facts) => ({
    subject: subject[facts.change],
    blocks: [
      { text: facts.holder },
      { text: `On ${facts.when}, from the account and with ${key[facts.kind]}, ${what(facts)}.` },
      { text: self[facts.self](facts) },
      ...(facts.vetoLink === null
        ? [{ text: `If you do not recognise this change, call ${facts.phone} now.` }]
        : [
            { text: `If it was you, do nothing. If you do not recognise this change, undo it before ${facts.vetoUntil}:` },
            { link: facts.vetoLink, label: 'It was not me: undo the change' },
          ]),
    ],
    sms: `${facts.institution}: ${facts.holder}: ${what(facts)}.${facts.vetoLink === null ? '' : `\nIf it was not you, undo it:\n${facts.vetoLink}`}${help(facts)}`,
  }),
  undone: (facts: UndoneFacts) => ({
    subject: 'A change of the account was undone',
    blocks: [
      { text: facts.holder },
      { text: `On ${facts.when} the contact ${facts.by} said it did not recognise a change. The account is as it was before, and its sessions have ended.` },
      { text: undoneSelf[facts.self] },
      { text: `Whoever made the change had ${key[facts.kind]}, and that key still works. If it was nobody you trust, make another one now:` },
      { link: facts.recoverLink, label: 'Make another key' },
    ],
    sms: `${facts.institution}: ${facts.holder}: a contact undid a change of the account. ${facts.kind === 'employer' ? 'The employer key' : 'The personal key'} still works; if somebody else has it, make another:
${facts.recoverLink}${help(facts)}`,
  }),
  code: (facts: CodeFacts) => ({
    subject: 'Code to confirm this contact',
    blocks: [
      { text: `Somebody asked to register this contact in an account of ${facts.institution}.` },
      { code: facts.digits, label: 'If it was you, type this code in the page where you asked:' },
      { text: `The code works for ${facts.lasts}. Nobody will ask you for it: not by telephone, not by message, not at an office.` },
      { text: 'If you did not ask, do nothing: without the code this contact is not registered.' },
    ],
    sms: `${facts.institution}: to register this mobile, code (${facts.lasts}):
${facts.digits}
Nobody will ask you for it.${help(facts)}

${facts.bound}`,
  }),
} satisfies typeof es
