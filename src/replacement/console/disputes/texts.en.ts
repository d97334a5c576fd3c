import type { KeyKind } from '../../../credentials/credentials.ts'
import type { ResolveReason } from './disputes.ts'
import type { es } from './texts.es.ts'

const reasons = {
  representation_shown: 'The applicant showed that they represent the employer today, or are the person',
  contact_was_an_old_one: 'The contact belongs to somebody who has nothing to do with the employer or the person any more',
  withdrew_in_person: 'Every contact that stopped it said that it was a mistake: they came and showed their document',
  withdrew_by_call: 'Every contact that stopped it said that it was a mistake: they called from the registered mobile',
  withdrew_in_writing: 'Every contact that stopped it said that it was a mistake: they signed it in writing',
  did_not_represent: 'The applicant does not represent the employer, or is not the person',
  false_document: 'A document is false or doubtful',
  applicant_withdrew: 'The applicant gave it up',
} satisfies Record<ResolveReason, string>

const untilOffice = {
  employer: 'only a case with an office makes another',
  personal: 'until a case with an office registers another contact; then the person unblocks or changes it online',
} as const satisfies Record<KeyKind, string>
const withoutIt = { employer: 'without a key', personal: 'without registering the contact' } as const satisfies Record<KeyKind, string>

const ofReplacement = (kind: KeyKind) =>
  `If the contact is, the case ends rejected. If the applicant is, the case goes back to the review and the contact no longer counts; if it then ends ${withoutIt[kind]}, the contact counts again. A contact that said it was a mistake stays as it was.`

export const en = {
  reasons,
  sayReason: (code) => (code in reasons ? reasons[code as ResolveReason] : code),
  outcomes: { applicant_was_right: 'The applicant was right', contact_was_right: 'The contact was right' },
  holdReasons: {
    theft_reported: 'The key was reported stolen',
    court_order: 'Order of an authority',
    false_document: 'A false document in a case',
    inside_help: 'Suspicion of help from inside',
  },
  list: {
    title: 'Disputes',
    none: 'No dispute is open.',
    columns: { number: 'Case', what: 'Of what', since: 'Since', until: 'Resolve by' },
    of: { replacement: 'Case at an office', recovery: 'Recovery online', unlock: 'Unblocking online' },
    past: 'overdue',
    hold: 'Hold a key',
    holdWhen: 'When a theft is reported, or an authority orders it:',
  },
  page: {
    title: (number) => `Dispute of the case ${number}`,
    until: 'Resolve by',
    objections: 'Who stopped it',
    objection: (contact, at) => `${contact}, on ${at}`,
    since: (day) => `Registered since ${day}`,
    removed: 'no longer an active contact',
    online: 'What was done online',
    asked: (when) => `Asked for on ${when}`,
    proved: (through, when) => `Proven with ${through}, on ${when}`,
    completed: (when) => `Finished on ${when}; what was done is void if it still could be`,
    held: (kind) => `The key is held: ${untilOffice[kind]}.`,
    from: (state) => `It was stopped when it was: ${state}`,
    approvedBy: (name) => `It had been approved by ${name}`,
    who: 'Who is right',
    effects: {
      replacement: ofReplacement,
      recovery: () =>
        'If the contact is, the key is held until a case with an office. If the applicant is, the contact no longer counts and it can begin again online, unless the key is held. A contact that said it was a mistake stays as it was.',
      unlock: () =>
        'If the contact is, the key is held until a case with an office. If the applicant is, the contact no longer counts and it can begin again online, unless the key is held. A contact that said it was a mistake stays as it was.',
    },
    choose: 'Choose who is right and why',
    note: 'A note for whoever goes on with this case (if needed)',
    noteHint: 'The agent and the approver read it. Write no e-mails, mobiles or codes.',
    check: 'Check',
    gone: 'This dispute is no longer open.',
    tookPart: 'You took part in this case or are its applicant: another supervisor resolves it.',
    otherCase: (number) => `There is another case, ${number}. It has to end before this one goes on.`,
  },
  check: {
    title: 'Check before you resolve it',
    lead: 'Resolving it cannot be undone.',
    answer: 'Your decision',
    case: 'The case',
    cases: {
      rejected: 'It ends rejected.',
      goes_on: 'It goes back to the review of its office. Another person has to approve it anew, and then it waits.',
      over: 'It is over.',
      anew: 'It is over. Another one can begin online.',
    },
    contactsTitle: 'The contacts',
    noContacts: 'None is registered.',
    which: { objected: 'stopped the case', brought: 'this case brought it' },
    contacts: {
      does: {
        stays: 'Stays registered.',
        again: 'Is registered again.',
        suspended: 'No longer counts: it gets this message and none after it.',
        removed: 'Is no longer registered: it gets this message and none after it.',
        silenced: 'Is not registered, and no longer counts: it gets this message and none after it.',
        heard: 'Is not registered, and gets messages again.',
        out: 'Is not registered, and stays so.',
      },
      until: (kind) => `If the case ends ${withoutIt[kind]}, it counts again.`,
      once: 'It cannot stop this same case again.',
    },
    key: 'The key',
    keys: {
      held: (kind) => `It is held: ${untilOffice[kind]}.`,
      staysHeld: (kind) => `It is still held: ${untilOffice[kind]}.`,
      annulled: (hadOther) => `The one that this case made stays void${hadOther ? ', and the one before it does not come back' : ''}.`,
      same: 'It does not change.',
    },
    representatives: {
      title: 'The representatives',
      same: 'They do not change.',
      gone: (name) => `${name} is no longer listed.`,
      again: (name) => `${name} is listed again.`,
    },
    told: 'Who is told',
    tellContacts: (count) =>
      count === 0
        ? 'There is no registered contact to tell.'
        : count === 1
          ? 'The one registered contact that gets messages.'
          : `The ${count} registered contacts that get messages.`,
    tellApplicant: {
      confirmed: 'The applicant, at the new contact that they confirmed.',
      none: 'Not the applicant, who gave no contact: they see it in the case.',
    },
    note: 'Note',
    resolve: 'Resolve it this way',
    back: 'Change the decision',
  },
  hold: {
    title: 'Hold a key',
    lead: 'From that moment that key no longer signs in and is not recovered online, and approved cases are examined again. The registered contacts are told. This cannot be undone: only a case with an office ends it.',
    employer: 'Of an employer',
    person: 'Of a person',
    ruc: 'RUC',
    branch: 'Branch',
    nationalId: 'Cédula',
    nationalIdHint: 'For a personal key alone; leave the RUC empty.',
    why: 'Why',
    choose: 'Choose why',
    unknown: 'Not on the register. Check the numbers.',
    already: 'That key is held already.',
    own: 'It is your own key, or that of an employer that you represent or represented: another supervisor decides.',
    both: 'Write the RUC or the cédula, not both.',
    whichKey: 'Write the RUC, or the cédula for a personal key',
    whichBranch: 'Write the branch',
    limited: {
      again: (until) => `You held this key a short while ago: until ${until} only another supervisor can hold it.`,
      too_many_holds: (until) => `You held as many keys as are allowed in a day. You can go on from ${until}; before that, another supervisor.`,
    },
    openCases: 'Open cases at an office',
    noCases: 'None',
    filed: (count) => (count === 1 ? 'One request, nobody identified yet.' : `${count} requests, nobody identified yet.`),
    tooMany: (until) => `You made too many searches by RUC or cédula. You can go on at ${until}.`,
    check: 'Check',
    checkTitle: 'Check before you hold it',
    unseen: (until) =>
      `You made too many searches by RUC or cédula: until ${until} you do not see whose it is. If it cannot wait, look well at the number and hold the key without seeing it.`,
    whose: 'Whose it is',
    number: 'Number',
    hold: 'Hold the key',
    back: 'Change the data',
  },
} satisfies typeof es
