import type { KeyKind } from '../credentials/credentials.ts'
import type { es, NoticeFacts } from './message-texts.es.ts'

const what = { employer: 'a new employer key', personal: 'to change the contact of a personal key' } as const satisfies Record<KeyKind, string>
type Said = Pick<NoticeFacts, 'institution' | 'phone' | 'hours'>
const stop = (link: string | null) => (link === null ? [] : [{ link, label: 'It was not me: stop the case' }])
const sms = ({ institution, phone }: Said, said: string, link: string | null = null, until: string | null = null) =>
  `${institution}: ${said}${link === null ? '' : `\nIf it was not you, stop it${until === null ? '' : ` until ${until}`}:\n${link}`}\nHelp: ${phone}`
const about = ({ kind, holder, branch, number }: NoticeFacts) => ({
  text: kind === 'employer' ? `Employer: ${holder}, branch ${branch}. Case ${number}.` : `Person: ${holder}. Case ${number}.`,
})
const whoever = {
  employer: 'If it was you or somebody in your company, do nothing. If not, stop it now:',
  personal: 'If it was you, do nothing. If not, stop it now:',
} as const
const once = ({ phone, hours }: Said) =>
  `It was stopped once from this contact, and each contact can do so once for a request. If you do not recognise it, call now: ${phone}, ${hours}.`
const ask = (facts: NoticeFacts) => {
  if (facts.vetoLink === null) return facts.stoppedBefore ? [{ text: once(facts) }] : []
  return [{ text: whoever[facts.kind] }, ...stop(facts.vetoLink)]
}
const end = (facts: Said) => ({ text: `${facts.institution}. Help: ${facts.phone}, ${facts.hours}.` })
const then = ({ kind, hadKey }: NoticeFacts) =>
  kind === 'personal'
    ? 'the new contact is registered, and the old one stops working'
    : `the person who asked for it can make ${hadKey ? 'a new key, and the old one stops working' : 'the employer key'}`
const voided = ({ kind, undone, hadKey }: NoticeFacts) =>
  undone
    ? [
        {
          employer: `The key that was made with it no longer works${hadKey ? ', and the one before it does not come back' : ''}.`,
          personal: 'The contact that was registered with it no longer counts.',
        }[kind],
      ]
    : []
const askAgain = ({ kind, held }: NoticeFacts) =>
  held
    ? [
        {
          employer: 'The key is held: to have a new one, the employer asks for it at an office.',
          personal: 'The key is held: to use it again, the person asks at an office for a contact to be registered.',
        }[kind],
      ]
    : []
const standing = (facts: NoticeFacts) => [...(facts.undone ? voided(facts) : ['Nothing has changed.']), ...askAgain(facts)].join(' ')
const ends = {
  employer: 'The request has ended, and no key is made with it.',
  personal: 'The request has ended, and it does not change the contact.',
} as const satisfies Record<KeyKind, string>
const ended = (facts: NoticeFacts) => [
  ...(facts.undone ? ['The request has ended.', ...voided(facts)] : [ends[facts.kind]]),
  ...askAgain(facts),
  facts.registered ? 'This contact is registered.' : 'This contact is no longer registered.',
]

const decided = ({ contactWasRight, contactKept, held }: NoticeFacts) => {
  if (contactWasRight) return `it has ended. Who stopped it was right.${held ? ' The key is held.' : ''}`
  return contactKept ? 'who stopped it said that it was a mistake. The office goes on.' : 'who filed it was right. The office goes on.'
}

export const en = {
  filed: (facts) => ({
    subject: `Somebody filed the request ${facts.number}`,
    blocks: [
      ...(facts.employer === null ? [] : [{ text: `Employer: ${facts.employer.name}, branch ${facts.employer.branch}.` }]),
      {
        text: `On ${facts.when} somebody asked online for ${what[facts.kind]}, to be finished at an office. This contact is registered, which is why we tell you.`,
      },
      { text: 'Nobody has verified who it is yet: to go on, that person has to be identified at the office.' },
      ...(facts.vetoLink === null ? [] : [{ text: 'If you did not ask for it, you can end this request:' }, ...stop(facts.vetoLink)]),
      end(facts),
    ],
    sms: sms(
      facts,
      `somebody asked ${facts.kind === 'employer' ? 'for ' : ''}${what[facts.kind]}${facts.employer === null ? '' : ` (${facts.employer.shortName})`}. Case ${facts.number}.`,
      facts.vetoLink,
    ),
  }),
  verified: (facts) => ({
    subject: `Somebody was identified at the office for the request ${facts.number}`,
    blocks: [
      about(facts),
      {
        text: `On ${facts.when} a person showed their document at ${facts.office} and asks for ${what[facts.kind]}. The office is examining the rest. Nothing has changed yet.`,
      },
      ...ask(facts),
      end(facts),
    ],
    sms: sms(
      facts,
      `an identified person asks ${facts.kind === 'employer' ? 'for an employer key' : 'to change the contact'} (${facts.shortHolder}, ${facts.number}).`,
      facts.vetoLink,
    ),
  }),
  approved: (facts) => ({
    subject: `The office approved the request ${facts.number}`,
    blocks: [
      about(facts),
      {
        text:
          facts.waitUntil === null
            ? `On ${facts.when} the office approved it. With its continuation code, ${then(facts)}.`
            : `On ${facts.when} the office approved it. If nobody stops it until ${facts.waitUntil}, ${then(facts)}.`,
      },
      ...ask(facts),
      end(facts),
    ],
    sms: sms(facts, `the office approved the request ${facts.number} (${facts.shortHolder}).`, facts.vetoLink, facts.waitUntil),
  }),
  approvalVoid: (facts) => ({
    subject: `The approval of the request ${facts.number} no longer counts`,
    blocks: [
      about(facts),
      {
        text: `On ${facts.when} the office's approval became void: the request is examined again. To go on it has to be approved anew, and we will tell you. ${standing(facts)}`,
      },
      ...ask(facts),
      end(facts),
    ],
    sms: sms(facts, `request ${facts.number} (${facts.shortHolder}): no longer approved, and examined again.`, facts.vetoLink),
  }),
  waitReminder: (facts) => ({
    subject: `Reminder: you can still stop the request ${facts.number}`,
    blocks: [about(facts), { text: `If nobody stops it until ${facts.waitUntil}, ${then(facts)}.` }, ...ask(facts), end(facts)],
    sms: sms(facts, `the request ${facts.number} (${facts.shortHolder}) can be stopped until ${facts.waitUntil}.`, facts.vetoLink),
  }),
  activated: (facts) => ({
    subject:
      facts.kind === 'personal'
        ? 'The contact of your personal key changed at an office'
        : facts.hadKey
          ? 'Your employer key changed at an office'
          : 'Your employer key was made at an office',
    blocks: [
      about(facts),
      {
        text:
          facts.kind === 'employer'
            ? `On ${facts.when} ${facts.hadKey ? 'a new employer key was made. The old one no longer works, and all open sessions have ended' : 'the employer key was made'}.`
            : `On ${facts.when} a new contact was registered. The old one can no longer recover the key.`,
      },
      ...(facts.vetoLink === null
        ? ask(facts)
        : [
            { text: `If it was not you, stop it before ${facts.vetoUntil}. What was done will be void, and the case is settled at an office.` },
            ...stop(facts.vetoLink),
          ]),
      end(facts),
    ],
    sms: sms(
      facts,
      `${facts.kind === 'employer' ? 'the employer key' : 'the contact of the personal key'} of ${facts.shortHolder} ${facts.kind === 'employer' && !facts.hadKey ? 'was made' : 'changed'} (${facts.number}).`,
      facts.vetoLink,
    ),
  }),
  disputed: (facts) => ({
    subject: `The request ${facts.number} was stopped`,
    blocks: [
      about(facts),
      { text: `On ${facts.when} a registered contact said that they do not recognise it. It is stopped.` },
      ...(facts.undone ? [{ text: standing(facts) }] : []),
      { text: 'A supervisor who took no part in the case decides who is right, and we will tell you.' },
      end(facts),
    ],
    sms: sms(facts, `a contact stopped the request ${facts.number} (${facts.shortHolder}). You will hear more.`),
  }),
  resolved: (facts) => ({
    subject: `A supervisor decided about the request ${facts.number}`,
    blocks: [
      about(facts),
      {
        text: facts.contactWasRight
          ? `On ${facts.when} a supervisor found that the contact who stopped it was right. ${ended(facts).join(' ')}`
          : facts.contactKept
            ? `On ${facts.when} a supervisor noted that the contact who stopped it said that it was a mistake. The office goes on with it and has to approve it anew. That contact stays as it was. If you stopped it and did not say so, call now: ${facts.phone}, ${facts.hours}.`
            : `On ${facts.when} a supervisor found that the person who filed it was right. The office goes on with it and has to approve it again. The contact who stopped it no longer gets notices and cannot stop it.`,
      },
      ...(facts.contactWasRight ? [] : voided(facts).map((text) => ({ text }))),
      ...ask(facts),
      end(facts),
    ],
    sms: sms(facts, `request ${facts.number} (${facts.shortHolder}): ${decided(facts)}`, facts.vetoLink),
  }),
  resolutionVoid: (facts) => ({
    subject: `Request ${facts.number} is decided again`,
    blocks: [
      about(facts),
      {
        text: `On ${facts.when} what a supervisor had decided when a registered contact stopped it became void. It is stopped again, and the contact, if it no longer counted, counts again.`,
      },
      { text: 'Another supervisor, who took no part in the case, decides who is right, and we will tell you. You need not do anything.' },
      end(facts),
    ],
    sms: sms(facts, `request ${facts.number} (${facts.shortHolder}): stopped: another supervisor decides.`),
  }),
  rejected: (facts) => ({
    subject: `The office rejected the request ${facts.number}`,
    blocks: [about(facts), { text: `On ${facts.when} the office rejected it. ${standing(facts)}` }, end(facts)],
    sms: sms(facts, `the office rejected the request ${facts.number} (${facts.shortHolder}).${facts.undone ? '' : ' Nothing changed.'}`),
  }),
  cancelled: (facts) => ({
    subject: `The request ${facts.number} was cancelled`,
    blocks: [about(facts), { text: `On ${facts.when} the person who filed it cancelled it. ${standing(facts)}` }, end(facts)],
    sms: sms(facts, `request ${facts.number} (${facts.shortHolder}): who filed it ended it.${facts.undone ? '' : ' Nothing changed.'}`),
  }),
  expired: (facts) => ({
    subject: `The request ${facts.number} ran out of time`,
    blocks: [about(facts), { text: `On ${facts.when} its time was up. ${standing(facts)}` }, end(facts)],
    sms: sms(facts, `the time of the request ${facts.number} (${facts.shortHolder}) is up.${facts.undone ? '' : ' Nothing changed.'}`),
  }),
} satisfies typeof es
