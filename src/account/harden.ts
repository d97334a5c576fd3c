import type { Context } from '../context.ts'
import type { Language } from '../institution.ts'
import type { KeyConfirmation } from '../sign-in/confirm-key.ts'
import { type Refusal, withKey } from './enter.ts'
import { recordChange } from './record-change.ts'
import { readSavedCode, setHardened } from './store.ts'

type Asked = KeyConfirmation & { language: Language; hardened: boolean }

/**
 * Chooses that a contact alone recovers nothing, or gives that up. To choose it needs a living saved code: without one the employer would
 * shut itself out to the office.
 */
export function harden(context: Context, asked: Asked): Promise<{ outcome: 'done' | 'no_saved_code' } | Refusal> {
  return withKey(context, asked, async (tx, entered) => {
    const { holder, now } = entered
    const { hardenedSince } = holder
    if (asked.hardened === (hardenedSince !== null)) return { outcome: 'done' as const }
    if (asked.hardened && (await readSavedCode(tx, holder.id)) === null) return { outcome: 'no_saved_code' as const }
    await setHardened(tx, holder.id, asked.hardened ? now : null)
    const changed = hardenedSince === null ? ({ kind: 'hardening_chosen' } as const) : ({ kind: 'hardening_given_up', before: hardenedSince } as const)
    await recordChange(context, tx, { entered, changed, language: asked.language })
    return { outcome: 'done' as const }
  })
}
