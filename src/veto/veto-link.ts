import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'

/** A new link with which one contact can stop one case. Earlier ones stay valid. */
export async function makeVetoLink(context: Context, tx: Tx, of: { recoveryId: string; contactId: string }): Promise<string> {
  const token = context.random.token(32)
  await tx
    .insertInto('veto_token')
    .values({ hash: context.keys.mac('token', token), recovery_id: of.recoveryId, contact_id: of.contactId })
    .execute()
  return `${context.origin}/v/${token}`
}

/** The same for one case of a personal key. */
export async function makeUnlockVetoLink(context: Context, tx: Tx, of: { unlockId: string; contactId: string }): Promise<string> {
  const token = context.random.token(32)
  await tx
    .insertInto('unlock_veto_token')
    .values({ hash: context.keys.mac('token', token), unlock_id: of.unlockId, contact_id: of.contactId })
    .execute()
  return `${context.origin}/v/${token}`
}

/** The same for one case with an office. */
export async function makeReplacementVetoLink(context: Context, tx: Tx, of: { replacementId: string; contactId: string }): Promise<string> {
  const token = context.random.token(32)
  await tx
    .insertInto('replacement_veto_token')
    .values({ hash: context.keys.mac('token', token), replacement_id: of.replacementId, contact_id: of.contactId })
    .execute()
  return `${context.origin}/v/${token}`
}
