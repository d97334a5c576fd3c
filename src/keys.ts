import { createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { z } from 'zod'
import { Secret } from './secret.ts'

// The key ring: one file, versions of one root key. New values are made with the newest version; older versions are still read until
// their values are gone. Every purpose has a key of its own, derived by HKDF-SHA-256, so that no value made for one serves another.

export type Purpose = 'code' | 'saved_code' | 'continuation' | 'token' | 'limit' | 'pepper' | 'proof_of_work' | 'challenge' | 'kept_work'

const KeyFile = z.strictObject({
  versions: z
    .array(z.strictObject({ version: z.int().min(1), made: z.string(), key: z.base64url().length(43, 'must be 32 bytes in base64url') }))
    .min(1, 'must hold at least one version'),
})

export type KeyRing = {
  readonly newest: number
  readonly versions: readonly number[]
  /** 32 bytes for one purpose and version; throws for a version that is not in the ring. */
  key(purpose: Purpose, version: number): Buffer
  /** HMAC-SHA-256 in base64url with the newest version. */
  mac(purpose: Purpose, value: string): string
  /** The same with every version, newest first: for looking a value up. */
  macs(purpose: Purpose, value: string): string[]
}

export function createKeyRing(roots: readonly { version: number; key: Secret }[]): KeyRing {
  const byVersion = new Map(roots.map((root) => [root.version, root.key]))
  const versions = [...byVersion.keys()].sort((a, b) => b - a)
  const derived = new Map<string, Buffer>()
  const key = (purpose: Purpose, version: number) => {
    const name = `${purpose}:${version}`
    let found = derived.get(name)
    if (!found) {
      const root = byVersion.get(version)
      if (!root) throw new Error(`the key file has no version ${version}`)
      found = Buffer.from(hkdfSync('sha256', Buffer.from(root.reveal(), 'base64url'), '', `cerrajero ${purpose}`, 32))
      derived.set(name, found)
    }
    return found
  }
  const [newest] = versions
  if (newest === undefined) throw new Error('a key ring needs at least one version')
  const mac = (purpose: Purpose, version: number, value: string) => createHmac('sha256', key(purpose, version)).update(value).digest('base64url')
  return {
    newest,
    versions,
    key,
    mac: (purpose, value) => mac(purpose, newest, value),
    macs: (purpose, value) => versions.map((version) => mac(purpose, version, value)),
  }
}

const newRoot = () => randomBytes(32).toString('base64url')

export const createThrowawayKeyRing = () => createKeyRing([{ version: 1, key: new Secret(newRoot()) }])

/** What the parser says of a broken file can quote the key, so it goes nowhere. */
function parseKeyFile(path: string): z.output<typeof KeyFile> {
  const refuse = (why: string) => new Error(`CERRAJERO_KEY_FILE: ${path} ${why}`)
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : 'unknown'
    throw refuse(code === 'ENOENT' ? 'is not there: put its copy back, or make the first one with "cerrajero keygen"' : `cannot be read (${code})`)
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw refuse('is no key file, or a damaged one: put its copy back')
  }
  const parsed = KeyFile.safeParse(json)
  if (parsed.success) return parsed.data
  throw refuse(`is no key file, or a damaged one (${parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`.trim()).join('; ')})`)
}

export function readKeyFile(path: string): KeyRing {
  const file = parseKeyFile(path)
  return createKeyRing(file.versions.map(({ version, key }) => ({ version, key: new Secret(key) })))
}

/** Makes the key file, readable by its owner alone. Fails when it is there already. */
export async function writeNewKeyFile(path: string) {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(`${JSON.stringify({ versions: [{ version: 1, made: new Date().toISOString(), key: newRoot() }] }, null, 2)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Adds a version. The file is replaced whole, so a crash leaves the old or the new one. */
export async function addKeyVersion(path: string) {
  const file = parseKeyFile(path)
  const version = Math.max(...file.versions.map((each) => each.version)) + 1
  const next = { versions: [...file.versions, { version, made: new Date().toISOString(), key: newRoot() }] }
  const temporary = `${path}.${process.pid}.new`
  const handle = await open(temporary, 'wx', 0o600)
  try {
    await handle.writeFile(`${JSON.stringify(next, null, 2)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(temporary, path)
}
