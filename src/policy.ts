import { z } from 'zod'
import { guessingCeiling, guessingSum } from './limits/guessing.ts'
import { entrySchema } from './policy-entry.ts'
import { policyTable } from './policy-table.ts'

// The numbers of an installation, as policy-table.ts bounds them. Code reads numbers from here alone.

export type PolicyName = keyof typeof policyTable

/** Durations in milliseconds, counts as they are. */
export type Policy = Readonly<Record<PolicyName, number>>

const shape = Object.fromEntries(Object.entries(policyTable).map(([name, entry]) => [name, entrySchema(entry)]))

/** Of the words that an offered key is made of. */
const longestWord = 8

export const PolicySchema = z
  .strictObject(shape)
  .transform((values) => values as Policy)
  .refine((policy) => policy.linkLifetimeAtMost >= policy.linkLifetime, { error: 'policy.linkLifetimeAtMost is shorter than policy.linkLifetime' })
  .refine((policy) => policy.keyLengthAtMost >= policy.keyLengthAtLeast + longestWord, {
    error: `policy.keyLengthAtMost is not ${longestWord} above policy.keyLengthAtLeast, which the key that is offered may need: it ends with a whole word`,
  })
  .refine((policy) => policy.recoveryTakesAtMost >= policy.recoveryTakesAtLeast, {
    error: 'policy.recoveryTakesAtMost is shorter than policy.recoveryTakesAtLeast',
  })
  .refine((policy) => policy.officeTakesAtMost >= policy.officeTakesAtLeast, { error: 'policy.officeTakesAtMost is less than policy.officeTakesAtLeast' })
  .refine((policy) => policy.sessionAtMost >= policy.sessionIdle, { error: 'policy.sessionAtMost is shorter than policy.sessionIdle' })
  .refine((policy) => guessingSum(policy) < guessingCeiling, {
    error:
      'policy: these values together make codes too easy to guess; use more codeDigits, or fewer messagesPerHour, wrongCodesBeforeLong or codeTries, or a longer wrongCodesMemory',
  })

export const standardPolicy: Policy = PolicySchema.parse({})
