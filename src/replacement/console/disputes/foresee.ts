import { sql } from 'kysely'
import { type Contact, hears, maskContact } from '../../../contacts/contacts.ts'
import { listHolderContacts } from '../../../contacts/list-contacts.ts'
import { takesPhones } from '../../../contacts/read-contact.ts'
import type { Context } from '../../../context.ts'
import { hasKeyToFreeze } from '../../../credentials/replace-key.ts'
import type { Tx } from '../../../db/database.ts'
import { groupWhoHears, inOneOrder } from '../../../notifications/destinations.ts'
import { dateAt } from '../../../offices/calendar-date.ts'
import { isHeld } from '../../../registry/holder.ts'
import { type CaseRow, hadKeyBefore, readCase, wasUndone } from '../../store.ts'
import { readNamed } from '../store.ts'
import type { Answer } from './disputes.ts'
import { type NotResolved, type On, resolve } from './resolve-dispute.ts'
import { holderOf, listVetoes, readResolvedAt } from './store.ts'

/**
 * What becomes of a contact. `silenced`: it was not registered any more, and now hears nothing either; `heard`: it is not registered, and hears
 * again; `out`: not registered, before and after.
 */
export type ContactEffect = 'stays' | 'again' | 'suspended' | 'removed' | 'silenced' | 'heard' | 'out'
export type ForeseenContact = { contact: string; objected: boolean; brought: boolean; does: ContactEffect }

/** What a resolution would do to the case, to everybody's contacts, to the key and the representatives, and who would hear. */
export type Foreseen = {
  /** `goes_on`: a case with an office goes back to its review; `anew`: one online is over, and another can begin. */
  case: 'rejected' | 'goes_on' | 'over' | 'anew'
  contacts: readonly ForeseenContact[]
  /** `annulled`: the key that the case made counts no more, and no other is there; `hadOther`: another one was there before. */
  key: { held: boolean; wasHeld: boolean; annulled: boolean; hadOther: boolean }
  /** Names. Null: nothing of them could change. */
  representatives: { again: readonly string[]; gone: readonly string[] } | null
  told: { contacts: readonly string[]; applicant: 'confirmed' | 'none' | null }
}

/**
 * What a resolution would do, found by doing all of it and taking it back: whatever the rules of contacts, representatives and holds make of a
 * case, the page says just that. Nothing of it leaves a transaction before that ends.
 */
export async function foresee(context: Context, tx: Tx, on: On): Promise<Foreseen | NotResolved> {
  const { found, given } = on
  const objected = (await listVetoes(tx, given)).map(({ contactId }) => contactId)
  const before = await standingOf(context, tx, on)
  await sql`savepoint foreseen`.execute(tx)
  const refused = await resolve(context, tx, on)
  const after = refused ? before : await standingOf(context, tx, on)
  const at = refused ? on.now : await readResolvedAt(tx, given)
  await sql`rollback to savepoint foreseen`.execute(tx)
  if (refused) return refused
  return {
    case: whatOfCase(after, given.answer),
    contacts: contactsOf(context, { before, after, objected, now: on.now }),
    key: { held: after.held, wasHeld: before.held, annulled: after.annulled, hadOther: before.hadOther },
    representatives:
      after.row === null || found.branchId === null
        ? null
        : { again: missingIn(before.representatives, after.representatives), gone: missingIn(after.representatives, before.representatives) },
    told: { contacts: whoHears(context, { contacts: after.contacts, at, now: on.now }), applicant: after.row && whetherApplicantHears(after.row) },
  }
}

type Standing = Awaited<ReturnType<typeof standingOf>>

/** Everything that a resolution can change. */
async function standingOf(context: Context, tx: Tx, { found, now }: Pick<On, 'found' | 'now'>) {
  const holder = holderOf(found)
  const row = found.of === 'replacement' ? await readCase(tx, found.id) : null
  const named = row && (await readNamed(tx, { row, today: dateAt(now, context.institution.timeZone) }))
  const annulled = row !== null && holder.kind === 'employer' && (await wasUndone(tx, row)) && !(await hasKeyToFreeze(tx, holder))
  return {
    row,
    contacts: inOneOrder(await listHolderContacts(tx, holder)),
    held: await isHeld(tx, holder),
    annulled,
    hadOther: row !== null && (await hadKeyBefore(tx, row)),
    representatives: named?.representatives ?? [],
  }
}

function whatOfCase({ row, held }: Standing, { outcome }: Answer): Foreseen['case'] {
  if (row !== null) return row.state === 'rejected' ? 'rejected' : 'goes_on'
  return outcome === 'applicant_was_right' && !held ? 'anew' : 'over'
}

/** Who is registered, hears, objected, was brought by the case, or of whom something changes. */
function contactsOf({ institution: { policy } }: Context, on: { before: Standing; after: Standing; objected: readonly string[]; now: Date }) {
  return on.after.contacts.flatMap((contact): ForeseenContact[] => {
    const was = on.before.contacts.find(({ id }) => id === contact.id) ?? contact
    const objected = on.objected.includes(contact.id)
    const brought = contact.throughReplacement !== null && contact.throughReplacement === on.after.row?.id
    const does = effectOf(was, contact, { brought, hearsNow: hears(contact, on.now, policy) })
    if (does === 'out' && !objected && !brought && !hears(was, on.now, policy)) return []
    return [{ contact: maskContact(contact), objected, brought, does }]
  })
}

function effectOf(was: Contact, is: Contact, { brought, hearsNow }: { brought: boolean; hearsNow: boolean }): ContactEffect {
  if (is.status === 'active') return was.status === 'active' ? 'stays' : 'again'
  if (was.status === 'active') return brought ? 'removed' : 'suspended'
  if (was.suspendedAt === null) return is.suspendedAt === null ? 'out' : 'silenced'
  return is.suspendedAt === null && hearsNow ? 'heard' : 'out'
}

type Named = { name: string; nationalId: string }
const missingIn = (some: readonly Named[], all: readonly Named[]) =>
  all.filter(({ nationalId }) => !some.some((each) => each.nationalId === nationalId)).map(({ name }) => name)

function whoHears({ institution }: Context, { contacts, at, now }: { contacts: readonly Contact[]; at: Date; now: Date }): string[] {
  const groups = groupWhoHears(contacts, { at, now, policy: institution.policy, phones: takesPhones(institution) })
  return groups.flatMap(([first]) => (first ? [maskContact(first)] : []))
}

/** Of a resolution whoever filed it hears, at the contact that the case brings. */
const whetherApplicantHears = ({ contact }: CaseRow) => (contact === 'confirmed' ? 'confirmed' : 'none')
