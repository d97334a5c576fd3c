import { recordAudit } from '../../audit/audit.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/database.ts'
import { endLinks, insertLink, removePasskeys } from '../passkeys/store.ts'
import { officePath } from '../paths.ts'
import type { StaffRole } from '../staff.ts'
import { endStaffSessions } from '../store.ts'
import { insertAccount, lockAccountByNationalId, saveAccount, withdrawChanges } from './store.ts'
import { tellAuditors } from './tell-staff.ts'

/** What the command line has: no sessions, no pages. */
export type OperatorContext = Pick<Context, 'db' | 'clock' | 'random' | 'keys' | 'institution' | 'origin' | 'jobs'>

/** `name`: as colleagues and the record call the person; theirs to read at enrolment, and not to choose. */
export type NewAccount = { name: string; email: string; nationalId: string; roles: readonly StaffRole[]; office: string | null }
export type AddedByOperator = { outcome: 'added'; link: string; endsAt: Date } | { outcome: 'active' }

/** Makes a one-time link. Only its keyed hash is kept. */
export async function makeEnrolmentLink(context: Pick<Context, 'random' | 'keys' | 'institution' | 'origin'>, tx: Tx, on: { staffId: string; now: Date }) {
  const token = context.random.token(32)
  const endsAt = new Date(on.now.getTime() + context.institution.policy.enrolmentLinkLifetime)
  await insertLink(tx, { hash: context.keys.mac('token', token), staffId: on.staffId, now: on.now, endsAt })
  return { link: `${context.origin}${officePath.enrolment}/${token}`, endsAt }
}

/**
 * An account from the command line counts as confirmed by the operator: it is how the first administrators come, and how an invitation is
 * confirmed where there is no second one. It approves nothing in its first days either.
 */
export function addByOperator(context: OperatorContext, account: NewAccount): Promise<AddedByOperator> {
  return context.db.transaction().execute(async (tx): Promise<AddedByOperator> => {
    const known = await lockAccountByNationalId(tx, account.nationalId)
    const now = await context.clock(tx)
    if (known?.state === 'active') return { outcome: 'active' }
    const { policy } = context.institution
    const values = {
      name: account.name,
      email: account.email,
      roles: [...account.roles],
      office: account.office,
      state: 'invited' as const,
      invited_at: now,
      invited_by: null,
      confirmed_by: null,
      confirmed_at: now,
      approves_from: new Date(now.getTime() + policy.staffApprovesAfter),
      removed_at: null,
      removed_by: null,
    }
    const id = known?.id ?? context.random.uuid()
    if (known) {
      await startAfresh(context, tx, { staffId: id, now })
      await withdrawChanges(tx, { staffId: id, by: null, now })
      await saveAccount(tx, id, values)
    }
    if (!known) await insertAccount(tx, { id, national_id: account.nationalId, ...values })
    const who = { actor: 'operator', subject: id, at: now } as const
    await recordAudit(tx, who, { type: 'staff.invited', roles: account.roles })
    await recordAudit(tx, who, { type: 'staff.confirmed' })
    await tellAuditors(context, tx, { kind: 'confirmed', about: id, by: null, now })
    return { outcome: 'added', ...(await makeEnrolmentLink(context, tx, { staffId: id, now })) }
  })
}

export type NewLinkByOperator = { outcome: 'made'; link: string; endsAt: Date } | { outcome: 'unknown' }

/** For a lost passkey where no two administrators are left to give another link: what the account had ends, and its first days begin anew. */
export function newLinkByOperator(context: OperatorContext, nationalId: string): Promise<NewLinkByOperator> {
  return context.db.transaction().execute(async (tx): Promise<NewLinkByOperator> => {
    const known = await lockAccountByNationalId(tx, nationalId)
    const now = await context.clock(tx)
    if (!known || known.state === 'removed' || known.confirmed_at === null) return { outcome: 'unknown' }
    const sessionsEnded = await startAfresh(context, tx, { staffId: known.id, now })
    await recordAudit(tx, { actor: 'operator', subject: known.id, at: now }, { type: 'staff.changed', change: 'new_link', roles: null, sessionsEnded })
    await tellAuditors(context, tx, { kind: 'changed', about: known.id, by: null, now })
    return { outcome: 'made', ...(await makeEnrolmentLink(context, tx, { staffId: known.id, now })) }
  })
}

/** The passkeys and sessions of an account end; whoever enrols next approves nothing in the first days. */
export async function startAfresh(context: Pick<Context, 'institution'>, tx: Tx, on: { staffId: string; now: Date }): Promise<number> {
  await removePasskeys(tx, on.staffId, on.now)
  await endLinks(tx, on.staffId, on.now)
  await saveAccount(tx, on.staffId, { approves_from: new Date(on.now.getTime() + context.institution.policy.staffApprovesAfter) })
  return endStaffSessions(tx, on.staffId)
}
