import { commands } from './commands.ts'
import { ConfigError } from './config.ts'

const [name = 'help', ...rest] = process.argv.slice(2)
const command = commands[/^(?:--help|-h)$/.test(name) ? 'help' : name]
if (command === undefined) {
  process.stderr.write(`There is no command "${name}". Known: ${Object.keys(commands).join(', ')}.\n`)
  process.exitCode = 2
} else {
  try {
    process.exitCode = await command.run(rest)
  } catch (error) {
    const lines = error instanceof ConfigError ? error.problems : [error instanceof Error ? error.message : String(error)]
    for (const line of lines) process.stderr.write(`${line}\n`)
    process.exitCode = 2
  }
}
