import { z } from 'zod'
import { guessingCeiling, guessingSum } from './limits/guessing.ts'
import { type Entry, entrySchema } from './policy-entry.ts'

// Every number of the service, with its floor and ceiling. Code reads numbers from here alone; docs/configuration.md is made from this table.

export const policyTable = {
  codeDigits: { unit: 'count', standard: 12, floor: 12, ceiling: 16, about: 'Digits of a code, three groups.' },
  longCodeDigits: { unit: 'count', standard: 16, floor: 16, ceiling: 20, about: 'Digits of a code after too many wrong ones in a row.' },
  wrongCodesBeforeLong: {
    unit: 'count',
    standard: 100,
    floor: 1,
    ceiling: 100,
    about: 'Wrong codes in a row for one holder before codes grow longer (SP 800-63B §3.2.2: at most 100).',
  },
  wrongCodesMemory: {
    unit: 'duration',
    standard: 'P365D',
    floor: 'P30D',
    ceiling: 'P730D',
    about: 'How long after the last wrong code the count of them is kept.',
  },
  codeLifetime: {
    unit: 'duration',
    standard: 'PT10M',
    floor: 'PT1M',
    ceiling: 'PT10M',
    about: 'How long a code works (SP 800-63B §4.2.1.2: at most 10 minutes).',
  },
  codeTries: { unit: 'count', standard: 5, floor: 1, ceiling: 10, about: 'Wrong tries before a code is dead; the link lives on.' },
  resendsPerCase: { unit: 'count', standard: 10, floor: 1, ceiling: 20, about: 'How often one case may ask for its message again.' },
  resendAfter: { unit: 'duration', standard: 'PT60S', floor: 'PT10S', ceiling: 'PT10M', about: 'How long to wait before asking for another message.' },
  linkLifetime: {
    unit: 'duration',
    standard: 'PT60M',
    floor: 'PT10M',
    ceiling: 'PT24H',
    about: 'How long a link works; longer when the holder may not have another message yet.',
  },
  linkLifetimeAtMost: {
    unit: 'duration',
    standard: 'PT24H',
    floor: 'PT60M',
    ceiling: 'PT24H',
    about: 'The longest a link ever works (SP 800-63B §4.2.1.2: 24 hours by e-mail).',
  },
  proofLifetime: { unit: 'duration', standard: 'PT60M', floor: 'PT1M', ceiling: 'PT4H', about: 'How long a proof stays good while the new key is chosen.' },
  recoveryTakesAtLeast: { unit: 'duration', standard: 'PT10M', floor: 'PT1M', ceiling: 'P1D', about: 'The estimate that the start page gives, from.' },
  recoveryTakesAtMost: { unit: 'duration', standard: 'PT30M', floor: 'PT1M', ceiling: 'P1D', about: 'The estimate that the start page gives, to.' },
  officeTakesAtLeast: { unit: 'count', standard: 1, floor: 1, ceiling: 30, about: 'Working days that an office case takes by estimate, from.' },
  officeTakesAtMost: { unit: 'count', standard: 3, floor: 1, ceiling: 60, about: 'Working days that an office case takes by estimate, to.' },
  timesMeasuredOver: {
    unit: 'duration',
    standard: 'P90D',
    floor: 'P7D',
    ceiling: 'P365D',
    about: 'How far back the cases reach from which the pages say how long it takes.',
  },
  timesMeasuredFrom: {
    unit: 'count',
    standard: 30,
    floor: 10,
    ceiling: 1000,
    about: 'Cases of a kind that ended with a key, within that time, before the pages say what those took instead of the estimate.',
  },
  filingDaysBefore: { unit: 'count', standard: 5, floor: 1, ceiling: 15, about: 'Days before a filing date from which the pages say what to do today.' },
  filingDaysAfter: { unit: 'count', standard: 3, floor: 0, ceiling: 15, about: 'Days after a filing date until which they do.' },
  messagesPerHour: { unit: 'count', standard: 3, floor: 1, ceiling: 10, about: 'Start messages to one holder in an hour.' },
  messagesPerDayBeforeSlow: {
    unit: 'count',
    standard: 10,
    floor: 1,
    ceiling: 30,
    about: 'Start messages to one holder in a day before they slow to one an hour.',
  },
  sourceStartsPerDoubling: {
    unit: 'count',
    standard: 10,
    floor: 1,
    ceiling: 100,
    about: 'Starts in an hour from one network after which the proof-of-work doubles.',
  },
  sourceStartsPerHour: { unit: 'count', standard: 600, floor: 10, ceiling: 6000, about: 'Starts in an hour from one /24 or /56 before it is stopped.' },
  noScriptPerSource: { unit: 'count', standard: 5, floor: 1, ceiling: 50, about: 'Starts without JavaScript in an hour from one network.' },
  noScriptPerService: { unit: 'count', standard: 500, floor: 10, ceiling: 5000, about: 'Starts without JavaScript in an hour for the whole service.' },
  challengeLifetime: { unit: 'duration', standard: 'PT10M', floor: 'PT1M', ceiling: 'PT60M', about: 'How long a solved proof-of-work may be used, once.' },
  signInFailuresPerSource: {
    unit: 'count',
    standard: 30,
    floor: 5,
    ceiling: 300,
    about: 'Failed sign-ins in an hour from one network before it has to wait between two, twice as long each time.',
  },
  signInBackOffAtMost: {
    unit: 'duration',
    standard: 'PT15M',
    floor: 'PT1M',
    ceiling: 'PT60M',
    about: 'The longest that a network waits between two sign-ins.',
  },
  signInFailuresBeforeBlock: {
    unit: 'count',
    standard: 20,
    floor: 2,
    ceiling: 100,
    about:
      'Failed sign-ins of one holder in a row, from unknown browsers, before those are blocked until the key is recovered (SP 800-63B §3.2.2: at most 100). Contacts hear at half of it and at the block.',
  },
  signInFailuresMemory: {
    unit: 'duration',
    standard: 'P365D',
    floor: 'P30D',
    ceiling: 'P730D',
    about: 'How long after the last failed sign-in their count is kept.',
  },
  knownBrowserFailures: {
    unit: 'count',
    standard: 20,
    floor: 2,
    ceiling: 100,
    about: 'Failed sign-ins in a row from a known browser before it counts as unknown.',
  },
  knownBrowserLifetime: { unit: 'duration', standard: 'P90D', floor: 'P1D', ceiling: 'P180D', about: 'How long a browser stays known after its last sign-in.' },
  keyLengthAtLeast: { unit: 'count', standard: 15, floor: 15, ceiling: 64, about: 'Characters a new key has at least (SP 800-63B §3.1.1.2).' },
  keyLengthAtMost: { unit: 'count', standard: 128, floor: 64, ceiling: 1024, about: 'Characters a new key has at most.' },
  coolOff: { unit: 'duration', standard: 'P7D', floor: 'P1D', ceiling: 'P90D', about: 'How long a changed contact does not suffice alone and cannot veto.' },
  contactsAtMost: { unit: 'count', standard: 5, floor: 2, ceiling: 20, about: 'Contacts that a holder may register in its account.' },
  vetoWindow: {
    unit: 'duration',
    standard: 'PT72H',
    floor: 'PT24H',
    ceiling: 'P30D',
    about: 'How long a fresh key can be frozen by a contact (or the working days below, if later).',
  },
  vetoWorkingDays: { unit: 'count', standard: 2, floor: 1, ceiling: 10, about: 'Working days within which a fresh key can be frozen by a contact.' },
  hardenedForAll: {
    unit: 'count',
    standard: 0,
    floor: 0,
    ceiling: 1,
    about: '1: no employer key is recovered with a contact alone, whether the employer chose hardened recovery or not.',
  },
  waitAtLeast: {
    unit: 'duration',
    standard: 'PT24H',
    floor: 'PT24H',
    ceiling: 'P30D',
    about: 'How long a recovery that rests on one doubtful contact waits, so that every contact can stop it (or the working days below, if later).',
  },
  waitWorkingDays: { unit: 'count', standard: 1, floor: 1, ceiling: 10, about: 'Working days that such a recovery waits, to the end of the last one.' },
  waitReminderBefore: {
    unit: 'duration',
    standard: 'PT12H',
    floor: 'PT1H',
    ceiling: 'PT24H',
    about: 'How long before the end of such a wait every contact is reminded of it, once.',
  },
  evidenceTries: {
    unit: 'count',
    standard: 5,
    floor: 1,
    ceiling: 10,
    about: 'Wrong saved codes, and wrong personal keys, that one recovery takes.',
  },
  removedContactVeto: { unit: 'duration', standard: 'P30D', floor: 'P7D', ceiling: 'P90D', about: 'How long a removed contact still hears and can veto.' },
  employersPerContact: { unit: 'count', standard: 5, floor: 1, ceiling: 50, about: 'Employers one contact may serve before it is doubtful.' },
  emailUnusedAfter: {
    unit: 'duration',
    standard: 'P730D',
    floor: 'P180D',
    ceiling: 'P1825D',
    about: 'How long an e-mail address may go unused before it is doubtful.',
  },
  phoneUnusedAfter: {
    unit: 'duration',
    standard: 'P365D',
    floor: 'P90D',
    ceiling: 'P1825D',
    about: 'How long a phone number may go unused before it is doubtful.',
  },
  draftKept: { unit: 'duration', standard: 'PT2H', floor: 'PT30M', ceiling: 'PT24H', about: 'How long a request for an office may be filled in.' },
  visitWithin: {
    unit: 'duration',
    standard: 'P30D',
    floor: 'P5D',
    ceiling: 'P90D',
    about: 'How long a request waits for the applicant to come to the office, to the end of that day.',
  },
  answerWithin: {
    unit: 'duration',
    standard: 'P30D',
    floor: 'P5D',
    ceiling: 'P90D',
    about: 'How long a case waits for what the applicant was asked for, to the end of that day.',
  },
  reviewWithin: { unit: 'duration', standard: 'P90D', floor: 'P10D', ceiling: 'P365D', about: 'How long a case may stay with an office before it expires.' },
  approvalLifetime: {
    unit: 'duration',
    standard: 'P15D',
    floor: 'P5D',
    ceiling: 'P60D',
    about: 'How long an approval is good for the new key, its waiting period included.',
  },
  disputeWorkingDays: { unit: 'count', standard: 1, floor: 1, ceiling: 10, about: 'Working days within which a supervisor resolves a dispute.' },
  unverifiedKept: {
    unit: 'duration',
    standard: 'P30D',
    floor: 'P1D',
    ceiling: 'P365D',
    about: 'How long a request is kept after its end when nobody ever came to the office with it.',
  },
  leaseLifetime: {
    unit: 'duration',
    standard: 'PT30M',
    floor: 'PT5M',
    ceiling: 'PT4H',
    about: 'How long a case stays with the agent who took it, without being touched.',
  },
  documentTries: {
    unit: 'count',
    standard: 3,
    floor: 1,
    ceiling: 5,
    about: 'Numbers of a document that one agent may type for one case before another agent has to attend to it.',
  },
  approvalsPutBackPerDay: { unit: 'count', standard: 3, floor: 1, ceiling: 20, about: 'Cases that an approver may give back undecided in a day.' },
  staffSearchesPerHour: {
    unit: 'count',
    standard: 60,
    floor: 10,
    ceiling: 600,
    about: 'Searches by RUC or cédula that a member of staff may make in an hour.',
  },
  recordPagesPerHour: {
    unit: 'count',
    standard: 300,
    floor: 60,
    ceiling: 3000,
    about: 'Pages of the record that an auditor may read in an hour.',
  },
  screenLifetime: { unit: 'duration', standard: 'PT15M', floor: 'PT5M', ceiling: 'PT60M', about: 'How long the applicant’s screen at an office stays open.' },
  caseLookUpsPerHour: { unit: 'count', standard: 30, floor: 5, ceiling: 300, about: 'Wrong case numbers or continuation codes in an hour from one network.' },
  sessionIdle: { unit: 'duration', standard: 'PT30M', floor: 'PT5M', ceiling: 'PT60M', about: 'How long a session lives without use.' },
  sessionAtMost: { unit: 'duration', standard: 'PT12H', floor: 'PT30M', ceiling: 'PT24H', about: 'How long a session lives in all.' },
  staffSessionIdle: { unit: 'duration', standard: 'PT15M', floor: 'PT5M', ceiling: 'PT30M', about: 'How long a session of staff lives without use.' },
  staffSessionAtMost: { unit: 'duration', standard: 'PT12H', floor: 'PT60M', ceiling: 'PT12H', about: 'How long a session of staff lives in all.' },
  staffApprovesAfter: {
    unit: 'duration',
    standard: 'PT72H',
    floor: 'PT24H',
    ceiling: 'P30D',
    about: 'How long an account of staff approves nothing after it was confirmed.',
  },
  enrolmentLinkLifetime: { unit: 'duration', standard: 'PT24H', floor: 'PT15M', ceiling: 'P7D', about: 'How long the one-time link of an invitation works.' },
  unprovenKept: {
    unit: 'duration',
    standard: 'PT48H',
    floor: 'PT24H',
    ceiling: 'P7D',
    about: 'How long an unproven case is kept after its last code and link end.',
  },
  importHeldAbove: {
    unit: 'count',
    standard: 1,
    floor: 0,
    ceiling: 20,
    about: 'Per cent of contacts or of representatives that one file may change; above it, another operator has to confirm the import.',
  },
  messageRetries: {
    unit: 'count',
    standard: 300,
    floor: 3,
    ceiling: 2000,
    about: 'How often a notice that could not be handed over is tried again, with pauses that grow to ten minutes: 300 are about two days.',
  },
} as const satisfies Record<string, Entry>

export type PolicyName = keyof typeof policyTable

/** Durations in milliseconds, counts as they are. */
export type Policy = Readonly<Record<PolicyName, number>>

const shape = Object.fromEntries(Object.entries(policyTable).map(([name, entry]) => [name, entrySchema(entry)]))

/** Of the words that an offered key is made of. */
const longestWord = 8

export const PolicySchema = z
  .strictObject(shape)
  .transform((values) => values as Policy)
  .refine((policy) => policy.linkLifetimeAtMost >= policy.linkLifetime, { error: 'policy.linkLifetimeAtMost is shorter than policy.linkLifetime' })
  .refine((policy) => policy.keyLengthAtMost >= policy.keyLengthAtLeast + longestWord, {
    error: `policy.keyLengthAtMost is not ${longestWord} above policy.keyLengthAtLeast, which the key that is offered may need: it ends with a whole word`,
  })
  .refine((policy) => policy.recoveryTakesAtMost >= policy.recoveryTakesAtLeast, {
    error: 'policy.recoveryTakesAtMost is shorter than policy.recoveryTakesAtLeast',
  })
  .refine((policy) => policy.officeTakesAtMost >= policy.officeTakesAtLeast, { error: 'policy.officeTakesAtMost is less than policy.officeTakesAtLeast' })
  .refine((policy) => policy.sessionAtMost >= policy.sessionIdle, { error: 'policy.sessionAtMost is shorter than policy.sessionIdle' })
  .refine((policy) => guessingSum(policy) < guessingCeiling, {
    error:
      'policy: these values together make codes too easy to guess; use more codeDigits, or fewer messagesPerHour, wrongCodesBeforeLong or codeTries, or a longer wrongCodesMemory',
  })

export const standardPolicy: Policy = PolicySchema.parse({})
