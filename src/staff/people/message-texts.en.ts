import type { Message } from '../../notifications/message.ts'
import type { es, StaffFacts } from './message-texts.es.ts'

const closing = ({ institution, phone, hours }: StaffFacts) => ({ text: `${institution}. Help: ${phone}, ${hours}.` })
const who = ({ by }: StaffFacts) => by ?? 'An operator of the system'
const what = ({ change, account, newName, roles }: StaffFacts) => {
  if (change === 'new_link') return `a new enrolment link for ${account}`
  return change === 'details' ? `a change of the details of ${account} (${newName === null ? '' : `name: ${newName}; `}roles: ${roles})` : account
}

const again = ({ cameBack }: StaffFacts) =>
  cameBack === null
    ? ''
    : ` That account had been removed on ${cameBack.removed}${cameBack.doubted === null ? '' : `, and its work was put in doubt: what was done until ${cameBack.doubted}`}.`

const toAuditors = (subject: string, text: string, facts: StaffFacts): Message => ({
  subject,
  blocks: [
    { text },
    { text: 'If anything here does not seem right, tell the management of the institution today.' },
    { link: facts.people, label: 'See the accounts of staff' },
    closing(facts),
  ],
  sms: '',
})

const toPerson = (subject: string, text: string, facts: StaffFacts): Message => ({
  subject,
  blocks: [{ text }, { text: 'If you did not expect it, speak to an administrator or your own manager today.' }, closing(facts)],
  sms: '',
})

export const en = {
  enrolment_link: (facts) => ({
    subject: 'Your link to enrol a passkey',
    blocks: [
      { text: `With this link you enrol your account at ${facts.institution} on the device that you work with (roles: ${facts.roles}).` },
      { link: facts.link, label: 'Enrol my account' },
      { text: `It works once, until ${facts.until}. Do not forward it: whoever uses it signs in as you. Nobody will ask you for it.` },
      closing(facts),
    ],
    sms: '',
  }),
  invited: (facts) =>
    toAuditors(
      facts.cameBack === null ? `Invitation of ${facts.about}` : `${facts.about} was invited again`,
      `${who(facts)} invited ${facts.account} as a member of staff (roles: ${facts.roles}), on ${facts.when}.${again(facts)}`,
      facts,
    ),
  confirmed: (facts) =>
    toAuditors(
      `Account confirmed: ${facts.about}`,
      `${who(facts)} confirmed the account of ${facts.account} (roles: ${facts.roles}), on ${facts.when}.${again(facts)}`,
      facts,
    ),
  change_asked: (facts) =>
    toAuditors(
      `A change was asked for: ${facts.about}`,
      `${who(facts)} asked for ${what(facts)}, on ${facts.when}. Another administrator has to confirm it.`,
      facts,
    ),
  changed: (facts) =>
    facts.toPerson
      ? toPerson('Your account was changed', `${who(facts)} confirmed ${what(facts)}, on ${facts.when}.`, facts)
      : toAuditors(`Account changed: ${facts.about}`, `${who(facts)} confirmed ${what(facts)}, on ${facts.when}.`, facts),
  change_withdrawn: (facts) =>
    toAuditors(`A change was withdrawn: ${facts.about}`, `${who(facts)} withdrew the request for ${what(facts)}, on ${facts.when}.`, facts),
  removed: (facts) =>
    facts.toPerson
      ? toPerson(
          'Your account was removed',
          `${who(facts)} removed your account at ${facts.institution}, on ${facts.when}. You can no longer sign in with it.`,
          facts,
        )
      : toAuditors(`Account removed: ${facts.about}`, `${who(facts)} removed the account of ${facts.about}, on ${facts.when}. Its sessions have ended.`, facts),
  work_voided: (facts) =>
    toAuditors(
      `The work of ${facts.about} is examined again`,
      `${who(facts)} put the work of ${facts.about}, whose account is removed, in doubt on ${facts.when}. What was not finished is examined again.`,
      facts,
    ),
  passkey_added: (facts) => ({
    subject: 'A passkey was saved to your account',
    blocks: [
      { text: `On ${facts.when} a passkey was saved to your account. Whoever has it signs in as you.` },
      { text: 'If you did not save it, tell an administrator at once.' },
      closing(facts),
    ],
    sms: '',
  }),
  passkey_removed: (facts) => ({
    subject: `A passkey was removed: ${facts.about}`,
    blocks: [
      { text: `${who(facts)} removed a passkey of their account, on ${facts.when}, and showed another one that stays. Their other sessions have ended.` },
      { text: 'If it is your account and it was not you, tell an administrator at once: somebody else has a passkey of yours.' },
      closing(facts),
    ],
    sms: '',
  }),
} satisfies typeof es
