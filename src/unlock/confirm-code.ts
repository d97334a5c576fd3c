import type { Context } from '../context.ts'
import { together } from '../db/together.ts'
import { countInARow } from '../limits/windows.ts'
import { checkCode, codeValue } from '../proof/codes.ts'
import { recordProof } from './prove.ts'
import { wrongCodesLimit } from './start-unlock.ts'
import { lockByBrowser, saveUnlock } from './store.ts'

export type CodeOutcome = { outcome: 'proven'; cookie: string } | { outcome: 'wrong'; codesDead: boolean } | { outcome: 'codes_dead' | 'over' | 'no_case' }

export function confirmCode(context: Context, cookieHashes: readonly string[], code: string): Promise<CodeOutcome> {
  return context.db.transaction().execute(async (tx) => {
    const [held, now] = await together(lockByBrowser(tx, cookieHashes), context.clock(tx))
    if (held?.as !== 'asker') return { outcome: 'no_case' }
    const { unlock } = held
    const check = checkCode(unlock, context.keys.macs('code', codeValue(unlock.id, code)), now, context.institution.policy)
    switch (check.outcome) {
      case 'over':
      case 'codes_dead':
        return check
      case 'wrong':
        await together(saveUnlock(tx, check.next), countInARow(tx, wrongCodesLimit(context, unlock.typed), now))
        return { outcome: 'wrong', codesDead: check.codesDead }
      case 'right': {
        const { cookie } = await recordProof(context, tx, { unlock, contactId: check.contactId, with: 'code', now })
        return { outcome: 'proven', cookie }
      }
    }
  })
}
