import { recordAudit } from '../audit/audit.ts'
import type { Contact } from '../contacts/contacts.ts'
import { hears } from '../contacts/contacts.ts'
import { listContacts, markContactBounced } from '../contacts/list-contacts.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import type { Language } from '../institution.ts'
import type { Handed, Message, Senders } from './message.ts'
import type { Notice, NoticeKind } from './notices.ts'

/** Writes a notice for one contact, or null when this contact is not to have it. Runs again for every attempt, before it is sent. */
export type Composer = (context: Context, tx: Tx, to: { notice: Notice; contact: Contact; firstAttempt: boolean; now: Date }) => Promise<Message | null>
export type NoticeType = { compose: Composer; language: (context: Context, tx: Tx, notice: Notice) => Promise<Language> }
export type NoticeTypes = Record<NoticeKind, NoticeType>

export class StillUndelivered extends Error {
  override readonly name = 'StillUndelivered'
}

type Outgoing = { contact: Contact; message: Message; language: Language }

/**
 * Tells every contact that hears. What the messages hold is committed before anything is handed over, so whatever was sent works; a crash
 * in between sends once more. Throws while a contact could still be reached later: the queue tries again with growing pauses.
 */
export async function deliverNotice(context: Context, senders: Senders, types: NoticeTypes, id: string) {
  const prepared = await context.db.transaction().execute((tx) => prepare(context, tx, senders, types, id))
  if (!prepared) return
  const handed = await Promise.all(prepared.outgoing.map(async (out) => ({ out, ...(await handOver(senders, id, out)) })))
  for (const { outcome } of handed) context.metrics.messages.inc({ kind: prepared.notice.kind, outcome })
  await context.db.transaction().execute((tx) => settle(context, tx, id, handed))
  if (handed.some(({ outcome }) => outcome === 'deferred')) throw new StillUndelivered('a contact could not be reached yet')
}

async function prepare(context: Context, tx: Tx, senders: Senders, types: NoticeTypes, id: string) {
  const row = await tx.selectFrom('notice').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row || row.done_at !== null) return null
  const now = await context.clock(tx)
  const notice: Notice = { id, kind: row.kind, recoveryId: row.recovery_id, branchId: row.branch_id, details: row.details, createdAt: row.created_at }
  const contacts = notice.branchId === null ? [] : await listContacts(tx, notice.branchId)
  const deliveries = await tx.selectFrom('delivery').selectAll().where('notice_id', '=', id).execute()
  const { compose, language } = types[notice.kind]
  const outgoing: Outgoing[] = []
  for (const contact of contacts.filter((each) => hears(each, now, context.institution.policy) && (each.channel === 'email' || senders.phone))) {
    const delivery = deliveries.find((each) => each.contact_id === contact.id)
    if (delivery && delivery.state !== 'sending') continue
    const message = await compose(context, tx, { notice, contact, firstAttempt: !delivery, now })
    if (!message) continue
    outgoing.push({ contact, message, language: await language(context, tx, notice) })
    await tx
      .insertInto('delivery')
      .values({ notice_id: id, contact_id: contact.id, state: 'sending', attempts: 1, last_at: now })
      .onConflict((conflict) => conflict.columns(['notice_id', 'contact_id']).doUpdateSet({ attempts: (delivery?.attempts ?? 0) + 1, last_at: now }))
      .execute()
  }
  if (outgoing.length === 0) await tx.updateTable('notice').set({ done_at: now }).where('id', '=', id).execute()
  return { notice, outgoing }
}

async function handOver(senders: Senders, noticeId: string, { contact, message, language }: Outgoing): Promise<Handed> {
  try {
    if (contact.channel === 'email') return await senders.email(contact.value, message, { noticeId, language })
    return senders.phone ? await senders.phone(contact.value, message) : { outcome: 'deferred', failure: 'no_gateway' }
  } catch (error) {
    return { outcome: 'deferred', failure: error instanceof Error && 'code' in error ? String(error.code) : 'unknown' }
  }
}

async function settle(context: Context, tx: Tx, id: string, handed: readonly (Handed & { out: Outgoing })[]) {
  const now = await context.clock(tx)
  for (const result of handed) {
    const state = result.outcome === 'sent' ? 'sent' : result.outcome === 'refused' ? 'failed' : 'sending'
    await tx
      .updateTable('delivery')
      .set({ state, failure: result.outcome === 'sent' ? null : result.failure, last_at: now })
      .where('notice_id', '=', id)
      .where('contact_id', '=', result.out.contact.id)
      .execute()
    if (result.outcome !== 'refused' || !result.hardBounce) continue
    await markContactBounced(tx, result.out.contact.id, now)
    await recordAudit(tx, { actor: 'system', subject: result.out.contact.id, at: now }, { type: 'contact.bounced', contact: result.out.contact.id })
  }
  if (handed.every(({ outcome }) => outcome !== 'deferred')) await tx.updateTable('notice').set({ done_at: now }).where('id', '=', id).execute()
}
