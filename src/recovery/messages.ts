import { type Contact, canVeto, maskContact } from '../contacts/contacts.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { together } from '../db/together.ts'
import type { Language } from '../institution.ts'
import { readHits } from '../limits/windows.ts'
import type { Composer } from '../notifications/deliver-notice.ts'
import { inert } from '../notifications/inert.ts'
import { inBothLanguages } from '../notifications/message.ts'
import { dateAt } from '../offices/calendar-date.ts'
import { askerEndsAt, codeValue, linkEndsAt, withCode } from '../proof/codes.ts'
import { readHolder } from '../registry/holder.ts'
import { groupCode, sayDateTime, sayDuration, sayTime } from '../ui/format.ts'
import { freezableUntil } from '../veto/veto.ts'
import { makeVetoLink } from '../veto/veto-link.ts'
import { takeDestinationMessage } from './budgets.ts'
import { messageTexts } from './message-texts.ts'
import { afterVeto, type Recovery, takesLink } from './recovery.ts'
import { wrongCodesLimit } from './start-recovery.ts'
import { addLink, lockRecovery, saveCodes } from './store.ts'

/**
 * The start message: link first, then the code. Both are made here, when it is sent; their keyed hashes are committed before it leaves.
 * None is written once the case is proven or over. One that comes late, because messages could not be sent, has the link alone: the
 * browser that asked has no time left to type a code.
 */
const composeStarted: Composer = async (context, tx, { notice, contact, firstAttempt, now }) => {
  const recovery = await lockRecovery(tx, notice.recoveryId ?? '')
  const send = Number(notice.details.send)
  const asked = recovery?.sends[send]
  if (!recovery || !asked?.due || recovery.state !== 'awaiting_proof' || contact.status !== 'active') return null
  if (now.getTime() >= asked.at + context.institution.policy.linkLifetimeAtMost) return null
  // A retry takes nothing more, and still has to know when the next message may come.
  const budget = await takeDestinationMessage(context, tx, { recovery, contact, now, dry: !firstAttempt })
  if (firstAttempt && !budget.allowed) return null

  const { policy } = context.institution
  const token = context.random.token(32)
  const endsAt = linkEndsAt(now, new Date(Math.max(asked.nextAt, budget.nextAt.getTime())), policy)
  const ids = { recoveryId: recovery.id, contactId: contact.id }
  const [code, vetoLink] = await together(
    now < askerEndsAt(recovery, policy) ? makeCode(context, tx, { recovery, contact, send, now }) : null,
    canVeto(contact, recovery.startedAt, now, policy) ? makeVetoLink(context, tx, ids) : null,
    addLink(tx, { hash: context.keys.mac('token', token), ...ids, endsAt }),
  )
  const { institution } = context
  const { language } = recovery
  const facts = (language: Language) => ({
    tag: recovery.tag,
    asked: sayDateTime(recovery.startedAt, { institution, language }),
    device: recovery.device,
    // The last line binds the code to this host, so that a phone fills it in here and nowhere else (origin-bound one-time codes: no port).
    code:
      code === null
        ? null
        : { digits: groupCode(code), lasts: sayDuration(policy.codeLifetime, language), bound: `@${new URL(context.origin).hostname} #${code}` },
    linkUntil: sayTime(endsAt, { now, institution, language }),
    link: `${context.origin}/r/${token}`,
    vetoLink,
    institution: institution.name,
    phone: institution.support.phone,
    hours: institution.support.hours[language],
  })
  const write = (each: Language) => messageTexts[each].started(facts(each))
  return { message: inBothLanguages(institution, { language, sms: 'asked', write }), language }
}

/** Digits for one contact, as many as the holder's wrong codes ask for. */
async function makeCode(context: Context, tx: Tx, on: { recovery: Recovery; contact: Contact; send: number; now: Date }): Promise<string> {
  const { policy } = context.institution
  const [wrong] = await readHits(tx, [wrongCodesLimit(context, on.recovery.typed)], on.now)
  const code = context.random.digits((wrong?.count ?? 0) >= policy.wrongCodesBeforeLong ? policy.longCodeDigits : policy.codeDigits)
  const hash = context.keys.mac('code', codeValue(on.recovery.id, code))
  await saveCodes(
    tx,
    on.recovery.id,
    withCode(on.recovery.codes, { contactId: on.contact.id, hash, send: on.send, endsAt: on.now.getTime() + policy.codeLifetime }),
  )
  return code
}

type ToldAs = 'proven' | 'waiting' | 'needs_evidence' | 'needs_office'
const toldAs = (as: unknown): ToldAs => (as === 'waiting' || as === 'needs_evidence' || as === 'needs_office' ? as : 'proven')

/** When a waiting period ended: a fresh link for the contact that had proved, and for nobody else. */
const composeWaitOver: Composer = async (context, tx, { notice, contact, now }) => {
  const recovery = await lockRecovery(tx, notice.recoveryId ?? '')
  if (!recovery || !takesLink[recovery.state] || contact.status !== 'active' || contact.id !== notice.details.contact) return null
  const { institution } = context
  const { language } = recovery
  const token = context.random.token(32)
  const endsAt = new Date(now.getTime() + institution.policy.linkLifetimeAtMost)
  await addLink(tx, { hash: context.keys.mac('token', token), recoveryId: recovery.id, contactId: contact.id, endsAt })
  const message = messageTexts[language].waitOver({
    tag: recovery.tag,
    number: recovery.number,
    link: `${context.origin}/r/${token}`,
    linkUntil: sayTime(endsAt, { now, institution, language }),
    institution: institution.name,
    phone: institution.support.phone,
    hours: institution.support.hours[language],
  })
  return { message, language }
}

const composeAbout =
  (write: 'proven' | 'waitReminder' | 'disputed' | 'resolved' | 'replaced'): Composer =>
  async (context, tx, { notice, contact, contacts, now }) => {
    const { institution } = context
    if (notice.recoveryId === null || notice.branchId === null) return null
    const [recovery, holder] = await together(
      lockRecovery(tx, notice.recoveryId),
      readHolder(tx, { branchId: notice.branchId, representationId: null, today: dateAt(now, institution.timeZone) }),
    )
    if (!recovery || (write === 'waitReminder' && !takesLink[recovery.state])) return null
    const { language } = recovery
    const proving = contacts.find((each) => each.id === (notice.details.contact ?? recovery.provenBy))
    const { until } = notice.details
    const frozenBefore = recovery.completedAt === null ? null : freezableUntil(recovery.completedAt, institution)
    const inTime = recovery.state !== 'disputed' && afterVeto[recovery.state] !== null && (frozenBefore === null || now < frozenBefore)
    const stoppable = inTime && canVeto(contact, recovery.startedAt, now, institution.policy)
    const vetoLink = stoppable ? await makeVetoLink(context, tx, { recoveryId: recovery.id, contactId: contact.id }) : null
    const facts = (language: Language) => ({
      employer: inert(holder.legalName),
      shortEmployer: inert(holder.legalName, 40),
      branch: holder.branchCode,
      tag: recovery.tag,
      number: recovery.number,
      when: sayDateTime(notice.createdAt, { institution, language }),
      device: recovery.device,
      through: proving ? maskContact(proving) : '',
      as: toldAs(notice.details.as),
      waitUntil: typeof until === 'number' ? sayDateTime(new Date(until), { institution, language }) : '',
      vetoUntil: frozenBefore === null ? null : sayDateTime(frozenBefore, { institution, language }),
      contactWasRight: notice.details.outcome === 'contact_was_right',
      contactKept: notice.details.outcome === 'applicant_was_right' && notice.details.suspended === false,
      held: notice.details.held === true,
      vetoLink,
      institution: institution.name,
      phone: institution.support.phone,
      hours: institution.support.hours[language],
    })
    const message = inBothLanguages(institution, { language, sms: 'first', write: (each) => messageTexts[each][write](facts(each)) })
    return { message, language }
  }

export const recoveryNotices = {
  'recovery.started': composeStarted,
  'recovery.proven': composeAbout('proven'),
  'recovery.wait_reminder': composeAbout('waitReminder'),
  'recovery.wait_over': composeWaitOver,
  'recovery.disputed': composeAbout('disputed'),
  'recovery.resolved': composeAbout('resolved'),
  'credential.replaced': composeAbout('replaced'),
} as const satisfies Record<string, Composer>
