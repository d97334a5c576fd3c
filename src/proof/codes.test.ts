import fc from 'fast-check'
import { expect, it } from 'vitest'
import { codesPerSend, type SentCode, withCode } from './codes.ts'

const code = fc.record({ contactId: fc.constantFrom('a', 'b', 'c'), send: fc.nat(2), hash: fc.uuid(), endsAt: fc.nat() })

it('however often a message had to be tried again, the newest two codes of a contact for a send work, and no others of it', () => {
  fc.assert(
    fc.property(fc.array(code, { maxLength: 60 }), (made) => {
      const kept = made.reduce<SentCode[]>((codes, each) => withCode(codes, each), [])
      const of = (codes: readonly SentCode[], like: SentCode) => codes.filter(({ contactId, send }) => contactId === like.contactId && send === like.send)
      for (const each of made) expect(of(kept, each)).toEqual(of(made, each).slice(-codesPerSend))
    }),
  )
})
