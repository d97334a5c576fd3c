type Command = { about: string; run(args: readonly string[]): Promise<number> }

/** Every command, in the order an institution meets them. Each resolves to its exit code, and loads only what it needs. */
export const commands: Readonly<Record<string, Command>> = {
  demo: {
    about: 'Try it out: an embedded database, a fictional institution, an inbox.',
    run: async () => (await import('./demo/run-demo.ts')).runDemo(),
  },
  keygen: { about: 'Make the key file; --rotate adds a version to it.', run: async (args) => (await import('./commands/keygen.ts')).keygen(args) },
  migrate: { about: 'Bring the database up to date, as its owner.', run: async () => (await import('./commands/migrate.ts')).migrate() },
  import: {
    about: 'Load a registry file: import FILE [--format registry|people|sri] [--dry-run] [--baseline], import confirm ID.',
    run: async (args) => (await import('./commands/import.ts')).importRegistry(args),
  },
  staff: {
    about: 'Accounts of staff: staff add --email E --national-id N --role R [--name NAME] [--role R2] [--office O], staff link --national-id N.',
    run: async (args) => (await import('./commands/staff.ts')).staff(args),
  },
  config: {
    about: 'config check: say what is wrong with the set-up, touching nothing.',
    run: async (args) => (await import('./commands/config-check.ts')).configCheck(args),
  },
  doctor: {
    about: 'Look at the whole set-up, and say what is wrong and how to mend it.',
    run: async () => (await import('./commands/doctor.ts')).doctor(),
  },
  serve: { about: 'Serve the pages and deliver notices; --no-worker: pages alone.', run: async (args) => (await import('./commands/serve.ts')).serve(args) },
  work: { about: 'Deliver notices alone.', run: async (args) => (await import('./commands/serve.ts')).work(args) },
  help: {
    about: 'This list.',
    async run() {
      for (const [name, { about }] of Object.entries(commands)) process.stdout.write(`${name.padEnd(16)}${about}\n`)
      return 0
    },
  },
}
