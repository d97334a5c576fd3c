// Troubles of the database that pass by themselves: it is away, restarting or too busy. Nothing was done; the same request may work later.

const codes: readonly unknown[] = [
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'],
  ...['57P01', '57P02', '57P03', '53300'], // stopped, crashed, starting up; too many connections
  ...['25P03', '55P03', '57014'], // idle in a transaction, a lock or a statement that took too long
  ...['40001', '40P01'], // one of two that could not both go on
]

/** The driver's own words, where it has no code. */
const words = /^Connection terminated|^timeout exceeded when trying to connect|not queryable$|^Client was closed/

export const isPassing = (error: unknown): boolean =>
  error instanceof Error && (('code' in error && (codes.includes(error.code) || /^08/.test(String(error.code)))) || words.test(error.message))
