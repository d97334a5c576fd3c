import { sql } from 'kysely'
import { recordAudit } from '../audit/audit.ts'
import type { Contact } from '../contacts/contacts.ts'
import { listContacts, listPersonContacts, markContactBounced } from '../contacts/list-contacts.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { together } from '../db/together.ts'
import type { Language } from '../institution.ts'
import { groupWhoHears, inOneOrder } from './destinations.ts'
import type { Handed, Message, Senders } from './message.ts'
import type { Notice, NoticeKind } from './notices.ts'

/** `contacts`: every one of the holder's, told or not. */
export type Addressee = { notice: Notice; contact: Contact; contacts: readonly Contact[]; firstAttempt: boolean; now: Date }
/** Writes a notice for one contact, or null when this contact is not to have it. Runs again for every attempt, before it is sent. */
export type Composer = (context: Context, tx: Tx, to: Addressee) => Promise<{ message: Message; language: Language } | null>
export type NoticeTypes = Record<NoticeKind, Composer>

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
  const open = await together(
    ...outgoing.map(async (out) => {
      const handed = await handOver(senders, id, out)
      context.metrics.messages.inc({ kind: out.kind, outcome: handed.outcome })
      return context.db.transaction().execute((tx) => settle(context, tx, { id, contactId: out.contact.id, handed }))
    }),
  )
  return open.includes(true)
}

async function prepare(context: Context, tx: Tx, { senders, types }: Means, id: string): Promise<Outgoing[]> {
  const [row, now] = await together(lockNotice(tx, id), context.clock(tx))
  if (!row || row.done_at !== null || row.gave_up_at !== null) return []
  const notice: Notice = {
    id,
    kind: row.kind,
    recoveryId: row.recovery_id,
    unlockId: row.unlock_id,
    replacementId: row.replacement_id,
    branchId: row.branch_id,
    personId: row.person_id,
    details: row.details,
    createdAt: row.created_at,
  }
  const [listed, deliveries] = await together(
    listContactsOfNotice(tx, notice),
    tx.selectFrom('delivery').select(['contact_id', 'state']).where('notice_id', '=', id).execute(),
  )
  const contacts = inOneOrder(listed)
  const { policy } = context.institution
  const compose = types[notice.kind]

  const outgoing: Outgoing[] = []
  for (const group of groupWhoHears(contacts, { at: notice.createdAt, now, policy, phones: senders.phone !== null })) {
    const delivery = deliveries.find((each) => group.some((contact) => contact.id === each.contact_id))
    // Who was not to hear at the first attempt, or was registered after it, does not hear at a later one.
    if (delivery ? delivery.state !== 'sending' : deliveries.length > 0) continue
    const candidates = delivery ? group.filter((contact) => contact.id === delivery.contact_id) : group
    const written = await writeToFirst(candidates, (contact) => compose(context, tx, { notice, contact, contacts, firstAttempt: !delivery, now }))
    if (written) outgoing.push({ kind: notice.kind, ...written })
  }
  const overtaken = deliveries.filter(({ state, contact_id }) => state === 'sending' && !outgoing.some(({ contact }) => contact.id === contact_id))
  await together(
    ...outgoing.map(({ contact }) => beginDelivery(tx, { id, contactId: contact.id, now })),
    ...overtaken.map(({ contact_id }) => saveDelivery(tx, { id, contactId: contact_id, state: 'failed', failure: 'no_longer_due', now })),
    outgoing.length === 0 ? closeWhenAllAreTold(tx, id, now) : null,
  )
  return outgoing
}

async function listContactsOfNotice(tx: Tx, { branchId, personId }: Notice): Promise<Contact[]> {
  if (branchId !== null) return listContacts(tx, branchId)
  return personId === null ? [] : listPersonContacts(tx, personId)
}

/** The first contact of one destination that is to have the notice, with its message. */
async function writeToFirst(contacts: readonly Contact[], compose: (contact: Contact) => ReturnType<Composer>) {
  for (const contact of contacts) {
    const written = await compose(contact)
    if (written) return { contact, ...written }
  }
  return null
}

async function handOver(senders: Senders, noticeId: string, { contact, message, language }: Outgoing): Promise<Handed> {
  try {
    if (contact.channel === 'email') return await senders.email(contact.value, message, { noticeId, language })
    return senders.phone ? await senders.phone(contact.value, message) : { outcome: 'deferred', failure: 'no_gateway' }
  } catch {
    return { outcome: 'deferred', failure: 'unknown' }
  }
}

/** Writes down what came of a hand-over, and closes the notice when nobody is left to be told. True: this contact still is. */
async function settle(context: Context, tx: Tx, { id, contactId, handed }: { id: string; contactId: string; handed: Handed }): Promise<boolean> {
  const [, now] = await together(lockNotice(tx, id), context.clock(tx))
  const state = ({ sent: 'sent', refused: 'failed', deferred: 'sending' } as const)[handed.outcome]
  const bounced = handed.outcome === 'refused' && handed.hardBounce
  await together(
    saveDelivery(tx, { id, contactId, state, failure: handed.outcome === 'sent' ? null : handed.failure, now }),
    bounced ? markContactBounced(tx, contactId, now) : null,
    bounced ? recordAudit(tx, { actor: 'system', subject: contactId, at: now }, { type: 'contact.bounced', contact: contactId }) : null,
    closeWhenAllAreTold(tx, id, now),
  )
  return state === 'sending'
}

const lockNotice = (tx: Tx, id: string) =>
  tx
    .selectFrom('notice')
    .select(['kind', 'recovery_id', 'unlock_id', 'replacement_id', 'branch_id', 'person_id', 'details', 'created_at', 'done_at', 'gave_up_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

/** The notice is locked: of two contacts told at the same time the later one closes it. */
async function closeWhenAllAreTold(tx: Tx, id: string, now: Date) {
  await tx
    .updateTable('notice')
    .set({ done_at: now })
    .where('id', '=', id)
    .where('done_at', 'is', null)
    .where('gave_up_at', 'is', null)
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom('delivery').select('state').where('notice_id', '=', id).where('state', '=', 'sending'))))
    .execute()
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

async function beginDelivery(tx: Tx, { id, contactId, now }: { id: string; contactId: string; now: Date }) {
  await tx
    .insertInto('delivery')
    .values({ notice_id: id, contact_id: contactId, state: 'sending', attempts: 1, last_at: now })
    .onConflict((conflict) => conflict.columns(['notice_id', 'contact_id']).doUpdateSet({ attempts: sql`delivery.attempts + 1`, last_at: now }))
    .execute()
}
