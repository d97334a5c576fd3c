import type { Tx } from '../db/database.ts'

// A browser that signed in with, or set, the present generation of a key keeps a cookie: no session, only failures counted apart from
// strangers'. One browser may know the keys of several holders under one cookie. Its value changes at each sign-in, so a copy dies with it.

/** Moves everything a browser knows to a new value of its cookie, and adds this key. Failures in a row are over. */
export async function rememberBrowser(tx: Tx, browser: { before: readonly string[]; hash: string; credentialId: string; endsAt: Date }) {
  if (browser.before.length > 0) await tx.updateTable('known_browser').set({ hash: browser.hash }).where('hash', 'in', browser.before).execute()
  await tx
    .insertInto('known_browser')
    .values({ hash: browser.hash, credential_id: browser.credentialId, failures: 0, ends_at: browser.endsAt })
    .onConflict((conflict) => conflict.columns(['hash', 'credential_id']).doUpdateSet({ failures: 0, ends_at: browser.endsAt }))
    .execute()
}

/** The right key was given again: failures in a row of this browser are over. */
export async function forgetOwnFailures(tx: Tx, hashes: readonly string[], credentialId: string) {
  if (hashes.length === 0) return
  await tx.updateTable('known_browser').set({ failures: 0 }).where('hash', 'in', hashes).where('credential_id', '=', credentialId).execute()
}
