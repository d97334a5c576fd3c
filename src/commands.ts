import { configCheck } from './commands/config-check.ts'
import { doctor } from './commands/doctor.ts'
import { importRegistry } from './commands/import.ts'
import { keygen } from './commands/keygen.ts'
import { migrate } from './commands/migrate.ts'
import { serve, work } from './commands/serve.ts'
import { runDemo } from './demo/run-demo.ts'

type Command = { about: string; run(args: readonly string[]): Promise<number> }

/** Every command, in the order an institution meets them. Each resolves to its exit code. */
export const commands: Readonly<Record<string, Command>> = {
  demo: { about: 'Try it out: an embedded database, a fictional institution, an inbox.', run: runDemo },
  keygen: { about: 'Make the key file; --rotate adds a version to it.', run: keygen },
  migrate: { about: 'Bring the database up to date, as its owner.', run: migrate },
  import: { about: 'Load a registry file: import FILE [--format registry|sri] [--dry-run] [--baseline], import confirm ID.', run: importRegistry },
  config: { about: 'config check: say what is wrong with the set-up, touching nothing.', run: configCheck },
  doctor: { about: 'Look at the whole set-up, and say what is wrong and how to mend it.', run: doctor },
  serve: { about: 'Serve the pages and deliver notices; --no-worker: pages alone.', run: serve },
  work: { about: 'Deliver notices alone.', run: work },
  help: {
    about: 'This list.',
    async run() {
      for (const [name, { about }] of Object.entries(commands)) process.stdout.write(`${name.padEnd(16)}${about}\n`)
      return 0
    },
  },
}
