import { hears, maskContact } from '../contacts/contacts.ts'
import { listHolderContacts } from '../contacts/list-contacts.ts'
import type { Context } from '../context.ts'
import type { KeyKind } from '../credentials/credentials.ts'
import type { Tx } from '../db/database.ts'
import { readHolder } from '../registry/holder.ts'
import { readPerson } from '../registry/person.ts'
import { freezableUntil } from '../veto/veto.ts'
import { holdsProof } from './activate.ts'
import { enterCase, type Pair } from './open-case.ts'
import type { TypedOfCase } from './replacement.ts'
import { type CaseRow, hadKeyBefore, holderOf } from './store.ts'

export type ActivationReceipt = {
  number: string
  kind: KeyKind
  name: string
  typed: TypedOfCase
  at: Date
  /** The contact that was registered; null: none was. */
  contact: string | null
  told: readonly string[]
  stoppableUntil: Date
  /** Whether this key took the place of another. */
  hadKey: boolean
}

/** How far this browser has come with finishing a case. */
export type ActivationView =
  | { step: 'enter' | 'elsewhere' }
  /** `contact`: where codes go. `sent`: whether one that could still be typed was sent. */
  | { step: 'code'; number: string; kind: KeyKind; contact: string | null; byEmail: boolean; sent: boolean; screen: boolean; endsAt: Date }
  /** `screen`: proven with the code of a screen at an office. */
  | { step: 'key'; number: string; name: string; taxId: string; screen: boolean; endsAt: Date }
  | { step: 'done'; receipt: ActivationReceipt }

export function viewActivation(context: Context, on: { pair: Pair | null; source: string; held: readonly string[] }): Promise<ActivationView> {
  const { pair } = on
  if (!pair) return Promise.resolve({ step: 'enter' })
  return context.db.transaction().execute(async (tx): Promise<ActivationView> => {
    const now = await context.clock(tx)
    const row = await enterCase(context, tx, { ...on, pair, now })
    if (row === 'unknown' || 'outcome' in row) return { step: 'enter' }
    if (row.state === 'activated') return { step: 'done', receipt: await receiptOf(context, tx, { row, now }) }
    if (row.state !== 'ready') return { step: 'elsewhere' }
    if (holdsProof(row, on.held, now) && row.proof_ends_at) {
      const name = await nameOf(tx, row)
      return { step: 'key', number: row.number, name, taxId: row.typed.taxId, screen: row.proof_by === 'screen', endsAt: row.proof_ends_at }
    }
    const contact = row.contact_channel !== null && row.contact_value !== null ? { channel: row.contact_channel, value: row.contact_value } : null
    return {
      step: 'code',
      number: row.number,
      kind: row.kind,
      contact: contact && maskContact(contact),
      byEmail: contact?.channel === 'email',
      sent: await wasSent(tx, { row, now, lasts: context.institution.policy.codeLifetime }),
      screen: row.screen_ends_at !== null && now < row.screen_ends_at,
      endsAt: row.ends_at,
    }
  })
}

/** Whether a code is under way or lives: the page then asks for it, else it offers to send one. */
async function wasSent(tx: Tx, { row, now, lasts }: { row: CaseRow; now: Date; lasts: number }): Promise<boolean> {
  const sent = await tx
    .selectFrom('applicant_message')
    .select('id')
    .where('replacement_id', '=', row.id)
    .where('kind', '=', 'activation_code')
    .where('made_at', '>=', row.moved_at)
    .where('made_at', '>', new Date(now.getTime() - lasts))
    .where('failed_at', 'is', null)
    .executeTakeFirst()
  return sent !== undefined && row.tries_left > 0
}

async function nameOf(tx: Tx, row: CaseRow): Promise<string> {
  if (row.branch_id !== null) return (await readHolder(tx, { branchId: row.branch_id, representationId: null, today: '1970-01-01' })).legalName
  return row.person_id === null ? '' : (await readPerson(tx, row.person_id)).fullName
}

async function receiptOf(context: Context, tx: Tx, { row, now }: { row: CaseRow; now: Date }): Promise<ActivationReceipt> {
  const holder = holderOf(row)
  const contacts = holder ? await listHolderContacts(tx, holder) : []
  const registered = await tx
    .selectFrom('contact')
    .select(['channel', 'value'])
    .where('through_replacement', '=', row.id)
    .where('status', '=', 'active')
    .executeTakeFirst()
  const at = row.activated_at ?? now
  return {
    number: row.number,
    kind: row.kind,
    name: await nameOf(tx, row),
    typed: row.typed,
    at,
    contact: registered ? maskContact(registered) : null,
    told: contacts.filter((each) => hears(each, now, context.institution.policy)).map(maskContact),
    stoppableUntil: freezableUntil(at, context.institution),
    hadKey: await hadKeyBefore(tx, row),
  }
}
