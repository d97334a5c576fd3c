import type { Harness } from '../harness.ts'
import type { Holder } from './holders.ts'
import { hiddenFields } from './office-steps.ts'
import type { Staff } from './staff.ts'

export const approvalsPage = '/oficina/aprobaciones'

/** The address of the page of a dispute, as the list of them has it; empty: it is not there. */
export async function disputePage(number: string, by: Staff): Promise<string> {
  const { body } = await by.browser.get(approvalsPage)
  return new RegExp(`href="([^"]+)">${number}<`).exec(body)?.[1] ?? ''
}

/** A supervisor resolves a dispute with one of its answers, once they have seen what that would do. */
export async function resolved(harness: Harness, number: string, { answer, by, note = '' }: { answer: string; by: Staff; note?: string }) {
  const where = await disputePage(number, by)
  const page = await by.browser.get(where)
  const check = await by.browser.post(where, { ...hiddenFields(page), respuesta: answer, nota: note })
  const done = await by.browser.post(where, { ...hiddenFields(check), respuesta: answer, nota: note, confirma: 'si', passkey: await by.shows(check) })
  await harness.settled()
  harness.advance(1000)
  return done
}

export async function numberOfDisputedRecovery(harness: Harness, { branchId }: Holder): Promise<string> {
  const found = harness.context.db.selectFrom('recovery').select('number').where('branch_id', '=', branchId).where('state', '=', 'disputed')
  return (await found.executeTakeFirstOrThrow()).number
}
