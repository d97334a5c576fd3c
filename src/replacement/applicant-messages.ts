import { type Contact, destinationOf, hears } from '../contacts/contacts.ts'
import { listHolderContacts } from '../contacts/list-contacts.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { readHits } from '../limits/windows.ts'
import { StillUndelivered } from '../notifications/deliver-notice.ts'
import type { Handed, Message, Senders } from '../notifications/message.ts'
import { dateAt } from '../offices/calendar-date.ts'
import { groupCode, sayDateTime, sayDay, sayDuration } from '../ui/format.ts'
import type { MoveFacts, MoveMessageKind } from './applicant-texts.es.ts'
import { applicantTexts } from './applicant-texts.ts'
import { askedNow, sayAsked } from './asked.ts'
import { caseCodeValue } from './case-codes.ts'
import { wrongApplicantCodes } from './limits.ts'
import { frozenBefore, mayVeto } from './may-veto.ts'
import { followPath } from './paths.ts'
import type { ApplicantMessageKind, ReplacementState } from './replacement.ts'
import { whyAgain } from './sent-back.ts'
import { type CaseRow, hadKeyBefore, holderOf, isHeldCase, listAsked, listSentBack, lockCase, saveCase, wasUndone } from './store.ts'

// What the applicant is told, at the contact that the case brings. Nothing of it helps anybody to finish the case without the continuation
// code, which is in no message.

/** Records that the applicant will hear, and queues it, in the transaction of what it hears about. A case without a contact has nobody to tell. */
export async function sendToApplicant(context: Pick<Context, 'jobs' | 'random'>, tx: Tx, message: { caseId: string; kind: ApplicantMessageKind; now: Date }) {
  const id = context.random.uuid()
  await tx.insertInto('applicant_message').values({ id, replacement_id: message.caseId, kind: message.kind, made_at: message.now }).execute()
  await context.jobs.enqueue(tx, 'applicant_message', { id, group: message.caseId })
}

/**
 * Hands one message over. A code is made here: its keyed hash is committed before it leaves, and a repeat after a crash makes one more.
 * Throws while it could still be handed over later.
 */
export async function sendApplicantMessage(context: Context, senders: Senders, { id, last }: { id: string; last: boolean }): Promise<void> {
  const outgoing = await context.db.transaction().execute((tx) => prepare(context, tx, id))
  if (!outgoing) return settle(context, id, 'failed_at')
  const handed = await handOver(senders, id, outgoing)
  context.metrics.messages.inc({ kind: `applicant.${outgoing.kind}`, outcome: handed.outcome })
  if (handed.outcome === 'deferred' && !last) throw new StillUndelivered('a message to an applicant')
  await settle(context, id, handed.outcome === 'sent' ? 'sent_at' : 'failed_at')
}

/** Writes down what came of a message: it was sent, or never will be. */
function settle(context: Context, id: string, as: 'sent_at' | 'failed_at'): Promise<void> {
  return context.db.transaction().execute(async (tx) => {
    const now = await context.clock(tx)
    await tx
      .updateTable('applicant_message')
      .set({ [as]: now })
      .where('id', '=', id)
      .where('sent_at', 'is', null)
      .execute()
  })
}

type Outgoing = { kind: ApplicantMessageKind; row: CaseRow; message: Message }

async function prepare(context: Context, tx: Tx, id: string): Promise<Outgoing | null> {
  const found = await tx
    .selectFrom('applicant_message')
    .select(['replacement_id', 'kind', 'made_at'])
    .where('id', '=', id)
    .where('sent_at', 'is', null)
    .where('failed_at', 'is', null)
    .executeTakeFirst()
  const row = found && (await lockCase(tx, found.replacement_id))
  if (!found || !row || row.contact_channel === null || row.contact_value === null) return null
  const now = await context.clock(tx)
  const { institution } = context
  const facts = {
    number: row.number,
    institution: institution.name,
    phone: institution.support.phone,
    hours: institution.support.hours[row.language],
    follow: `${context.origin}${followPath.case}`,
    until: sayDay(dateAt(row.ends_at, institution.timeZone), row),
    office: institution.offices.find(({ id }) => id === row.office) ?? null,
  }
  const texts = applicantTexts[row.language]
  switch (found.kind) {
    case 'code': {
      if (row.state !== 'draft' || row.contact !== 'unconfirmed' || now.getTime() >= found.made_at.getTime() + institution.policy.linkLifetime) return null
      const code = await makeCode(context, tx, { row, for: 'confirm', now })
      return { kind: found.kind, row, message: texts.code({ ...facts, ...codeFacts(context, row, code) }) }
    }
    case 'receipt':
      return { kind: found.kind, row, message: texts.receipt(facts) }
    case 'activation_code': {
      const tooLate = now.getTime() >= found.made_at.getTime() + institution.policy.linkLifetime
      if (row.state !== 'ready' || found.made_at < row.moved_at || tooLate) return null
      const code = await makeCode(context, tx, { row, for: 'activate', now })
      return { kind: found.kind, row, message: texts.activationCode({ ...facts, ...codeFacts(context, row, code), kind: row.kind }) }
    }
    default: {
      const move = await moveFacts(context, tx, { row, kind: found.kind, now })
      return move && { kind: found.kind, row, message: texts.moved[found.kind]({ ...facts, ...move }) }
    }
  }
}

/** Of which state each message tells: a case that has gone on meanwhile says so itself. */
const stateOf = {
  asked: 'awaiting_applicant',
  examined_again: 'in_review',
  waiting: 'waiting',
  ready: 'ready',
  rejected: 'rejected',
  activated: 'activated',
  disputed: 'disputed',
  cancelled: 'cancelled',
  expired: 'expired',
} as const satisfies Record<MoveMessageKind, ReplacementState>

async function moveFacts(context: Context, tx: Tx, { row, kind, now }: { row: CaseRow; kind: MoveMessageKind; now: Date }): Promise<MoveFacts | null> {
  if (row.state !== stateOf[kind] || (kind === 'activated' && !(await registeredThrough(tx, row.id)))) return null
  const { institution, origin } = context
  const { language } = row
  const before = frozenBefore(row, institution)
  const others = before === null ? [] : await otherContacts(context, tx, { row, now })
  return {
    kind: row.kind,
    asked: sayAsked({ requirements: institution.requirements, language }, askedNow(row, kind === 'asked' ? await listAsked(tx, row.id) : [])),
    waitUntil: row.wait_ends_at ? sayDateTime(row.wait_ends_at, { institution, language }) : '',
    hadKey: await hadKeyBefore(tx, row),
    others: others.length > 0,
    stoppableUntil:
      before && others.some((each) => mayVeto(each, row, { now, policy: institution.policy })) ? sayDateTime(before, { institution, language }) : null,
    undone: await wasUndone(tx, row),
    held: await isHeldCase(tx, row),
    again: whyAgain(row.state, await listSentBack(tx, row.id)),
    activate: `${origin}${followPath.activate}`,
    signIn: `${origin}${row.kind === 'employer' ? '/empleador/ingresar' : '/personal/desbloquear'}`,
  }
}

/** Who else hears of the case, at another address than the applicant's. */
async function otherContacts(context: Context, tx: Tx, { row, now }: { row: CaseRow; now: Date }): Promise<Contact[]> {
  const holder = holderOf(row)
  const own = destinationOf({ channel: row.contact_channel ?? 'email', value: row.contact_value ?? '' })
  const contacts = holder ? await listHolderContacts(tx, holder) : []
  return contacts.filter((each) => hears(each, now, context.institution.policy) && destinationOf(each) !== own)
}

/** A case that was finished on a screen of the office leaves its contact as it was: a stranger to the register. */
async function registeredThrough(tx: Tx, caseId: string): Promise<boolean> {
  return (await tx.selectFrom('contact').select('id').where('through_replacement', '=', caseId).where('status', '=', 'active').executeTakeFirst()) !== undefined
}

const codeFacts = ({ origin, institution: { policy } }: Context, row: CaseRow, code: string) => ({
  digits: groupCode(code),
  lasts: sayDuration(policy.codeLifetime, row.language),
  bound: `@${new URL(origin).hostname} #${code}`,
})

/** Digits for the contact that a case brings; the one before stays good until its own end. */
async function makeCode(context: Context, tx: Tx, of: { row: CaseRow; for: 'confirm' | 'activate'; now: Date }): Promise<string> {
  const { row } = of
  const { policy } = context.institution
  const contact = { channel: row.contact_channel ?? 'email', value: row.contact_value ?? '' }
  const [wrong] = await readHits(tx, [wrongApplicantCodes(context, contact)], of.now)
  const code = context.random.digits((wrong?.count ?? 0) >= policy.wrongCodesBeforeLong ? policy.longCodeDigits : policy.codeDigits)
  const hash = context.keys.mac('code', caseCodeValue({ caseId: row.id, for: of.for, contact: contact.value, code }))
  const kept = row.codes.slice(-1)
  await saveCase(tx, row.id, { codes: JSON.stringify([...kept, { for: of.for, hash, endsAt: of.now.getTime() + policy.codeLifetime }]) })
  return code
}

async function handOver(senders: Senders, id: string, { row, message }: Outgoing): Promise<Handed> {
  try {
    const to = row.contact_value ?? ''
    if (row.contact_channel === 'email') return await senders.email(to, message, { noticeId: id, language: row.language })
    return senders.phone ? await senders.phone(to, message) : { outcome: 'refused', failure: 'no_gateway', hardBounce: false }
  } catch {
    return { outcome: 'deferred', failure: 'unknown' }
  }
}
