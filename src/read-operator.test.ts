import { expect, it } from 'vitest'
import { readOperator } from './config.ts'

it('names the account that runs a command, and who came through sudo only on the word of root', () => {
  expect(readOperator({}, { uid: 1000, username: 'ana' })).toBe('ana')
  expect(readOperator({ SUDO_USER: 'luis' }, { uid: 0, username: 'root' })).toBe('luis')
  expect(readOperator({ SUDO_USER: '' }, { uid: 0, username: 'root' })).toBe('root')
  expect(readOperator({ SUDO_USER: 'luis' }, { uid: 1000, username: 'ana' })).toBe('ana')
})
