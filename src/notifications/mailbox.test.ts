import { describe, expect, it } from 'vitest'
import { isPlainAddress, readMailbox } from './mailbox.ts'

describe('an address that could be read as anything else is not written to', () => {
  it.each([
    '"quoted"@example.ec',
    'a@example.ec, b@example.ec',
    'a@example.ec\r\nBcc: b@example.ec',
    'a@example.ec\u0000',
    'a\u202e@example.ec',
    '<a@example.ec>',
    'a b@example.ec',
    'a@b@example.ec',
    'a(comment)@example.ec',
    'a@[127.0.0.1]',
    'a@example..ec',
    'a@-example.ec',
    '@example.ec',
    'a@',
    `${'a'.repeat(250)}@example.ec`,
  ])('%j', (value) => expect(isPlainAddress(value)).toBe(false))

  it.each(['ana.perez+clave@example.ec', "o'brien@example.ec", 'ñandú@correo.example', 'a@localhost', '_a-b@mail.example.ec'])('but %s is', (value) =>
    expect(isPlainAddress(value)).toBe(true),
  )
})

it('reads the sender with or without a name', () => {
  expect(readMailbox('Instituto <claves@example.ec>')).toEqual({ name: 'Instituto', address: 'claves@example.ec' })
  expect(readMailbox('"Instituto, Quito" <claves@example.ec>')).toEqual({ name: 'Instituto, Quito', address: 'claves@example.ec' })
  expect(readMailbox('claves@example.ec')).toEqual({ name: '', address: 'claves@example.ec' })
  expect(readMailbox('Instituto')).toBeNull()
  expect(readMailbox('Instituto\r\nBcc: x@example.ec <claves@example.ec>')).toBeNull()
})
