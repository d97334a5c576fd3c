import { hears, maskContact } from '../contacts/contacts.ts'
import { listHolderContacts } from '../contacts/list-contacts.ts'
import type { Context } from '../context.ts'
import type { KeyKind } from '../credentials/credentials.ts'
import { useSession } from '../sign-in/session.ts'
import { undoableUntil } from './account.ts'
import { readLastContactChange } from './changes.ts'

export type LastContactChange = { added: string; removed: string | null; coolsUntil: Date; told: readonly string[]; undoableUntil: Date }

/** The newest change of a contact that was made with this key, for the page that says it is done. */
export function viewLastContactChange(context: Context, on: { kind: KeyKind; held: readonly string[] }): Promise<LastContactChange | null> {
  return context.db.transaction().execute(async (tx) => {
    const now = await context.clock(tx)
    const { policy } = context.institution
    const session = await useSession(tx, on.kind, { hashes: on.held, now, policy })
    const change = session && (await readLastContactChange(tx, session.credentialId))
    if (!change) return null
    const contacts = await listHolderContacts(tx, change.holder)
    const of = (id: string | null) => contacts.find((each) => each.id === id) ?? null
    const [added, removed] = [of(change.addedContact), of(change.removedContact)]
    if (!added) return null
    return {
      added: maskContact(added),
      removed: removed && maskContact(removed),
      coolsUntil: added.coolsUntil ?? change.at,
      told: contacts.filter((contact) => hears(contact, now, policy)).map(maskContact),
      undoableUntil: undoableUntil(change.at, policy),
    }
  })
}
