import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import { addKeyVersion, createKeyRing, createThrowawayKeyRing, type Purpose, readKeyFile, writeNewKeyFile } from './keys.ts'
import { Secret } from './secret.ts'

const purposes: Purpose[] = ['code', 'token', 'limit', 'pepper', 'proof_of_work']
const root = (version: number, letter: string) => ({ version, key: new Secret(letter.repeat(43)) })

it('every purpose has a key of its own, and every version another', () => {
  const keys = createKeyRing([root(1, 'A'), root(2, 'B')])
  const all = purposes.flatMap((purpose) => keys.versions.map((version) => keys.key(purpose, version).toString('hex')))
  expect(new Set(all).size).toBe(10)
  expect(new Set(purposes.map((purpose) => keys.mac(purpose, 'same'))).size).toBe(5)
})

it('the newest version makes values, every version finds them, newest first', () => {
  const old = createKeyRing([root(1, 'A')])
  const rotated = createKeyRing([root(1, 'A'), root(2, 'B')])
  expect(rotated.newest).toBe(2)
  expect(rotated.mac('code', 'x')).not.toBe(old.mac('code', 'x'))
  expect(rotated.macs('code', 'x')).toEqual([rotated.mac('code', 'x'), old.mac('code', 'x')])
  expect(() => old.key('code', 2)).toThrow('no version 2')
  expect(() => createKeyRing([])).toThrow('at least one version')
})

it('a key file is its owner’s alone, is never overwritten, and one that is damaged is refused', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cerrajero-keys-'))
  const path = join(folder, 'key.json')
  await writeNewKeyFile(path)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(readKeyFile(path).versions).toEqual([1])
  await expect(writeNewKeyFile(path)).rejects.toThrow('EEXIST')
  for (const bad of [
    '{}',
    '{"versions":[]}',
    '{"versions":[{"version":1,"made":"","key":"short"}]}',
    `{"versions":[{"version":0,"made":"","key":"${'A'.repeat(43)}"}]}`,
    'x',
  ]) {
    await writeFile(path, bad)
    expect(() => readKeyFile(path), bad).toThrow(/^CERRAJERO_KEY_FILE: .* is no key file, or a damaged one/)
  }
  await rm(path)
  expect(() => readKeyFile(path)).toThrow(/is not there: .*keygen/)
  await rm(folder, { recursive: true })
})

it('what is said of a damaged key file quotes nothing of it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cerrajero-keys-'))
  const path = join(folder, 'key.json')
  for (const damaged of ['QQQQQQQQQQ', '{"versions":[{"version":1,"made":"","key":QQQQQQQQQQ"}]}']) {
    await writeFile(path, damaged)
    expect(() => readKeyFile(path)).toThrow(/^(?!.*QQ)CERRAJERO_KEY_FILE/s)
    await expect(addKeyVersion(path)).rejects.toThrow(/^(?!.*QQ)CERRAJERO_KEY_FILE/s)
  }
  await rm(folder, { recursive: true })
})

it('a ring prints no key', () => {
  const keys = createThrowawayKeyRing()
  keys.mac('code', 'x')
  expect(inspect(keys, { depth: 9 }) + JSON.stringify(keys)).not.toMatch(/[\w-]{43}/)
})
