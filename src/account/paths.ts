import type { KeyKind } from '../credentials/credentials.ts'

/** Where the pages of an account are, by whose it is. */
export const accountPath = { employer: '/empleador/cuenta', personal: '/personal/cuenta' } as const satisfies Record<KeyKind, string>
export const signInPath = { employer: '/empleador/ingresar', personal: '/personal/ingresar' } as const satisfies Record<KeyKind, string>
export const signOutPath = { employer: '/empleador/salir', personal: '/personal/salir' } as const satisfies Record<KeyKind, string>
/** Where a key is made anew, or unlocked. */
export const recoverPath = { employer: '/empleador/recuperar', personal: '/personal/desbloquear' } as const satisfies Record<KeyKind, string>
