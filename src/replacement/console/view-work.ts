import type { Context } from '../../context.ts'
import type { Tx } from '../../db/database.ts'
import { type NotAllowed, type SignedOut, type StaffBrowser, withStaff } from '../../staff/enter-office.ts'
import { type StaffActor, staffRoles } from '../../staff/staff.ts'
import { countToApprove, readOwnApproval } from './approval-store.ts'
import { listDisputed } from './dispute-store.ts'
import { countWaiting, readUnfinished } from './store.ts'
import { termOf } from './view-dispute.ts'

/** More open disputes than any institution has; each is looked at for its term. */
const looked = 1000

/** What waits for somebody in each of their roles: numbers, and the case that they began. Null: not theirs to do. */
export type Work = {
  outcome: 'seen'
  attend: { own: string | null; waiting: number } | null
  approve: { own: string | null; waiting: number } | null
  resolve: { open: number; past: number; today: number } | null
}

/** What of the cases waits for whoever is signed in with this browser. Nobody's data. */
export function viewWork(context: Context, browser: StaffBrowser): Promise<Work | SignedOut | NotAllowed> {
  return withStaff(context, browser, {
    roles: staffRoles,
    async work(tx, actor, now): Promise<Work> {
      const { roles } = actor
      return {
        outcome: 'seen',
        attend: roles.includes('agent') ? await toAttend(tx, { actor, now }) : null,
        approve: roles.includes('approver') ? { own: await readOwnApproval(tx, { actor, now }), waiting: await countToApprove(tx) } : null,
        resolve: roles.includes('supervisor') ? await toResolve(context, tx, { actor, now }) : null,
      }
    },
  })
}

type At = { actor: StaffActor; now: Date }

async function toAttend(tx: Tx, { actor, now }: At) {
  const own = await readUnfinished(tx, { staff: actor, now })
  return { own: own?.number ?? null, waiting: (await countWaiting(tx, { office: actor.office, now, but: own?.id ?? null })).waiting }
}

async function toResolve(context: Context, tx: Tx, { actor, now }: At) {
  const terms = (await listDisputed(tx, { but: actor.nationalId, atMost: looked })).map(({ since }) => termOf(context, since, now))
  return { open: terms.length, past: terms.filter(({ past }) => past).length, today: terms.filter(({ today }) => today).length }
}
