import { sql } from 'kysely'
import { recordAudit } from '../audit/audit.ts'
import type { Contact } from '../contacts/contacts.ts'
import { hears } from '../contacts/contacts.ts'
import { listContacts, markContactBounced } from '../contacts/list-contacts.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import type { Language } from '../institution.ts'
import { groupByDestination } from './destinations.ts'
import type { Handed, Message, Senders } from './message.ts'
import type { Notice, NoticeKind } from './notices.ts'

/** Writes a notice for one contact, or null when this contact is not to have it. Runs again for every attempt, before it is sent. */
export type Composer = (context: Context, tx: Tx, to: { notice: Notice; contact: Contact; firstAttempt: boolean; now: Date }) => Promise<Message | null>
export type NoticeType = { compose: Composer; language: (context: Context, tx: Tx, notice: Notice) => Promise<Language> }
export type NoticeTypes = Record<NoticeKind, NoticeType>

export class StillUndelivered extends Error {
  override readonly name = 'StillUndelivered'
}

type Means = { senders: Senders; types: NoticeTypes }
type Outgoing = { kind: NoticeKind; contact: Contact; message: Message; language: Language }

/**
 * Tells every contact that hears. What the messages hold is committed before anything is handed over, so whatever was sent works. Each
 * hand-over is written down on its own at once: a crash repeats at most what was on its way just then. Throws while a contact could still
 * be reached later, and the queue tries again with growing pauses; after the last attempt the notice is marked as given up.
 */
export async function deliverNotice(context: Context, means: Means, job: { id: string; last: boolean }) {
  try {
    const open = await attempt(context, means, job.id)
    if (open) throw new StillUndelivered('a contact could not be reached yet')
  } catch (error) {
    if (job.last) await giveUp(context, job.id)
    throw error
  }
}

/** One round over those not yet told; true when somebody is still to be told. */
async function attempt(context: Context, { senders, types }: Means, id: string): Promise<boolean> {
  const outgoing = await context.db.transaction().execute((tx) => prepare(context, tx, { senders, types }, id))
  const results = await Promise.allSettled(
    outgoing.map(async (out) => {
      const handed = await handOver(senders, id, out)
      context.metrics.messages.inc({ kind: out.kind, outcome: handed.outcome })
      await context.db.transaction().execute((tx) => settle(context, tx, { id, contactId: out.contact.id, handed }))
    }),
  )
  for (const result of results) if (result.status === 'rejected') throw result.reason
  return context.db.transaction().execute((tx) => finish(context, tx, id))
}

async function prepare(context: Context, tx: Tx, { senders, types }: Means, id: string): Promise<Outgoing[]> {
  const row = await tx.selectFrom('notice').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row || row.done_at !== null || row.gave_up_at !== null) return []
  const now = await context.clock(tx)
  const notice: Notice = { id, kind: row.kind, recoveryId: row.recovery_id, branchId: row.branch_id, details: row.details, createdAt: row.created_at }
  const contacts = notice.branchId === null ? [] : inOneOrder(await listContacts(tx, notice.branchId))
  const reachable = contacts.filter((each) => hears(each, now, context.institution.policy) && (each.channel === 'email' || senders.phone))
  const deliveries = await tx.selectFrom('delivery').selectAll().where('notice_id', '=', id).execute()
  const { compose, language } = types[notice.kind]

  const outgoing: Outgoing[] = []
  for (const group of groupByDestination(reachable, now)) {
    const delivery = deliveries.find((each) => group.some((contact) => contact.id === each.contact_id))
    // Who was not to hear at the first attempt, or was registered after it, does not hear at a later one.
    if (delivery ? delivery.state !== 'sending' : deliveries.length > 0) continue
    const candidates = delivery ? group.filter((contact) => contact.id === delivery.contact_id) : group
    const written = await writeToFirst(candidates, (contact) => compose(context, tx, { notice, contact, firstAttempt: !delivery, now }))
    if (written) outgoing.push({ kind: notice.kind, ...written, language: await language(context, tx, notice) })
  }
  for (const { contact } of outgoing) {
    await tx
      .insertInto('delivery')
      .values({ notice_id: id, contact_id: contact.id, state: 'sending', attempts: 1, last_at: now })
      .onConflict((conflict) => conflict.columns(['notice_id', 'contact_id']).doUpdateSet({ attempts: sql`delivery.attempts + 1`, last_at: now }))
      .execute()
  }
  const overtaken = deliveries.filter(({ state, contact_id }) => state === 'sending' && !outgoing.some(({ contact }) => contact.id === contact_id))
  for (const { contact_id } of overtaken) {
    await saveDelivery(tx, { id, contactId: contact_id, state: 'failed', failure: 'no_longer_due', now })
  }
  return outgoing
}

/** The first contact of one destination that is to have the notice, with its message. */
async function writeToFirst(contacts: readonly Contact[], compose: (contact: Contact) => Promise<Message | null>) {
  for (const contact of contacts) {
    const message = await compose(contact)
    if (message) return { contact, message }
  }
  return null
}

/** By address, the same for every holder: two notices that count against the same two addresses do not wait for each other in a circle. */
const inOneOrder = (contacts: readonly Contact[]) => [...contacts].sort((a, b) => (`${a.channel} ${a.value}` < `${b.channel} ${b.value}` ? -1 : 1))

async function handOver(senders: Senders, noticeId: string, { contact, message, language }: Outgoing): Promise<Handed> {
  try {
    if (contact.channel === 'email') return await senders.email(contact.value, message, { noticeId, language })
    return senders.phone ? await senders.phone(contact.value, message) : { outcome: 'deferred', failure: 'no_gateway' }
  } catch {
    return { outcome: 'deferred', failure: 'unknown' }
  }
}

async function settle(context: Context, tx: Tx, { id, contactId, handed }: { id: string; contactId: string; handed: Handed }) {
  const now = await context.clock(tx)
  const state = ({ sent: 'sent', refused: 'failed', deferred: 'sending' } as const)[handed.outcome]
  await saveDelivery(tx, { id, contactId, state, failure: handed.outcome === 'sent' ? null : handed.failure, now })
  if (handed.outcome !== 'refused' || !handed.hardBounce) return
  await markContactBounced(tx, contactId, now)
  await recordAudit(tx, { actor: 'system', subject: contactId, at: now }, { type: 'contact.bounced', contact: contactId })
}

/** Closes the notice when nobody is left to be told; true when somebody is. */
async function finish(context: Context, tx: Tx, id: string): Promise<boolean> {
  const open = await tx.selectFrom('delivery').select('contact_id').where('notice_id', '=', id).where('state', '=', 'sending').executeTakeFirst()
  if (open) return true
  const now = await context.clock(tx)
  await tx.updateTable('notice').set({ done_at: now }).where('id', '=', id).where('done_at', 'is', null).where('gave_up_at', 'is', null).execute()
  return false
}

/** The retries ran out: what was not handed over never will be, and stays to be seen. */
async function giveUp(context: Context, id: string) {
  await context.db.transaction().execute(async (tx) => {
    const now = await context.clock(tx)
    await tx.updateTable('delivery').set({ state: 'failed', last_at: now }).where('notice_id', '=', id).where('state', '=', 'sending').execute()
    await tx.updateTable('notice').set({ gave_up_at: now }).where('id', '=', id).where('done_at', 'is', null).execute()
  })
  context.log.error({ notice: id }, 'a notice was given up: its retries ran out')
}

type Delivered = { id: string; contactId: string; state: 'sending' | 'sent' | 'failed'; failure: string | null; now: Date }

async function saveDelivery(tx: Tx, { id, contactId, state, failure, now }: Delivered) {
  await tx.updateTable('delivery').set({ state, failure, last_at: now }).where('notice_id', '=', id).where('contact_id', '=', contactId).execute()
}
