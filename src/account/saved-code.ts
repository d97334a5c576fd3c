import type { Context } from '../context.ts'
import { generateSavedCode, savedCodeHash } from '../credentials/saved-code.ts'
import type { Language } from '../institution.ts'
import type { Secret } from '../secret.ts'
import type { KeyConfirmation } from '../sign-in/confirm-key.ts'
import { type Refusal, withKey } from './enter.ts'
import { recordChange } from './record-change.ts'
import { endSavedCode, insertSavedCode } from './store.ts'

type Asked = KeyConfirmation & { language: Language }

/** Makes a saved code; the one before ends. The code is in this answer alone. */
export function makeSavedCode(context: Context, asked: Asked): Promise<{ outcome: 'made'; code: Secret; at: Date } | Refusal> {
  return withKey(context, asked, async (tx, entered) => {
    const { holder, now } = entered
    await endSavedCode(tx, holder.id, { by: 'made_anew', now })
    const [id, code] = [context.random.uuid(), generateSavedCode(context.random)]
    await insertSavedCode(tx, { id, branchId: holder.id, hash: savedCodeHash(context.keys, { branchId: holder.id, code }), now })
    await recordChange(context, tx, { entered, changed: { kind: 'saved_code_made', savedCode: id }, language: asked.language })
    return { outcome: 'made' as const, code, at: now }
  })
}

/** Ends the saved code. Not while hardened recovery needs it. */
export function withdrawSavedCode(context: Context, asked: Asked): Promise<{ outcome: 'withdrawn' | 'none' | 'hardened' } | Refusal> {
  return withKey(context, asked, async (tx, entered) => {
    const { holder, now } = entered
    if (holder.hardenedSince !== null) return { outcome: 'hardened' as const }
    const ended = await endSavedCode(tx, holder.id, { by: 'withdrawn', now })
    if (ended === null) return { outcome: 'none' as const }
    await recordChange(context, tx, { entered, changed: { kind: 'saved_code_withdrawn', savedCode: ended }, language: asked.language })
    return { outcome: 'withdrawn' as const }
  })
}
