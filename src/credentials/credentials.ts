// The statuses of a key, by its kind. What has ended stays ended, and a new key is a new generation. An employer key is never unlocked,
// thawed or shown; a personal one can be unlocked from a block that allows it. No event of one kind touches the other.
//
// Strangers' failed sign-ins are counted by what was typed, known holder or not (sign-in/failures.ts): they block unknown browsers and
// leave the key itself as it is. 'blocked' is a key that another system, or the registry, gave over as blocked.

export type KeyKind = 'employer' | 'personal'
export type CredentialStatus = 'external' | 'active' | 'blocked' | 'replaced' | 'frozen'
export type CredentialEvent = 'new_key_set' | 'frozen' | 'unlocked'

/** Who has the key: a branch has an employer key, a person a personal one. */
export type HolderRef = { kind: KeyKind; id: string }

const ended = { new_key_set: null, frozen: null, unlocked: null } as const

/** What an event makes of a key; null: the event does not touch it. */
export const afterEvent = {
  employer: {
    external: { new_key_set: 'replaced', frozen: null, unlocked: null },
    active: { new_key_set: 'replaced', frozen: 'frozen', unlocked: null },
    blocked: { new_key_set: 'replaced', frozen: 'frozen', unlocked: null },
    replaced: ended,
    frozen: ended,
  },
  personal: {
    external: { new_key_set: 'replaced', frozen: null, unlocked: null },
    active: { new_key_set: 'replaced', frozen: 'frozen', unlocked: 'active' },
    blocked: { new_key_set: 'replaced', frozen: 'frozen', unlocked: 'active' },
    replaced: ended,
    frozen: ended,
  },
} as const satisfies Record<KeyKind, Record<CredentialStatus, Record<CredentialEvent, CredentialStatus | null>>>

/** The statuses of a kind of key that an event changes. */
export const touchedBy = (kind: KeyKind, event: CredentialEvent) =>
  (Object.keys(afterEvent[kind]) as CredentialStatus[]).filter((status) => afterEvent[kind][status][event] !== null)

/** Whether a sign-in with the right key succeeds. */
export const opens = { external: false, active: true, blocked: false, replaced: false, frozen: false } as const satisfies Record<CredentialStatus, boolean>

/** The column that names the holder of a key or a contact. */
export const holderColumn = { employer: 'branch_id', personal: 'person_id' } as const satisfies Record<KeyKind, string>
