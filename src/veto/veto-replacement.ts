import { recordAudit } from '../audit/audit.ts'
import type { Contact } from '../contacts/contacts.ts'
import { listHolderContacts, suspendContacts } from '../contacts/list-contacts.ts'
import type { Context } from '../context.ts'
import { freezeKey } from '../credentials/replace-key.ts'
import type { Tx } from '../db/database.ts'
import { holdHolder } from '../registry/holder.ts'
import {
  type CaseRow,
  hasVetoed,
  holderOf,
  isStoppable,
  lockWithHolder,
  mayVeto,
  moveCase,
  readCase,
  returnFilingNotice,
  takeInHand,
} from '../replacement/case.ts'
import { listKeysThrough } from './keys-through.ts'
import type { VetoOutcome } from './veto.ts'
import type { VetoView } from './veto-recovery.ts'
import { readWhose } from './whose.ts'

/** What the page of a veto link says would happen. Looking changes nothing. */
export function lookAtReplacementVeto(context: Context, tokenHashes: readonly string[]): Promise<VetoView> {
  return context.db.transaction().execute(async (tx) => {
    const found = await findToken(tx, tokenHashes)
    const row = found && (await readCase(tx, found.replacement_id))
    const now = await context.clock(tx)
    const contact = row && (await listContactsOf(tx, row)).find((each) => each.id === found?.contact_id)
    if (!found || !row?.submitted_at || !contact) return null
    const would = (await alreadyVetoed(tx, found)) ? 'already' : foresee(context, { row, contact, now })
    const of = row.kind === 'employer' ? ('replacement' as const) : ('contact_replacement' as const)
    const whose = await readWhose(context, tx, {
      said: row.kind === 'employer' || row.identity_at !== null,
      branchId: row.branch_id,
      personId: row.person_id,
      now,
    })
    return { tag: null, number: row.number, whose, startedAt: row.submitted_at, would, of }
  })
}

/** Stops a case with an office at the word of a registered contact, once per contact and case. */
export function vetoReplacement(context: Context, tokenHashes: readonly string[]): Promise<VetoOutcome> {
  return context.db.transaction().execute(async (tx) => {
    const found = await findToken(tx, tokenHashes)
    const row = found && (await lockWithHolder(tx, found.replacement_id))
    if (!found || !row) return 'unknown'
    const contacts = await listContactsOf(tx, row)
    const contact = contacts.find((each) => each.id === found.contact_id)
    const now = await context.clock(tx)
    if (!contact) return 'unknown'
    if (await alreadyVetoed(tx, found)) return 'already'

    const inHand = await takeInHand(context, tx, { row, now })
    const event = { type: 'veto' as const, timely: isTimely(context, { row, contact, now }) }
    const unproven = row.state === 'submitted'
    const moved = await moveCase(context, tx, { inHand, event, now, patch: unproven ? { cancelled_by: 'contact' } : {} })
    if (moved.outcome === 'refused') return 'too_late'
    await tx.insertInto('replacement_veto').values({ replacement_id: row.id, contact_id: contact.id, at: now }).execute()
    await recordAudit(tx, { actor: 'contact', subject: row.id, at: now }, { type: 'replacement.vetoed', contact: contact.id, was: row.state })
    if (unproven) {
      const since = row.submitted_at ?? row.started_at
      await returnFilingNotice(context, tx, { typed: row.typed, holderId: row.branch_id ?? row.person_id ?? '', contacts, since, now })
      return 'ended'
    }
    if (row.state !== 'activated') return 'disputed'
    return (await undoActivation(tx, { row, contacts, now })) ? 'frozen' : 'disputed'
  })
}

/**
 * The key that the case set is frozen for good, or the one that came through the contact it registered; that contact counts no more; and the
 * holder is held. Whoever wins the dispute sets a new generation. False: the key had been replaced since in another way.
 */
async function undoActivation(tx: Tx, of: { row: CaseRow; contacts: readonly Contact[]; now: Date }): Promise<boolean> {
  const { row, now } = of
  const holder = holderOf(row)
  if (!holder) return false
  const brought = of.contacts.filter((contact) => contact.throughReplacement === row.id).map(({ id }) => id)
  const frozen = await freezeKey(tx, { holder, only: [row.credential_id, ...(await listKeysThrough(tx, holder, brought))], now })
  if (holder.kind === 'employer' && !frozen) return false
  await suspendContacts(tx, brought, now)
  await holdHolder(tx, holder, now, 'key_frozen_by_veto')
  return frozen
}

type Asked = { row: CaseRow; contact: Contact; now: Date }

const isTimely = ({ institution }: Context, { row, contact, now }: Asked) =>
  isStoppable(row, { now, institution }) && mayVeto(contact, row, { now, policy: institution.policy })

function foresee(context: Context, asked: Asked): Exclude<VetoOutcome, 'unknown' | 'already'> {
  if (!isTimely(context, asked)) return 'too_late'
  if (asked.row.state === 'submitted') return 'ended'
  return asked.row.state === 'activated' ? 'frozen' : 'disputed'
}

async function listContactsOf(tx: Tx, row: CaseRow): Promise<Contact[]> {
  const holder = holderOf(row)
  return holder ? listHolderContacts(tx, holder) : []
}

type Token = { replacement_id: string; contact_id: string }

const findToken = async (tx: Tx, hashes: readonly string[]): Promise<Token | null> =>
  (await tx.selectFrom('replacement_veto_token').select(['replacement_id', 'contact_id']).where('hash', 'in', hashes).executeTakeFirst()) ?? null

const alreadyVetoed = (tx: Tx, found: Token) => hasVetoed(tx, { replacementId: found.replacement_id, contactId: found.contact_id })
