import { recordAudit } from '../../audit/audit.ts'
import type { Context } from '../../context.ts'
import type { KeyKind } from '../../credentials/credentials.ts'
import type { Tx } from '../../db/database.ts'
import { giveNotice } from '../../notifications/notices.ts'
import type { Changed, ContactsApplied } from './apply-contacts.ts'
import type { RepresentationsApplied } from './apply-registry.ts'

type Telling = { importId: string; now: Date }
type Means = Pick<Context, 'jobs' | 'random'>

/** Records each holder's changed contacts, and tells every contact of theirs, the old ones too. */
export async function tellOfContacts(context: Means, tx: Tx, about: Telling & { kind: KeyKind; applied: ContactsApplied }) {
  const [added, removed] = [byHolder(about.applied.contactsAdded), byHolder(about.applied.contactsRemoved)]
  for (const holderId of new Set([...removed.keys(), ...added.keys()])) {
    const details = { added: added.get(holderId) ?? [], removed: removed.get(holderId) ?? [] }
    await recordAudit(tx, { actor: 'operator', subject: holderId, at: about.now }, { type: 'contact.changed', import: about.importId, ...details })
    const [branchId, personId] = about.kind === 'employer' ? [holderId, null] : [null, holderId]
    await giveNotice(context, tx, { kind: 'contact.changed', recoveryId: null, branchId, personId, details, createdAt: about.now })
  }
}

/** The same for the representations of each branch. */
export async function tellOfRepresentations(context: Means, tx: Tx, about: Telling & { applied: RepresentationsApplied }) {
  const [added, changed] = [byHolder(about.applied.representationsAdded), byHolder(about.applied.representationsChanged)]
  for (const branchId of new Set([...changed.keys(), ...added.keys()])) {
    const details = { added: added.get(branchId) ?? [], changed: changed.get(branchId) ?? [] }
    await recordAudit(tx, { actor: 'operator', subject: branchId, at: about.now }, { type: 'representation.changed', import: about.importId, ...details })
    await giveNotice(context, tx, { kind: 'representation.changed', recoveryId: null, branchId, details, createdAt: about.now })
  }
}

function byHolder(rows: readonly Changed[]): Map<string, string[]> {
  const grouped = new Map<string, string[]>()
  for (const { holderId, id } of rows) grouped.set(holderId, [...(grouped.get(holderId) ?? []), id])
  return grouped
}
