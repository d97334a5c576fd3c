import type { es } from './texts.es.ts'

export const en = {
  queue: {
    title: 'Approvals',
    count: ({ count, more }) =>
      more
        ? `More than ${count} cases that you may decide wait for approval, counting all offices.`
        : count === 0
          ? 'No case that you may decide waits for approval.'
          : count === 1
            ? 'One case that you may decide waits for approval.'
            : `${count} cases that you may decide wait for approval, counting all offices.`,
    lead: 'The system gives you the next one that you may approve: never one that you prepared, nor your own, and where it matters, one of another office.',
    take: 'Take the next',
    own: 'You have one to decide:',
    empty: 'There is none that you may approve now.',
    notYet: (when) => `Your account is new: you can approve from ${when}.`,
    done: {
      waiting: 'It is approved. Now it waits, and every registered contact knows.',
      approved: 'It is approved. The person finishes on a screen at the office.',
      ready: 'It is approved. The person can finish now.',
      rejected: 'It is rejected, as was proposed.',
      returned: 'It went back to its office, with your note.',
      put_back: 'It went back to the queue, undecided. Somebody else will see it.',
      resolved: 'It is resolved. Everybody was told.',
      held: 'The key is held. Only a case with an office ends that.',
    },
  },
  case: {
    kinds: { employer: 'New employer key', personal: 'Contact of the personal key' },
    what: 'Case',
    reason: 'Reason',
    round: (round) => `Round ${round}`,
    applicant: 'Applicant',
    nationalId: 'Cédula',
    employer: 'Employer',
    branch: 'Branch',
    closed: 'closed',
    identity: 'Identity',
    identityBy: (document, by, when) => `${document}, verified by ${by}, ${when}`,
    resolutionDoubtful: 'The work of whoever decided it has come into doubt since: what they decided does not count.',
    identityDoubtful: 'The work of whoever checked it has come into doubt since: it has to be checked again.',
    documents: { cedula: 'Cédula', passport: 'Passport' },
    representatives: 'Representatives on the register today',
    nobody: 'None',
    isApplicant: 'is the applicant',
    contact: 'New contact',
    contacts: { confirmed: 'Confirmed by a code', none: 'None: finishes on a screen at the office' },
    wait: 'If it is approved',
    waits: (until) => `The person gets nothing yet: it waits until ${until}, so that whoever disagrees can stop it. The reason:`,
    waitsFor: {
      contacts: 'There are contacts registered before, which are told and can object.',
      held: 'The key is held, by a supervisor or because somebody objected.',
      dispute: 'A contact objected to this case before, and a supervisor resolved it.',
    },
    noWait: {
      approve: 'No wait: there are no registered contacts that could object, no hold and no dispute. The person can finish at once.',
      reject: 'It is proposed not to approve: there is no wait, and the person reads the reason.',
    },
    examined: 'What was examined',
    kindsOfRequirement: { lookup: 'Look-up', show: 'Original shown' },
    met: 'Met',
    notMet: 'Not met',
    missing: 'Not examined',
    reference: 'Reference',
    by: (name, when) => `${name}, ${when}`,
    notes: 'Notes',
    noNotes: 'There are no notes.',
    noteDoubtful: 'The work of whoever wrote it has come into doubt since.',
    voided: (when) => `It had been approved, and that approval stopped counting on ${when}.`,
    voidedBecause: (why) => `Because ${why}.`,
    voidCauses: {
      register_changed: 'the register changed',
      key_held: 'the key was held',
      no_longer_as_approved: 'it is no longer as it was approved',
      work_in_doubt: 'an account was removed and its work is in doubt',
    },
    disputes: 'A contact stopped it before, and a supervisor resolved it',
    proposal: 'What the agent proposed',
    proposals: { approve: 'Approve', reject: 'Reject' },
  },
  decide: {
    approve: { approve: 'Approve', reject: 'Approve the rejection' },
    approveText:
      'You approve exactly what you see on this page. If anything changes afterwards, the approval no longer counts. When you press the button, show your passkey.',
    lastToOpen: (office) =>
      `The person gave no contact and will finish on a screen, which is opened by somebody who neither prepared nor approved the case, and at ${office} only you are left. If you approve it, somebody of another office has to open it. Better pass it to another approver.`,
    return: 'Return to the agents',
    returnTitle: 'Something is wrong or missing: an agent has to mend it',
    returnText: 'It goes back to the agents of its office with your reason and your note. When they propose it again, whoever approves then decides.',
    why: 'Why',
    reasons: {
      result_unclear: 'A result is not clear',
      reference_wrong: 'A reference does not match',
      not_enough: 'What was examined is not enough',
      identity_doubtful: 'The identity is in doubt',
      proposal_wrong: 'The proposal does not follow from the results',
      other: 'Another, explained in the note',
    },
    choose: 'Choose why you return it',
    note: 'Note for the agent',
    noteHint: 'What has to be looked at again. Write no contacts or keys.',
    emptyNote: 'Write what has to be looked at again',
    stale: (who, when) => `${who} changed this case on ${when}. Look again before you decide: nothing was done.`,
    somebody: 'The system, the applicant or a registered contact',
    putBackTitle: 'It is not yours to decide',
    putBackText: 'For example, because you know the person. Another approver gets it as it is; the agents do not see it. The record keeps that you saw it.',
    putBack: 'Pass it to another approver',
    noMorePutBack: (most, until) =>
      `You have passed to another approver the ${most === 1 ? 'one case' : `${most} cases`} that a day allows. Approve this one or return it to the agents; you can pass another from ${until}.`,
    noMoreReturned: (most, until) =>
      `You have returned to the agents the ${most === 1 ? 'one case' : `${most} cases`} that a day allows; you can return another from ${until}. If this one cannot be approved, pass it to another approver or do nothing: it goes back to the queue by itself. Tell your supervisor.`,
    notTaken: 'This case is no longer in your hands. Take the next.',
    refused: {
      own: 'You are the applicant of this case, or you prepared it: you cannot approve it.',
      office: 'Somebody of another office approves this case.',
      doubtful: 'Not everything is met any more, or the identity is in doubt now: return it to the agents.',
      time: 'Your account cannot approve yet.',
      other: 'This case can no longer be approved or returned.',
    },
  },
} satisfies typeof es
