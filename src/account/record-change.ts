import { type AuditEvent, recordAudit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { holderColumn } from '../credentials/credentials.ts'
import type { Tx } from '../db/database.ts'
import type { Language } from '../institution.ts'
import { giveNotice } from '../notifications/notices.ts'
import type { Entered } from './enter.ts'

export type Changed =
  | { kind: 'contact'; added: string; removed: string | null }
  | { kind: 'saved_code_made' | 'saved_code_withdrawn'; savedCode: string }
  | { kind: 'hardening_chosen' }
  | { kind: 'hardening_given_up'; before: Date }

/** Writes down what a holder changed, records it, and tells every contact, without limit, the ones it removed too. */
export async function recordChange(context: Context, tx: Tx, of: { entered: Entered; changed: Changed; language: Language }) {
  const { entered, changed, language } = of
  const { session, holder, now } = entered
  const id = context.random.uuid()
  await tx
    .insertInto('account_change')
    .values({
      id,
      [holderColumn[holder.kind]]: holder.id,
      credential_id: session.credentialId,
      kind: changed.kind,
      removed_contact: changed.kind === 'contact' ? changed.removed : null,
      added_contact: changed.kind === 'contact' ? changed.added : null,
      saved_code: 'savedCode' in changed ? changed.savedCode : null,
      hardened_before: 'before' in changed ? changed.before : null,
      language,
      at: now,
    })
    .execute()
  await recordAudit(tx, { actor: 'holder', subject: session.credentialId, at: now }, eventOf(changed, { change: id, holder: holder.id }))
  const [branchId, personId] = holder.kind === 'employer' ? [holder.id, null] : [null, holder.id]
  await giveNotice(context, tx, { kind: 'account.changed', recoveryId: null, branchId, personId, details: { change: id }, createdAt: now })
}

function eventOf(changed: Changed, ids: { change: string; holder: string }): AuditEvent {
  switch (changed.kind) {
    case 'contact':
      return { type: 'account.contact_changed', ...ids, added: changed.added, removed: changed.removed }
    case 'saved_code_made':
      return { type: 'saved_code.made', ...ids, code: changed.savedCode }
    case 'saved_code_withdrawn':
      return { type: 'saved_code.withdrawn', ...ids, code: changed.savedCode }
    case 'hardening_chosen':
      return { type: 'hardening.chosen', ...ids }
    case 'hardening_given_up':
      return { type: 'hardening.given_up', ...ids }
  }
}
