import { readFileSync, writeFileSync } from 'node:fs'
import { environmentTable } from '../src/config.ts'
import { policyTable } from '../src/policy-table.ts'

// Writes the pages that are made from the code. With --check it compares instead, and says which page is out of date.

const generated = '<!-- Made by `npm run docs`; change the code instead. -->'

function configurationPage(): string {
  const environment = Object.entries(environmentTable).map(([name, { about }]) => `| \`${name}\` | ${about} |`)
  const policy = Object.entries(policyTable).map(
    ([name, { standard, floor, ceiling, about }]) => `| \`${name}\` | ${standard} | ${floor} | ${ceiling} | ${about} |`,
  )
  return `${generated}

# Configuration

Settings come from the environment and from one file, institution.json. Whatever is unknown, missing or outside its bounds is refused by
name, and the program does not start. There is no default secret. \`cerrajero config check\` looks at the settings alone, \`cerrajero doctor\`
at the whole set-up.

## Environment

| name | what it is |
|---|---|
${environment.join('\n')}

## institution.json

| name | what it is |
|---|---|
| \`name\` | The institution's name, as every page and message says it. |
| \`fictional\` | \`true\` puts a strip on every page that says "demostración". Default: \`false\`. |
| \`brand\` | \`primary\` and \`accent\`: colours such as \`#14505c\`, with at least 4.5:1 contrast with white; \`logo\`: path of an SVG or PNG file, optional. |
| \`support\` | \`phone\`, \`hours\` (\`es\` and \`en\`) and, optional, \`email\`: on every page and in every message. |
| \`timeZone\` | Such as \`America/Guayaquil\`. |
| \`languages\` | \`["es", "en"]\`, the first one for people who have not chosen. |
| \`sms\` | \`body\`: the JSON that the SMS gateway takes, with \`{{to}}\` and \`{{text}}\` where they go. Without it phones get no messages. |
| \`offices\` | For each: \`id\` (short, never changed), \`name\`, \`address\`, \`canton\`, \`hours\` (\`es\` and \`en\`). |
| \`holidays\` | National holidays are computed, with their moves. \`add\` and \`remove\`: dates that differ from them, for everybody. \`cantons\`: by the name of a canton, its \`yearly\` days such as \`12-06\`, which move by the same rules, and single dates to \`add\`. A term of a case with an office counts neither the days of the office's canton nor those of the employer's. |
| \`filing\` | The form that employers file every month, optional: \`name\` (\`es\` and \`en\`, with its article), \`dueDay\` (1 to 28), \`rollsPastWeekendsAndHolidays\` (default \`true\`) and \`overrides\`, each with \`month\` (whose date it moves), \`due\`, \`reason\` (\`es\` and \`en\`) and, for one canton alone, \`canton\`. Near the date the pages say what to do today. |
| \`requirements\` | What an office examines, optional; without any there is no office path online. For each: \`id\`, \`kind\` (\`lookup\`: an officer consults the State's \`database\`; \`show\`: the original is shown, \`bring\` says what to bring), \`title\`, \`check\` (what staff have to see), \`missing\` (why it may be asked for again: \`id\` and \`text\`), and, where it is not for everybody, \`reasons\` and \`employerKinds\`. Texts have \`es\` and \`en\`. |
| \`policy\` | The numbers below. Durations are ISO 8601: \`PT10M\` is ten minutes, \`P7D\` seven days. |

## Policy

| name | default | floor | ceiling | what it is |
|---|---|---|---|---|
${policy.join('\n')}
`
}

function auditEventsPage(): string {
  const source = readFileSync(new URL('../src/audit/audit.ts', import.meta.url), 'utf8')
  const union = source.slice(source.indexOf('export type AuditEvent ='), source.indexOf('/** Takes a transaction'))
  const events = [...union.matchAll(/type: '([^']+)'([^}]*)}/gs)].map(([, type = '', rest = '']) => {
    const details = [...rest.matchAll(/(\w+)\??:/g)].map(([, name]) => `\`${name}\``)
    return `| \`${type}\` | ${details.join(', ')} |`
  })
  return `${generated}

# Events of the record

Every event that the record can hold. An entry has the time, who acted (applicant, contact, holder, operator, staff, system), what it is about (an
id) and the details below: ids and counts, never a name, an address, a code or a key.

| event | details |
|---|---|
${events.join('\n')}
`
}

const pages = { 'configuration.md': configurationPage(), 'audit-events.md': auditEventsPage() }
for (const [name, text] of Object.entries(pages)) {
  const path = new URL(name, import.meta.url)
  if (!process.argv.includes('--check')) writeFileSync(path, text)
  else if (readFileSync(path, 'utf8') !== text) {
    process.stdout.write(`docs/${name} is out of date: run "npm run docs"\n`)
    process.exitCode = 1
  }
}
