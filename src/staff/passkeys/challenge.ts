import type { Context } from '../../context.ts'
import type { Tx } from '../../db/database.ts'

// What a browser is asked to sign. It says itself until when it is good and for what, under a key of ours, so that looking at a page writes
// nothing; it is written down when it is used, and so is used once.

/** What is decided with a passkey: which act, and on what exactly, as the page showed it. */
export type Decision = { act: DecidedAct; on: readonly (string | number)[] }
export type DecidedAct = 'approve' | 'open_screen' | 'resolve_dispute' | 'hold_key' | 'ask_account' | 'confirm_account' | 'remove_account' | 'doubt_work'

/** `again`: an account that is signed in shows once more that it is there; `remove`: the same, to remove one of its passkeys; `decide`: to decide just that. */
export type ChallengeUse =
  | { for: 'sign_in' }
  | { for: 'again'; staffId: string }
  | { for: 'remove'; staffId: string; passkey: string }
  | { for: 'decide'; staffId: string; decision: Decision }
  | { for: 'enrol'; staffId: string }

function purposeText(use: ChallengeUse): string {
  switch (use.for) {
    case 'sign_in':
      return use.for
    case 'remove':
      return `${use.for} ${use.staffId} ${use.passkey}`
    case 'decide':
      return `${use.for} ${use.staffId} ${JSON.stringify([use.decision.act, ...use.decision.on])}`
    case 'again':
    case 'enrol':
      return `${use.for} ${use.staffId}`
  }
}
const sealed = (use: ChallengeUse, nonce: string, endsAt: string) => `${purposeText(use)}\n${nonce}\n${endsAt}`

export function makeChallenge(context: Context, use: ChallengeUse, now: Date): string {
  const nonce = context.random.token(16)
  const endsAt = String(now.getTime() + context.institution.policy.challengeLifetime)
  return [nonce, endsAt, context.keys.mac('challenge', sealed(use, nonce, endsAt))].join('.')
}

/** Whether a signed challenge (base64url, as the browser hands it back) is one of ours for this use, and still good; that it is used once is `spendChallenge`'s. */
function endOf(context: Context, use: ChallengeUse, signed: string, now: Date): Date | null {
  const [nonce = '', endsAt = '', mac = '', ...more] = Buffer.from(signed, 'base64url').toString('utf8').split('.')
  if (more.length > 0 || !/^\d{1,15}$/.test(endsAt)) return null
  if (!context.keys.macs('challenge', sealed(use, nonce, endsAt)).includes(mac)) return null
  return Number(endsAt) > now.getTime() ? new Date(Number(endsAt)) : null
}

/** Uses a challenge up; false where it is none of ours, has ended, or was used before. */
export async function spendChallenge(context: Context, tx: Tx, on: { use: ChallengeUse; signed: string; now: Date }): Promise<boolean> {
  const endsAt = endOf(context, on.use, on.signed, on.now)
  if (!endsAt) return false
  const spent = await tx
    .insertInto('staff_challenge')
    .values({
      challenge: context.keys.mac('challenge', on.signed),
      purpose: on.use.for === 'enrol' ? 'enrol' : 'sign_in',
      staff_id: on.use.for === 'enrol' ? on.use.staffId : null,
      ends_at: endsAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('challenge')
    .executeTakeFirst()
  return spent !== undefined
}
