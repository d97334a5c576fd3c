import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { commands } from '../src/commands.ts'
import { environmentTable } from '../src/config.ts'
import { demoEmployers, demoNewEmployer } from '../src/demo/employers.ts'
import { demoBlockedKey, demoPersons } from '../src/demo/persons.ts'
import { demoStaff } from '../src/demo/staff.ts'
import { InstitutionSchema } from '../src/institution.ts'
import { standardPolicy } from '../src/policy.ts'
import { stretch } from './busy-machine.ts'
import { fencedBlocks } from './fenced-blocks.ts'
import { freePort } from './server-process.ts'

// What the documents say is so: their commands exist and the first one is run, their links and tests are there, their numbers are the policy's.

const documents = [
  ...readdirSync('.').filter((name) => name.endsWith('.md')),
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
]
const read = (file: string) => readFileSync(file, 'utf8')
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }

/** Why a line of shell cannot be right; null when nothing is wrong that can be seen without running it. */
function faultOf(line: string): string | null {
  for (const [name] of line.matchAll(/\bCERRAJERO_\w+/g)) if (!(name in environmentTable)) return `no setting ${name}`
  for (const [, script = ''] of line.matchAll(/\bnpm run ([\w:]+)/g)) if (!(script in scripts)) return `no script ${script}`
  for (const [, verb = ''] of line.matchAll(/\bnpm (?!run)([\w:]+)/g)) if (!['ci', 'install', 'pack', 'start', 'test'].includes(verb)) return `npm ${verb}`
  for (const [, command = ''] of line.matchAll(/(?:^|\s|\/)cerrajero ([a-z]+)/g)) if (!(command in commands)) return `no command ${command}`
  for (const [file] of line.matchAll(/\btest\/[\w/.-]+\.ts\b/g)) if (!existsSync(file)) return `no file ${file}`
  return null
}

describe('the documents', () => {
  it('name commands, scripts, settings and files that exist', () => {
    const lines = documents.flatMap((file) => fencedBlocks(read(file), 'sh').flatMap((block) => block.split('\n').map((line) => ({ file, line }))))
    expect(lines.length).toBeGreaterThan(20)
    expect(lines.map(({ file, line }) => ({ file, line, fault: faultOf(line) })).filter(({ fault }) => fault !== null)).toEqual([])
    expect(faultOf('cerrajero confgi check')).toBe('no command confgi')
    expect(faultOf('export CERRAJERO_KEYFILE=x')).toBe('no setting CERRAJERO_KEYFILE')
  })

  it('link to files that exist', () => {
    const broken = documents.flatMap((file) =>
      [...read(file).matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g)]
        .map(([, target = '']) => target)
        .filter((target) => !existsSync(join(dirname(file), target)))
        .map((target) => `${file} → ${target}`),
    )
    expect(broken).toEqual([])
  })

  it('name tests that exist, by their whole name', () => {
    const named = documents.flatMap((file) => [...read(file).matchAll(/`(test\/[\w./-]+|src\/[\w./-]+\.test\.ts)` › "([^"]+)"/g)])
    const missing = named.filter(([, file = '', name = '']) => !existsSync(file) || !read(file).includes(name)).map(([whole]) => whole)
    expect(missing).toEqual([])
  })

  it('show an institution file that is accepted', () => {
    expect(InstitutionSchema.safeParse(JSON.parse(read('examples/institution.json'))).error).toBeUndefined()
  })

  it('name every metric and every thing that the doctor looks at, and no other', () => {
    const operations = read('docs/operations.md')
    const firstCells = (after: string) => [...(operations.split(after)[1]?.split('\n\n')[1] ?? '').matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name).sort()
    const inCode = (file: string, pattern: RegExp) => [...new Set([...read(file).matchAll(pattern)].map(([, name]) => name))].sort()
    expect(firstCells('### Metrics')).toEqual(inCode('src/http/metrics.ts', /name: '(\w+)'/g))
    expect(firstCells('Run it after each change')).toEqual(inCode('src/commands/doctor.ts', /(?:what: |look\()'([^']+)'/g))
  })

  it('say the numbers of the policy', () => {
    const policy = standardPolicy
    const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]
    const said: [string, string][] = [
      ['SECURITY.md', `Codes have ${policy.codeDigits} digits and ${policy.codeTries} tries in ${policy.codeLifetime / minute} minutes`],
      ['SECURITY.md', `after ${policy.wrongCodesBeforeLong} wrong ones in a row for an employer they have ${policy.longCodeDigits}`],
      ['SECURITY.md', `at least ${policy.keyLengthAtLeast} characters`],
      ['docs/journeys/recovery.md', `${policy.codeLifetime / minute} minutes after the message was made, or ${policy.codeTries} wrong tries`],
      ['docs/journeys/recovery.md', `${policy.linkLifetime / minute} minutes, or until the next message`],
      ['docs/journeys/recovery.md', `never more than ${policy.linkLifetimeAtMost / hour} hours`],
      ['docs/journeys/recovery.md', `| ${policy.proofLifetime / minute} minutes after the code or link |`],
      ['docs/journeys/recovery.md', `after ${policy.resendAfter / 1000} seconds, ${policy.resendsPerCase} times in one case`],
      ['docs/journeys/recovery.md', `deleted ${policy.unprovenKept / hour} hours after`],
      ['docs/journeys/recovery.md', `(${policy.vetoWindow / hour} hours or two working days, the later)`],
      ['docs/journeys/recovery.md', `can still stop a case, for ${policy.removedContactVeto / day} days`],
      ['docs/journeys/recovery.md', `less than ${policy.coolOff / day} days before the case began`],
      ['docs/journeys/account.md', `a code of ${policy.codeDigits} digits, for ${policy.codeLifetime / minute} minutes and ${policy.codeTries} tries`],
      ['docs/journeys/account.md', `cools off for ${policy.coolOff / day} days`],
      ['docs/journeys/account.md', `the removed one too, for ${policy.removedContactVeto / day} days`],
      ['docs/journeys/account.md', `take the account back, for ${policy.removedContactVeto / day} days`],
      ['docs/journeys/account.md', `at most ${policy.contactsAtMost} contacts`],
      ['docs/journeys/account.md', `${policy.messagesPerHour} messages an hour, and after ${policy.messagesPerDayBeforeSlow} in a day one an hour`],
      ['docs/journeys/account.md', `${policy.vetoWindow / hour} hours or the end of the second working day`],
      ['docs/threat-model.md', `${policy.messagesPerHour} messages an hour to one holder, after ${policy.messagesPerDayBeforeSlow} in a day one an hour`],
      ['docs/operations.md', `${policy.messageRetries} times: about two days`],
      ['docs/operations.md', `${policy.sessionIdle / minute} minutes without use, ${policy.sessionAtMost / hour} hours in all`],
      ['docs/operations.md', `works once, for ${policy.enrolmentLinkLifetime / hour} hours`],
      ['docs/operations.md', `approves nothing for ${policy.staffApprovesAfter / hour} hours`],
      ['docs/operations.md', `those of staff ${policy.staffSessionIdle / minute} minutes and ${policy.staffSessionAtMost / hour} hours`],
      ['docs/threat-model.md', `It approves nothing for ${policy.staffApprovesAfter / hour} hours`],
    ]
    expect(said.filter(([file, text]) => !read(file).replace(/\s+/g, ' ').includes(text))).toEqual([])
    expect(policy.vetoWorkingDays).toBe(2)
  })

  it('list the employers, the persons and the staff of the demo', () => {
    for (const each of demoPersons) expect(read('README.md')).toContain(`| ${each.nationalId} | ${each.name} |`)
    expect(read('README.md')).toContain(`\`${demoBlockedKey}\``)
    for (const each of [...demoEmployers, demoNewEmployer])
      expect(read('README.md')).toContain(`| ${each.taxId} | ${each.branchCode} | ${each.nationalId} | ${each.name}`)
    for (const each of demoStaff) expect(read('README.md')).toContain(`| ${each.name} |`)
    for (const { key } of demoEmployers) if (key !== undefined) expect(read('README.md')).toContain(`\`${key}\``)
  })
})

describe('the first command of the README', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cerrajero-docs-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const [first = ''] = fencedBlocks(read('README.md'), 'sh')
  const start = first.trim().replace(/^npm ci && /, '')

  it('prints addresses that answer and its employers within 15 seconds, and stops when it is asked to', async () => {
    expect(start).toBe('npm start')
    const port = await freePort()
    const begun = Date.now()
    const demo = run(start, { CERRAJERO_LISTEN: `127.0.0.1:${port}`, CERRAJERO_DATA: folder })
    await Promise.race([demo.until('Ctrl+C'), demo.ended])
    const seconds = (Date.now() - begun) / 1000
    process.stdout.write(`the demo was ready ${seconds.toFixed(1)} s after its start\n`)
    expect(seconds).toBeLessThan(15 * stretch())
    for (const each of [...demoEmployers, demoNewEmployer]) expect(demo.said()).toContain(`${each.taxId}  ${each.branchCode}  ${each.nationalId}`)
    for (const each of demoPersons) expect(demo.said()).toContain(`  ${each.nationalId}  ${each.name}`)
    const addresses = [...demo.said().matchAll(/http:\S+/g)].map(([address]) => address)
    expect(addresses).toEqual(['/', '/demo/buzon', '/demo/personal', '/?lang=en'].map((path) => `http://localhost:${port}${path}`))
    for (const address of addresses) expect((await fetch(address)).status).toBe(200)
    demo.stop()
    await demo.ended
    expect(existsSync(join(folder, 'demo', 'database.lock'))).toBe(false)
  }, 120_000)

  it('says what to do and ends when its port is taken', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const address = taken.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const demo = run('node dist/main.js demo', { CERRAJERO_LISTEN: `127.0.0.1:${port}`, CERRAJERO_DATA: folder })
    expect(await demo.ended).toBe(2)
    expect(demo.said()).toContain(`127.0.0.1:${port} is in use by another program: set CERRAJERO_LISTEN`)
    taken.close()
  }, 120_000)
})

/** Runs a line of the documents as a shell would, in a process group of its own. */
function run(line: string, settings: Record<string, string>) {
  const child: ChildProcess = spawn('sh', ['-c', line], { env: { PATH: process.env.PATH, HOME: tmpdir(), ...settings }, detached: true })
  let output = ''
  const waiting = new Map<string, () => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (data) => {
      output += String(data)
      for (const [text, found] of waiting) if (output.includes(text)) found()
    })
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  const stop = () => {
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGINT')
  }
  onTestFinished(stop)
  return { said: () => output, until: (text: string) => new Promise<void>((found) => waiting.set(text, found)), ended, stop }
}
