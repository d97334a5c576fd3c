import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { afterEvent, type CredentialEvent, type CredentialStatus, type KeyKind, opens, touchedBy } from './credentials.ts'

const events = ['new_key_set', 'frozen', 'unlocked'] as const satisfies readonly CredentialEvent[]
const statuses = ['external', 'active', 'blocked', 'replaced', 'frozen'] as const satisfies readonly CredentialStatus[]

const history = (kind: KeyKind, from: CredentialStatus, happened: readonly CredentialEvent[]) => {
  const seen: CredentialStatus[] = [from]
  for (const event of happened) seen.push(afterEvent[kind][seen.at(-1) ?? from][event] ?? seen.at(-1) ?? from)
  return seen
}

describe('the statuses of a key', () => {
  it.each<[KeyKind, CredentialEvent, string[]]>([
    ['employer', 'new_key_set', ['active', 'blocked', 'external']],
    ['employer', 'frozen', ['active', 'blocked']],
    ['employer', 'unlocked', []],
    ['personal', 'new_key_set', ['active', 'blocked', 'external']],
    ['personal', 'frozen', ['active', 'blocked']],
    ['personal', 'unlocked', ['active', 'blocked']],
  ])('of kind %s: %s touches those that live and none that has ended', (kind, event, touched) => {
    expect(touchedBy(kind, event).sort()).toEqual(touched)
  })

  it('lets an active key alone open', () => {
    expect(Object.entries(opens).filter(([, does]) => does)).toEqual([['active', true]])
  })

  it('once frozen or replaced, never open again, whatever happens', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<KeyKind>('employer', 'personal'),
        fc.constantFrom(...statuses),
        fc.array(fc.constantFrom(...events), { maxLength: 30 }),
        (kind, from, happened) => {
          const seen = history(kind, from, happened)
          const end = seen.findIndex((status) => status === 'replaced' || status === 'frozen')
          return end < 0 || seen.slice(end).every((status) => status === seen[end] && !opens[status])
        },
      ),
    )
  })

  it('of an employer that do not open never open later', () => {
    fc.assert(
      fc.property(fc.constantFrom(...statuses), fc.array(fc.constantFrom(...events), { maxLength: 30 }), (from, happened) => {
        const seen = history('employer', from, happened)
        const shut = seen.findIndex((status) => !opens[status])
        return shut < 0 || seen.slice(shut).every((status) => !opens[status])
      }),
    )
  })
})
