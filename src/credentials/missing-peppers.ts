import type { Database } from '../db/database.ts'

/** Versions of the key file that living keys were made with and that are not among these. */
export async function missingPeppers(db: Database, versions: readonly number[]): Promise<number[]> {
  const rows = await db
    .selectFrom('credential')
    .select('pepper_version')
    .distinct()
    .where('status', 'in', ['active', 'blocked'])
    .where('pepper_version', 'is not', null)
    .where('pepper_version', 'not in', versions)
    .orderBy('pepper_version')
    .execute()
  return rows.flatMap(({ pepper_version }) => pepper_version ?? [])
}
