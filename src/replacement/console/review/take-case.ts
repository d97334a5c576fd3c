import { recordAudit } from '../../../audit/audit.ts'
import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/database.ts'
import { type NotAllowed, type SignedOut, type StaffBrowser, withStaff } from '../../../staff/enter-office.ts'
import type { StaffActor } from '../../../staff/staff.ts'
import { saveCase } from '../../store.ts'
import { enterCaseOf, isTakenByOther, leasedUntil, ofOther, type Refused, workOnCase } from '../enter-case.ts'
import { isWorkState } from '../queue.ts'
import { findUnfinished, isWorkLeft, lockNext, lockTaking, waitForNext } from '../store.ts'
import { keepNote } from './record-result.ts'

// Taking a case is a lease and nothing more: it goes back to the queue by itself when nobody touches it.

export type Taken = { outcome: 'taken'; number: string }

/** How often one is tried for that somebody else had locked; each time somebody else has taken one. */
const tries = 100

/** The next case for an agent: their own unfinished one, else the first in turn of their office. `empty` only where nothing is left. */
export function takeNext(context: Context, browser: StaffBrowser): Promise<Taken | { outcome: 'empty' | 'no_office' } | SignedOut | NotAllowed> {
  return withStaff(context, browser, {
    roles: ['agent'],
    async work(tx, actor) {
      await lockTaking(tx, actor.id)
      const now = await context.clock(tx)
      const taking = { staff: actor, now }
      const unfinished = await findUnfinished(tx, taking)
      if (unfinished) return lease(context, tx, { found: unfinished, actor, now })
      if (actor.office === null) return { outcome: 'no_office' as const }
      let next = await lockNext(tx, taking)
      for (let tried = 0; !next && tried < tries && (await isWorkLeft(tx, taking)); tried += 1) next = await waitForNext(tx, taking)
      return next ? lease(context, tx, { found: next, actor, now: await context.clock(tx) }) : { outcome: 'empty' as const }
    },
  })
}

export async function lease(
  context: Context,
  tx: Tx,
  { found, actor, now }: { found: { id: string; number: string }; actor: Pick<StaffActor, 'id'>; now: Date },
): Promise<Taken> {
  await saveCase(tx, found.id, { leased_by: actor.id, leased_until: leasedUntil(context, now) })
  await recordAudit(tx, { actor: 'staff', subject: found.id, at: now, staff: actor.id }, { type: 'replacement.taken' })
  return { outcome: 'taken', number: found.number }
}

/** Takes this case: of a filed one, because its applicant is here. */
export function takeCase(context: Context, browser: StaffBrowser, number: string): Promise<Taken | Refused> {
  return enterCaseOf<Taken>(context, browser, {
    number,
    version: null,
    async work(tx, at) {
      const { row, now } = at
      if (!isWorkState(row.state)) return { outcome: 'out_of_order' }
      if (isTakenByOther(at)) return ofOther(tx, row)
      if (row.state === 'submitted' && row.queued_at === null) await saveCase(tx, row.id, { queued_at: now })
      return lease(context, tx, { ...at, found: row })
    },
  })
}

/** The applicant is here: the case comes into its office's queue. */
export function noteArrival(context: Context, browser: StaffBrowser, number: string): Promise<{ outcome: 'arrived' } | Refused> {
  return enterCaseOf<{ outcome: 'arrived' }>(context, browser, {
    number,
    version: null,
    async work(tx, { row, actor, now }) {
      if (row.state !== 'submitted') return { outcome: 'out_of_order' }
      if (row.queued_at !== null) return { outcome: 'arrived' }
      await saveCase(tx, row.id, { queued_at: now })
      await recordAudit(tx, { actor: 'staff', subject: row.id, at: now, staff: actor.id }, { type: 'replacement.arrived' })
      return { outcome: 'arrived' }
    },
  })
}

type PuttingBack = { number: string; version: number; note: string }

/** Gives a case back: to the end of the queue, or, where nobody has identified, to none, for the applicant is not there. `note`: for whoever goes on. */
export function putBack(context: Context, browser: StaffBrowser, { note, ...of }: PuttingBack): Promise<{ outcome: 'put_back' } | Refused> {
  return workOnCase<{ outcome: 'put_back' }>(context, browser, {
    ...of,
    async work(tx, { row, actor, now }) {
      if (note !== '' && row.state === 'in_review') await keepNote(context, tx, { at: { row, actor, now }, text: note })
      await saveCase(tx, row.id, { leased_by: null, leased_until: null, queued_at: row.state === 'submitted' ? null : now })
      await recordAudit(tx, { actor: 'staff', subject: row.id, at: now, staff: actor.id }, { type: 'replacement.put_back' })
      return { outcome: 'put_back' }
    },
  })
}
