import { applyImport, type ImportContext } from './apply-import.ts'
import { type ConfirmRefusal, refuseConfirm } from './import.ts'
import { withImportLock } from './import-lock.ts'

export type ConfirmOutcome =
  | { outcome: 'busy' | 'unknown' | ConfirmRefusal }
  | { outcome: 'applied'; rows: number; contactsChanged: number; representativesChanged: number; operator: string }

/** Lets a held import go on, by another operator than the one who started it. One that was cut short is finished by anybody: it was decided. */
export async function confirmImport(context: ImportContext, request: { id: string; operator: string }): Promise<ConfirmOutcome> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(request.id)) return { outcome: 'unknown' }
  const done = await withImportLock(context.db, async (db): Promise<ConfirmOutcome> => {
    const found = await db.selectFrom('registry_import').selectAll().where('id', '=', request.id).executeTakeFirst()
    if (!found) return { outcome: 'unknown' }
    const applied = {
      outcome: 'applied',
      rows: found.rows,
      contactsChanged: found.contacts_changed,
      representativesChanged: found.representatives_changed,
      operator: found.operator,
    } as const
    if (found.state === 'applying') {
      await applyImport(context, db, found)
      return applied
    }
    const refusal = refuseConfirm(found, request.operator)
    if (refusal) return { outcome: refusal }
    const confirmed = await db
      .updateTable('registry_import')
      .set({ state: 'applying', confirmed_by: request.operator })
      .where('id', '=', found.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    await applyImport(context, db, confirmed)
    return applied
  })
  return done ?? { outcome: 'busy' }
}
