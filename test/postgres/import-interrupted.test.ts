import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { demoInstitution } from '../../src/demo/institution.ts'
import { confirmImport } from '../../src/registry/import/confirm-import.ts'
import { withImportLock } from '../../src/registry/import/import-lock.ts'
import { codeTo, createHarness, createVisitor, type Harness } from '../harness.ts'
import { cedula, importPeople, pensioner } from '../people-file.ts'
import { bakery, companyTaxId, contactsOf, emptyRegistry, importLines, importText, registryContents, registryText } from '../registry-file.ts'

let harness: Harness
beforeEach(async () => {
  harness = await createHarness({ policy: { importHeldAbove: 1000 } })
  await emptyRegistry(harness)
})
afterEach(() => harness.close())

/** More lines than are applied at once. */
const many = (changes: Parameters<typeof bakery>[0] = {}) =>
  Array.from({ length: 4100 }, (_, at) => bakery({ tax_id: companyTaxId(at), email: `c${at}@pan.example`, phone: '', ...changes }))

/** What the registry holds without what differs from run to run: ids and times. */
const comparable = async () =>
  (await registryContents(harness))
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\dT[^"]+/g, '·')
    .split('\n')
    .sort()

it('runs one import at a time', async () => {
  const inside = await withImportLock(harness.context.db, () => importLines(harness, [bakery()]))
  expect(inside).toMatchObject({ outcome: 'busy' })
  expect(await importLines(harness, [bakery()])).toMatchObject({ outcome: 'applied' })
})

/** A harness whose third span never ends. */
function cutShort(): Harness {
  let spans = 0
  const { clock } = harness.context
  const broken = {
    ...harness.context,
    clock: async (tx: Parameters<typeof clock>[0]) => {
      spans += 1
      if (spans === 3) throw new Error('the power went')
      return clock(tx)
    },
  }
  return { ...harness, context: broken }
}

describe('an import that is cut short', () => {
  it('goes on where it stopped, tells each contact once, and ends as if nothing had happened', { timeout: 120_000 }, async () => {
    await importLines(harness, many())
    const changed = many().map((line, at) => (at % 1000 === 0 ? { ...line, email: `nuevo${at}@pan.example`, as_of: '2026-02-28' } : line))
    await expect(importLines(cutShort(), changed)).rejects.toThrow('the power went')

    const cut = await importLines(harness, changed)
    if (cut.outcome !== 'unfinished') throw new Error(`was ${cut.outcome}`)
    expect(await confirmImport(harness.context, { id: cut.id, operator: 'ana' })).toMatchObject({ outcome: 'applied', contactsChanged: 5 })
    const finished = await comparable()
    const notices = () => harness.context.db.selectFrom('notice').select('branch_id').where('kind', '=', 'contact.changed').execute()
    expect(new Set((await notices()).map(({ branch_id }) => branch_id)).size).toBe(5)
    expect(await notices()).toHaveLength(5)

    expect(await importLines(harness, changed)).toMatchObject({ outcome: 'applied', difference: { contacts: 0 } })
    const after = await comparable()
    expect(after.filter((row, at) => row !== finished[at]).slice(0, 3)).toEqual([])
    const { rows } = await sql<{ left: number }>`select count(*)::int as left from import_row`.execute(harness.context.db)
    expect(rows).toEqual([{ left: 0 }])
  })

  it('of people goes on as well, and brings each of them, their key and their contacts once', { timeout: 120_000 }, async () => {
    const people = Array.from({ length: 4100 }, (_, at) => pensioner({ national_id: cedula(at), email: `p${at}@casa.example`, phone: '' }))
    await expect(importPeople(cutShort(), people)).rejects.toThrow('the power went')
    const cut = await importPeople(harness, people)
    if (cut.outcome !== 'unfinished') throw new Error(`was ${cut.outcome}`)
    expect(await confirmImport(harness.context, { id: cut.id, operator: 'ana' })).toMatchObject({ outcome: 'applied', contactsChanged: 0 })
    const { rows } = await sql<object>`
      select (select count(*)::int from person where source = 'people') as people, (select count(*)::int from credential where kind = 'personal') as keys,
        (select count(*)::int from contact where person_id is not null and cools_until is null) as contacts,
        (select count(*)::int from notice) as notices, (select count(*)::int from import_row) as "left"`.execute(harness.context.db)
    expect(rows).toEqual([{ people: 4100, keys: 4100, contacts: 4100, notices: 0, left: 0 }])
    const before = await comparable()
    expect(await importPeople(harness, people)).toMatchObject({ outcome: 'applied', difference: { newPeople: 0, contacts: 0 } })
    expect(await comparable()).toEqual(before)
  })

  it('leaves nothing of a file that was refused or whose reading was cut short', async () => {
    await expect(importText(harness, 'ruc,nombre\n1,2\n')).rejects.toThrow('is not known')
    await harness.context.db
      .insertInto('registry_import')
      .values({ id: harness.context.random.uuid(), format: 'registry', state: 'staging', operator: 'ana', started_at: harness.now() })
      .execute()
    await importLines(harness, [bakery()])
    expect(await harness.context.db.selectFrom('registry_import').select('state').where('state', '=', 'staging').execute()).toEqual([])
  })
})

it('never lets a proof stand that a contact gave while the file removed it', async () => {
  const companies = Array.from({ length: 12 }, (_, at) => bakery({ tax_id: companyTaxId(at), email: `c${at}@pan.example`, phone: '' }))
  await importLines(harness, companies)
  const people = await Promise.all(
    companies.map(async (company) => {
      const person = createVisitor(harness)
      await person.start({ taxId: company.tax_id ?? '', branchCode: '0001', nationalId: '1700000092' })
      return { person, email: company.email ?? '' }
    }),
  )
  await harness.settled()
  const codes = people.map(({ email }) => codeTo(harness, email))
  const proofs = people.map(async ({ person }, at) => {
    await new Promise((resolve) => setTimeout(resolve, at * 12))
    return person.enterCode(codes[at] ?? '')
  })
  const report = await importLines(
    harness,
    companies.map((line) => ({ ...line, as_of: '2026-02-28', email: `nuevo-${line.email}` })),
  )
  expect(report.outcome).toBe('applied')
  expect((await Promise.all(proofs)).every(({ statusCode }) => statusCode === 303)).toBe(true)
  expect(await harness.context.db.selectFrom('recovery').select(['state', 'office_reason']).distinct().execute()).toEqual([
    { state: 'needs_office', office_reason: 'no_usable_contact' },
  ])
  expect((await contactsOf(harness, companyTaxId(3))).map(({ status }) => status).sort()).toEqual(['active', 'removed'])
})

it('never lets a proof of a person stand either', async () => {
  const people = Array.from({ length: 12 }, (_, at) => pensioner({ national_id: cedula(at), email: `p${at}@casa.example`, phone: '' }))
  await importPeople(harness, people)
  const asking = await Promise.all(
    people.map(async (line) => {
      const browser = createVisitor(harness)
      await browser.startUnlock(line.national_id ?? '')
      return { browser, email: line.email ?? '' }
    }),
  )
  await harness.settled()
  const codes = asking.map(({ email }) => codeTo(harness, email))
  const proofs = asking.map(async ({ browser }, at) => {
    await new Promise((resolve) => setTimeout(resolve, at * 12))
    return browser.enterUnlockCode(codes[at] ?? '')
  })
  const report = await importPeople(
    harness,
    people.map((line) => ({ ...line, as_of: '2026-02-28', email: `nueva-${line.email}` })),
  )
  expect(report.outcome).toBe('applied')
  expect((await Promise.all(proofs)).every(({ statusCode }) => statusCode === 303)).toBe(true)
  expect(await harness.context.db.selectFrom('unlock').select(['state', 'office_reason']).distinct().execute()).toEqual([
    { state: 'needs_office', office_reason: 'no_usable_contact' },
  ])
})

it('refuses in the database that whoever started an import confirms it', async () => {
  const values = {
    id: harness.context.random.uuid(),
    format: 'registry',
    state: 'staging',
    operator: 'ana',
    confirmed_by: 'ana',
    started_at: harness.now(),
  } as const
  await expect(harness.context.db.insertInto('registry_import').values(values).execute()).rejects.toThrow('check constraint')
})

describe('the command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cerrajero-import-command-'))
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  function run(args: string[], url: string) {
    const env = { PATH: process.env.PATH, DATABASE_URL: url, CERRAJERO_INSTITUTION: join(folder, 'institution.json') }
    return new Promise<{ status: number; stdout: string; stderr: string }>((resolve) => {
      execFile(process.execPath, ['dist/main.js', 'import', ...args], { env }, (error, stdout, stderr) =>
        resolve({ status: Number(error?.code ?? 0), stdout, stderr }),
      )
    })
  }

  it('exits 0 when all was loaded, 2 when a line was not, 3 when another operator has to look', async () => {
    const { policy: _, ...institution } = demoInstitution
    writeFileSync(join(folder, 'institution.json'), JSON.stringify(institution))
    const url = harness.databaseUrl ?? ''
    const file = (lines: Parameters<typeof registryText>[0]) => {
      writeFileSync(join(folder, 'file.csv'), registryText(lines))
      return join(folder, 'file.csv')
    }
    const baseline = await run(['--baseline', 'examples/registry.csv'], url)
    expect(baseline).toMatchObject({ status: 0, stderr: '' })
    expect(baseline.stdout).toContain('6 lines good, 0 bad.')
    expect(await run(['examples/registry.csv', '--baseline'], url)).toMatchObject({ status: 2, stderr: expect.stringContaining('empty registry') })

    const bad = await run([file([bakery({ tax_id: '1790000109001', as_of: '2026-02-28', branch_code: '7' }), bakery({ email: 'nada' })]), '--dry-run'], url)
    expect(bad).toMatchObject({ status: 2, stderr: 'line 3: email is not an e-mail address\n' })

    const held = await run(
      [file([bakery({ tax_id: '0911111110001', employer_kind: 'natural_person', email: 'otro@taller.example', as_of: '2026-02-28' })])],
      url,
    )
    expect(held).toMatchObject({ status: 3, stderr: '' })
    const id = /import confirm (\S+)/.exec(held.stdout)?.[1] ?? ''
    expect(await run(['confirm', id], url)).toMatchObject({ status: 2, stderr: expect.stringContaining('cannot confirm it') })
    expect(await run(['confirm', 'x'], url)).toMatchObject({ status: 2, stderr: 'There is no import with this ID.\n' })
    expect(await run(['x.csv', '--format', 'other'], url)).toMatchObject({ status: 2, stderr: '--format other: is none of registry, people, sri\n' })
    const people = await run(['--baseline', 'examples/people.csv', '--format', 'people'], url)
    expect(people).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('5 lines good, 0 bad.\nNew: 5 people.\n') })
    expect(await run(['--baseline', 'examples/people.csv', '--format', 'people'], url)).toMatchObject({
      status: 2,
      stderr: '--baseline is for the first file of people, and one was loaded before. Leave it out.\n',
    })
    expect(await run(['nowhere.csv'], url)).toMatchObject({ status: 2, stderr: expect.stringContaining('nowhere.csv') })
  })
})
