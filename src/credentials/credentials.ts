// The statuses of an employer key. It is never unlocked, thawed or shown: what has ended stays ended, and a new key is a new generation.

export type CredentialStatus = 'external' | 'active' | 'blocked' | 'replaced' | 'frozen'
export type CredentialEvent = 'new_key_set' | 'frozen_by_veto'

/** What an event makes of a key; null: the event does not touch it. */
const afterEvent = {
  external: { new_key_set: 'replaced', frozen_by_veto: null },
  active: { new_key_set: 'replaced', frozen_by_veto: 'frozen' },
  blocked: { new_key_set: 'replaced', frozen_by_veto: 'frozen' },
  replaced: { new_key_set: null, frozen_by_veto: null },
  frozen: { new_key_set: null, frozen_by_veto: null },
} as const satisfies Record<CredentialStatus, Record<CredentialEvent, CredentialStatus | null>>

/** The statuses that an event changes. */
export const touchedBy = (event: CredentialEvent) => (Object.keys(afterEvent) as CredentialStatus[]).filter((status) => afterEvent[status][event] !== null)

/** Whether a sign-in with the right key succeeds. */
export const opens = { external: false, active: true, blocked: false, replaced: false, frozen: false } as const satisfies Record<CredentialStatus, boolean>
