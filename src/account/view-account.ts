import { readSignIns, type SignIn } from '../audit/read-sign-ins.ts'
import { type Contact, type Doubt, doubtOf, isCoolingOff, maskContact, settledContacts } from '../contacts/contacts.ts'
import { countEmployersServed, countPersonsServed, listHolderContacts } from '../contacts/list-contacts.ts'
import type { Context } from '../context.ts'
import type { HolderRef, KeyKind } from '../credentials/credentials.ts'
import type { Tx } from '../db/database.ts'
import { together } from '../db/together.ts'
import { listOpenCases, type OpenCase } from '../recovery/case.ts'
import { caseDisputedSince, listOpenRequests, type OpenRequest } from '../replacement/cases-of-holder.ts'
import { listSessions, type OpenSession, type Session, useSession } from '../sign-in/session.ts'
import { listOpenUnlocks } from '../unlock/case.ts'
import { type NoChanges, whyNoChanges } from './account.ts'
import { type AccountHolder, type KeyInHistory, listKeys, readAccountHolder, readSavedCode, readVetoedAt } from './store.ts'

export type ContactShown = { id: string; masked: string; since: Date; coolsUntil: Date | null; doubt: Doubt | null }

export type Account = {
  holder: AccountHolder
  contacts: readonly ContactShown[]
  signIns: readonly SignIn[]
  keys: readonly KeyInHistory[]
  cases: readonly OpenCase[]
  requests: readonly OpenRequest[]
  sessions: readonly OpenSession[]
  savedCodeMadeAt: Date | null
  noChanges: NoChanges | null
}

const signInsShown = 10

/** Everything that a signed-in holder sees of its own; null: this browser has no living session. */
export function viewAccount(context: Context, kind: KeyKind, cookieHashes: readonly string[]): Promise<Account | null> {
  return context.db.transaction().execute(async (tx) => {
    const now = await context.clock(tx)
    const { policy } = context.institution
    const session = await useSession(tx, kind, { hashes: cookieHashes, now, policy })
    if (!session) return null
    const ref: HolderRef = { kind, id: session.holderId }
    const [holder, keys, contacts] = await together(readAccountHolder(tx, ref), listKeys(tx, ref), showContacts(context, tx, { holder: ref, now }))
    const [signIns, cases, requests, sessions, savedCode, noChanges] = await together(
      readSignIns(
        tx,
        keys.map((key) => key.id),
        signInsShown,
      ),
      listCases(tx, ref),
      listOpenRequests(tx, ref),
      listSessions(tx, kind, { session, now, policy }),
      kind === 'employer' ? readSavedCode(tx, ref.id) : null,
      readNoChanges(context, tx, { session, holder, now }),
    )
    return { holder, contacts, signIns, keys, cases, requests, sessions, savedCodeMadeAt: savedCode?.madeAt ?? null, noChanges }
  })
}

const listCases = (tx: Tx, holder: HolderRef): Promise<OpenCase[]> =>
  holder.kind === 'employer' ? listOpenCases(tx, holder.id) : listOpenUnlocks(tx, holder.id)

/** Why this holder can change nothing now; null: it can. */
export async function readNoChanges(context: Context, tx: Tx, on: { session: Session; holder: AccountHolder; now: Date }): Promise<NoChanges | null> {
  const { session, holder, now } = on
  const [cases, disputedAtOffice, vetoedAt] = await together(listCases(tx, holder), caseDisputedSince(tx, holder), readVetoedAt(tx, session.credentialId))
  const disputed = disputedAtOffice !== null || cases.some((each) => each.state === 'disputed')
  return whyNoChanges({ keySetAt: session.keySetAt, heldSince: holder.heldSince, disputed, vetoedAt }, context.institution, now)
}

/** The contacts that are registered, masked, and what stands against each. */
export async function showContacts(context: Context, tx: Tx, { holder, now }: { holder: HolderRef; now: Date }): Promise<ContactShown[]> {
  const active = (await listHolderContacts(tx, holder)).filter((each) => each.status === 'active')
  const shown = async (contact: Contact): Promise<ContactShown> => {
    const [employers, persons] = await together(countEmployersServed(tx, contact.id), holder.kind === 'personal' ? countPersonsServed(tx, contact.id) : 0)
    const employersServed = Math.max(employers, persons)
    const doubt = doubtOf(contact, { employersServed, settledContacts: settledContacts(active, now) }, now, context.institution.policy)
    return { id: contact.id, masked: maskContact(contact), since: contact.since, coolsUntil: isCoolingOff(contact, now) ? contact.coolsUntil : null, doubt }
  }
  return together(...active.map(shown))
}
