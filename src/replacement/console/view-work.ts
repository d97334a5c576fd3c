import type { Context } from '../../context.ts'
import type { Tx } from '../../db/database.ts'
import { type NotAllowed, type SignedOut, type StaffBrowser, withStaff } from '../../staff/enter-office.ts'
import { type StaffActor, staffRoles } from '../../staff/staff.ts'
import { type Today, todayOf } from '../../staff/view-today.ts'
import { readOwnApproval } from './approval/store.ts'
import { countForApprover } from './approval/take-approval.ts'
import { listDisputed } from './disputes/store.ts'
import { termOf } from './disputes/view-dispute.ts'
import { type Counted, counted } from './queue.ts'
import { countWithoutOpener } from './review/store.ts'
import { countWaiting, listReturned, readUnfinished } from './store.ts'

/** More open disputes than any institution has; each is looked at for its term. */
const looked = 1000

/** As many returned cases are named at once; the queue has all of them. */
const namedAtMost = 5

/** What waits for somebody in each of their roles: numbers, and the case that they began. Null: not theirs to do. */
export type Work = {
  outcome: 'seen'
  today: Today
  /** `returned`: what an approver gave back to this agent; `own`: what they have in their hands besides. */
  attend: { own: string | null; returned: readonly string[]; waiting: Counted } | null
  approve: { own: string | null; waiting: Counted } | null
  /** `withoutOpener`: cases that wait for a screen which nobody of their office may open. */
  resolve: { open: number; past: number; today: number; withoutOpener: Counted } | null
}

/** Who is signed in with this browser, and what waits for them, all as of one moment. Nobody's data. */
export function viewWork(context: Context, browser: StaffBrowser): Promise<Work | SignedOut | NotAllowed> {
  return withStaff(context, browser, {
    roles: staffRoles,
    async work(tx, actor, now): Promise<Work> {
      const { roles } = actor
      return {
        outcome: 'seen',
        today: await todayOf(context, tx, { actor, now }),
        attend: roles.includes('agent') ? await toAttend(tx, { actor, now }) : null,
        approve: roles.includes('approver') ? await toApprove(context, tx, { actor, now }) : null,
        resolve: roles.includes('supervisor') ? await toResolve(context, tx, { actor, now }) : null,
      }
    },
  })
}

type At = { actor: StaffActor; now: Date }

async function toAttend(tx: Tx, { actor, now }: At) {
  const unfinished = await readUnfinished(tx, { staff: actor, now })
  const returned = await listReturned(tx, { staff: actor, now, atMost: namedAtMost })
  const own = unfinished && !returned.some(({ id }) => id === unfinished.id) ? unfinished : null
  const but = [...returned, ...(own ? [own] : [])].map(({ id }) => id)
  return { own: own?.number ?? null, returned: returned.map(({ number }) => number), waiting: await countOf(tx, { actor, now, but }) }
}

/** An agent of no office is given none. */
const countOf = (tx: Tx, { actor, now, but }: At & { but: readonly string[] }) =>
  actor.office === null ? counted(0) : countWaiting(tx, { office: actor.office, now, but })

async function toApprove(context: Context, tx: Tx, at: At) {
  return { own: await readOwnApproval(tx, at), waiting: await countForApprover(context, tx, at) }
}

async function toResolve(context: Context, tx: Tx, { actor, now }: At) {
  const terms = (await listDisputed(tx, { but: actor.nationalId, atMost: looked })).map(({ since }) => termOf(context, since, now))
  const withoutOpener = await countWithoutOpener(tx, { but: actor.nationalId, now })
  return { open: terms.length, past: terms.filter(({ past }) => past).length, today: terms.filter(({ today }) => today).length, withoutOpener }
}
