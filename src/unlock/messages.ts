import { type Contact, canVeto, maskContact } from '../contacts/contacts.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { together } from '../db/together.ts'
import type { Language } from '../institution.ts'
import { readHits } from '../limits/windows.ts'
import type { Composer } from '../notifications/deliver-notice.ts'
import { inert } from '../notifications/inert.ts'
import { inBothLanguages } from '../notifications/message.ts'
import { askerEndsAt, codeValue, linkEndsAt, withCode } from '../proof/codes.ts'
import { readPerson } from '../registry/person.ts'
import { groupCode, sayDateTime, sayDuration, sayTime } from '../ui/format.ts'
import { freezableUntil } from '../veto/veto.ts'
import { makeUnlockVetoLink } from '../veto/veto-link.ts'
import { takeDestinationMessage } from './budgets.ts'
import { en } from './message-texts.en.ts'
import { es } from './message-texts.es.ts'
import { wrongCodesLimit } from './start-unlock.ts'
import { addLink, lockUnlock, saveCodes } from './store.ts'
import { afterVeto, type Unlock } from './unlock.ts'

const messageTexts = { es, en }

/**
 * The start message: link first, then the code. Both are made here, when it is sent; their keyed hashes are committed before it leaves.
 * None is written once the case is proven or over. One that comes late, because messages could not be sent, has the link alone: the
 * browser that asked has no time left to type a code.
 */
const composeStarted: Composer = async (context, tx, { notice, contact, firstAttempt, now }) => {
  const unlock = await lockUnlock(tx, notice.unlockId ?? '')
  const send = Number(notice.details.send)
  const asked = unlock?.sends[send]
  if (!unlock || !asked?.due || unlock.state !== 'awaiting_proof' || contact.status !== 'active') return null
  if (now.getTime() >= asked.at + context.institution.policy.linkLifetimeAtMost) return null
  // A retry takes nothing more, and still has to know when the next message may come.
  const budget = await takeDestinationMessage(context, tx, { unlock, contact, now, dry: !firstAttempt })
  if (firstAttempt && !budget.allowed) return null

  const { policy } = context.institution
  const token = context.random.token(32)
  const endsAt = linkEndsAt(now, new Date(Math.max(asked.nextAt, budget.nextAt.getTime())), policy)
  const ids = { unlockId: unlock.id, contactId: contact.id }
  const [code, vetoLink] = await together(
    now < askerEndsAt(unlock, policy) ? makeCode(context, tx, { unlock, contact, send, now }) : null,
    canVeto(contact, unlock.startedAt, now, policy) ? makeUnlockVetoLink(context, tx, ids) : null,
    addLink(tx, { hash: context.keys.mac('token', token), ...ids, endsAt }),
  )
  const { institution } = context
  const { language } = unlock
  const facts = (language: Language) => ({
    tag: unlock.tag,
    asked: sayDateTime(unlock.startedAt, { institution, language }),
    device: unlock.device,
    // The last line binds the code to this host, so that a phone fills it in here and nowhere else (origin-bound one-time codes: no port).
    code:
      code === null
        ? null
        : { digits: groupCode(code), lasts: sayDuration(policy.codeLifetime, language), bound: `@${new URL(context.origin).hostname} #${code}` },
    linkUntil: sayTime(endsAt, { now, institution, language }),
    link: `${context.origin}/d/${token}`,
    vetoLink,
    institution: institution.name,
    phone: institution.support.phone,
    hours: institution.support.hours[language],
  })
  const write = (each: Language) => messageTexts[each].started(facts(each))
  return { message: inBothLanguages(institution, { language, sms: 'asked', write }), language }
}

/** Digits for one contact, as many as the person's wrong codes ask for. */
async function makeCode(context: Context, tx: Tx, on: { unlock: Unlock; contact: Contact; send: number; now: Date }): Promise<string> {
  const { policy } = context.institution
  const [wrong] = await readHits(tx, [wrongCodesLimit(context, on.unlock.typed)], on.now)
  const code = context.random.digits((wrong?.count ?? 0) >= policy.wrongCodesBeforeLong ? policy.longCodeDigits : policy.codeDigits)
  const hash = context.keys.mac('code', codeValue(on.unlock.id, code))
  await saveCodes(
    tx,
    on.unlock.id,
    withCode(on.unlock.codes, { contactId: on.contact.id, hash, send: on.send, endsAt: on.now.getTime() + policy.codeLifetime }),
  )
  return code
}

const composeAbout =
  (write: 'proven' | 'disputed' | 'resolved' | 'kept' | 'replaced'): Composer =>
  async (context, tx, { notice, contact, contacts, now }) => {
    const { institution } = context
    if (notice.unlockId === null || notice.personId === null) return null
    const [unlock, person] = await together(lockUnlock(tx, notice.unlockId), readPerson(tx, notice.personId))
    if (!unlock) return null
    const { language } = unlock
    const proving = contacts.find((each) => each.id === unlock.provenBy)
    const frozenBefore = unlock.completedAt === null ? null : freezableUntil(unlock.completedAt, institution)
    const inTime = unlock.state !== 'disputed' && afterVeto[unlock.state] !== null && (frozenBefore === null || now < frozenBefore)
    const stoppable = inTime && canVeto(contact, unlock.startedAt, now, institution.policy)
    const vetoLink = stoppable ? await makeUnlockVetoLink(context, tx, { unlockId: unlock.id, contactId: contact.id }) : null
    const facts = (language: Language) => ({
      person: inert(person.fullName, 60),
      tag: unlock.tag,
      number: unlock.number,
      when: sayDateTime(notice.createdAt, { institution, language }),
      device: unlock.device,
      through: proving ? maskContact(proving) : '',
      forOffice: unlock.officeReason !== null,
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

export const unlockNotices = {
  'unlock.started': composeStarted,
  'unlock.proven': composeAbout('proven'),
  'unlock.disputed': composeAbout('disputed'),
  'unlock.resolved': composeAbout('resolved'),
  'unlock.kept': composeAbout('kept'),
  'unlock.replaced': composeAbout('replaced'),
} as const satisfies Record<string, Composer>
