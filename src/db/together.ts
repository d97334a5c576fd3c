/**
 * Waits for statements that were called one after another without waiting: they are sent at once and run in that order. When one fails the
 * others are let to end before the error goes on, so that none is left to run after the rollback.
 */
export async function together<T extends readonly unknown[]>(...called: { [K in keyof T]: Promise<T[K]> | T[K] }): Promise<T> {
  for (const outcome of await Promise.allSettled(called)) if (outcome.status === 'rejected') throw outcome.reason
  return Promise.all(called) as unknown as Promise<T>
}
