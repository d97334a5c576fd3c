import { parseArgs } from 'node:util'
import { ConfigError, readEnvironment } from '../config.ts'
import { addKeyVersion, readKeyFile, writeNewKeyFile } from '../keys.ts'

/** Makes the key file, or with --rotate adds a version to it. Never overwrites one. */
export async function keygen(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { rotate: { type: 'boolean', default: false } } })
  const { CERRAJERO_KEY_FILE: path } = readEnvironment()
  if (path === undefined) throw new ConfigError(['CERRAJERO_KEY_FILE: is required: it says where the key file goes'])
  if (values.rotate) {
    await addKeyVersion(path)
    process.stdout.write(
      `Version ${readKeyFile(path).newest} added to ${path}. Give the same file to every process and start them again: one with the old file cannot check what a new one makes. Keep the older versions in it.\n`,
    )
    return 0
  }
  try {
    await writeNewKeyFile(path)
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')
      throw new Error(`${path} exists already and is not overwritten. To add a version: keygen --rotate`, { cause })
    throw cause
  }
  process.stdout.write(`Made ${path}. Keep a copy apart from the database: without it no key can be checked any more.\n`)
  return 0
}
