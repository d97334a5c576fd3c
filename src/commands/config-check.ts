import { ConfigError, readEnvironment, readServerConfig } from '../config.ts'
import { readKeyFile } from '../keys.ts'

/** Says whether the environment, the institution file and the key file are in order, without touching anything else. */
export async function configCheck(args: readonly string[]): Promise<number> {
  if (args[0] !== 'check') throw new ConfigError(['usage: config check'])
  const config = readServerConfig(readEnvironment())
  readKeyFile(config.CERRAJERO_KEY_FILE)
  process.stdout.write(`In order: ${config.institution.name}, at ${config.origin}.\n`)
  return 0
}
