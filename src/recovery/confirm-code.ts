import type { Context } from '../context.ts'
import { together } from '../db/together.ts'
import { countInARow } from '../limits/windows.ts'
import { checkCode, codeValue } from '../proof/codes.ts'
import { recordProof } from './prove.ts'
import { wrongCodesLimit } from './start-recovery.ts'
import { lockByBrowser, saveRecovery } from './store.ts'

export type CodeOutcome = { outcome: 'proven'; cookie: string } | { outcome: 'wrong'; codesDead: boolean } | { outcome: 'codes_dead' | 'over' | 'no_case' }

export function confirmCode(context: Context, cookieHashes: readonly string[], code: string): Promise<CodeOutcome> {
  return context.db.transaction().execute(async (tx) => {
    const [held, now] = await together(lockByBrowser(tx, cookieHashes), context.clock(tx))
    if (held?.as !== 'asker') return { outcome: 'no_case' }
    const { recovery } = held
    const check = checkCode(recovery, context.keys.macs('code', codeValue(recovery.id, code)), now, context.institution.policy)
    switch (check.outcome) {
      case 'over':
      case 'codes_dead':
        return check
      case 'wrong':
        await together(saveRecovery(tx, check.next), countInARow(tx, wrongCodesLimit(context, recovery.typed), now))
        return { outcome: 'wrong', codesDead: check.codesDead }
      case 'right': {
        const { cookie } = await recordProof(context, tx, { recovery, contactId: check.contactId, with: 'code', holds: false, now })
        return { outcome: 'proven', cookie }
      }
    }
  })
}
