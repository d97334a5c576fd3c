import type { HolderRef } from '../credentials/credentials.ts'
import type { Tx } from '../db/database.ts'
import { lockOpenCases, voidEvidence } from '../recovery/void-evidence.ts'
import { lockOpenUnlocks, voidUnlockEvidence } from '../unlock/void-evidence.ts'

/** Locks the open cases of a holder, whose row is locked already: no proof is given and no key set meanwhile. */
export const lockCases = (tx: Tx, holder: HolderRef) => (holder.kind === 'employer' ? lockOpenCases(tx, [holder.id]) : lockOpenUnlocks(tx, [holder.id]))

/** What these contacts, which are no longer registered, proved in open cases no longer counts. */
export const voidProofs = (tx: Tx, of: { holder: HolderRef; contactIds: readonly string[]; now: Date }) =>
  of.holder.kind === 'employer' ? voidEvidence(tx, { ...of, representationIds: [] }) : voidUnlockEvidence(tx, of)
