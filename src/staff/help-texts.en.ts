import type { es } from './help-texts.es.ts'

export const en = {
  title: 'Help for staff',
  lead: 'What each role does, and what to do when something is not as usual.',
  rolesTitle: 'What each role does',
  roles: (facts) => [
    {
      role: 'agent',
      does: `Attends at the office: verifies the identity, examines each requirement and proposes. Decides nothing. A case that was taken goes back to the queue by itself if nobody touches it for ${facts.lease}.`,
    },
    {
      role: 'approver',
      does: `Decides what another person prepared. The system gives you the cases; you do not choose them. A new account approves after ${facts.approvesAfter}.`,
    },
    {
      role: 'supervisor',
      does: `Resolves disputes within ${facts.disputeDays === 1 ? 'one working day' : `${facts.disputeDays} working days`}, and holds a key when there are signs that somebody misuses it.`,
    },
    { role: 'auditor', does: 'Reads the record: who did what, and who saw whose data.' },
    { role: 'administrator', does: 'Invites and removes staff. Another administrator confirms each invitation.' },
  ],
  whenTitle: 'What to do when…',
  when: (facts) => [
    {
      when: 'The person has no document with them, or somebody else’s',
      act: 'Do not go on: without the applicant’s document there is no case, even if you know them. Leave the case; it is good until the day on its receipt.',
    },
    {
      when: 'The number of the document is not that of the case',
      act: `Check whether you took the right case. After ${facts.documentTries} wrong numbers another agent attends to it.`,
    },
    {
      when: 'The person lost the continuation code',
      act: 'Nobody can see it or make another. Propose not to approve, with the reason that the person asks for it; then they file another request.',
    },
    {
      when: 'The person has no e-mail or mobile, or no longer has the one they gave',
      act: 'No member of staff types or changes contacts. Once the case is approved, the person makes the employer key on a screen at the office, opened by somebody who neither prepared nor approved it. A case of a personal key has no such screen: it registers a contact, and cannot be finished without one of their own. They have to get one, never somebody else’s, and file another request; if this one is already in review, propose not to approve it, with the reason that the person asks for it.',
    },
    {
      when: 'Somebody asks you for the key, or to make it for them',
      act: 'Never. You neither see nor choose it: the person makes it, alone. If somebody insists, tell a supervisor.',
    },
    {
      when: 'The case is yours, or that of somebody close to you',
      act: 'Do not attend to it. As an agent, put it back in the queue; as an approver, pass it to another.',
    },
    {
      when: 'You cannot decide a case that you were given to approve',
      act: `If something is wrong or missing, return it to the agents. If it is not yours to decide, pass it to another approver: ${facts.putBack === 1 ? 'one' : `up to ${facts.putBack}`} a day.`,
    },
    {
      when: 'The page says that somebody changed the case',
      act: 'Nothing was done, and what you typed is still there. See what changed and send it again.',
    },
    {
      when: 'Your session ended',
      act: `That happens after ${facts.idle} without use. Sign in again: what you had typed in a form that you sent is offered to you again.`,
    },
    {
      when: 'You lost the device with your passkey',
      act: 'If you have another passkey, sign in with it and remove the lost one: in “Today”, “Your passkeys”. If you have no other, ask an administrator for a new link today.',
    },
    {
      when: 'You suspect a colleague, or a case',
      act: 'Tell a supervisor, who can hold the key, and an administrator, who can remove the account and have what it did examined again. Do not try to settle it by yourself.',
    },
  ],
  publicHelp: (phone) => `For the public there are the help pages and the telephone ${phone}.`,
  publicLink: 'Help for the public',
  back: 'Go to «Today»',
} satisfies typeof es
