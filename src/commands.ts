import { runDemo } from './demo/run-demo.ts'

type Command = { about: string; run(args: readonly string[]): Promise<number> }

/** Every command, in the order an institution meets them. Each resolves to its exit code. */
export const commands: Readonly<Record<string, Command>> = {
  demo: { about: 'Try it out: an embedded database, a fictional institution, an inbox.', run: runDemo },
  help: {
    about: 'This list.',
    async run() {
      for (const [name, { about }] of Object.entries(commands)) process.stdout.write(`${name.padEnd(16)}${about}\n`)
      return 0
    },
  },
}
