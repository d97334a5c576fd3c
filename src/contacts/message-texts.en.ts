import type { ChangeFacts, ContactFacts, es, HeldFacts } from './message-texts.es.ts'

const about = ({ holder }: ChangeFacts) => ({
  text: holder.kind === 'employer' ? `Employer: ${holder.name}, branch ${holder.branch}.` : `In the name of: ${holder.name}.`,
})
const subject = { employer: 'The registered contacts of your company have changed', personal: 'Your registered contacts have changed' } as const
const use = { employer: 'recover the employer key', personal: 'unblock the personal key' } as const
const key = { employer: 'the employer key', personal: 'the personal key' } as const
const call = (facts: ChangeFacts) => ({ text: `If you do not recognise this change, call ${facts.phone} now.` })

const self = {
  added: (facts: ContactFacts) => `This contact is now registered. For ${facts.coolOff} it is not enough by itself to ${use[facts.holder.kind]}.`,
  removed: (facts: ContactFacts) =>
    `This contact is no longer registered. For ${facts.removedVeto} we go on telling you what happens to ${key[facts.holder.kind]}, and you can stop it.`,
  other: () => 'This contact is still registered.',
} satisfies Record<ContactFacts['self'], (facts: ContactFacts) => string>

export const en = {
  contactChanged: (facts) => ({
    subject: subject[facts.holder.kind],
    blocks: [
      about(facts),
      { text: `On ${facts.when} the institution updated the registered contacts.` },
      ...(facts.removed.length === 0 ? [] : [{ text: `No longer registered: ${facts.removed.join(', ')}` }]),
      ...(facts.added.length === 0 ? [] : [{ text: `Now registered: ${facts.added.join(', ')}` }]),
      { text: self[facts.self](facts) },
      call(facts),
    ],
    sms: `${facts.institution}: the registered contacts of ${facts.holder.name} have changed. If you do not recognise it, call ${facts.phone}, ${facts.hours}.`,
  }),
  representationChanged: (facts) => ({
    subject: 'The registered legal representation of your company has changed',
    blocks: [
      about(facts),
      { text: `On ${facts.when} the institution updated who represents the company, or from when until when.` },
      { text: 'A recovery of the employer key that was asked for in the name of a representation that changed goes on at an office.' },
      call(facts),
    ],
    sms: `${facts.institution}: the registered legal representation of ${facts.holder.name} has changed. If you do not recognise it, call ${facts.phone}, ${facts.hours}.`,
  }),
  held: (facts: HeldFacts) => ({
    subject: `The institution held ${key[facts.holder.kind]}`,
    blocks: [
      about(facts),
      { text: `On ${facts.when} an authorised person of the institution held ${key[facts.holder.kind]} for security.` },
      ...(facts.frozen ? [{ text: 'That key no longer signs in.' }] : []),
      { text: 'Another key takes a case at an office.' },
      ...(facts.link === null ? [] : [{ link: facts.link, label: 'Begin the request' }]),
      { text: `If you want to know why, call ${facts.phone}, ${facts.hours}.` },
    ],
    sms: `${facts.institution}: ${key[facts.holder.kind]} of ${facts.holder.name} was held for security. Another one takes a case at an office.${facts.link === null ? '' : `\n${facts.link}`}
Help: ${facts.phone}, ${facts.hours}.`,
  }),
} satisfies typeof es
