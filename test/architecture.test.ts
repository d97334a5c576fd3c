import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

// The dependency rule of the design: pages → verbs → rules and stores → the database. Break each guard once on purpose after changing it.

const foundations = ['http', 'ui', 'db', 'audit', 'limits', 'jobs', 'notifications']
const journeys = ['recovery', 'replacement', 'unlock', 'veto', 'sign-in', 'account', 'guide', 'staff']
const rules = [
  'src/account/account.ts',
  'src/proof/codes.ts',
  'src/replacement/replacement.ts',
  'src/replacement/terms.ts',
  'src/staff/staff.ts',
  'src/recovery/recovery.ts',
  'src/unlock/unlock.ts',
  'src/veto/veto.ts',
  'src/evidence/evidence.ts',
  'src/contacts/contacts.ts',
  'src/credentials/credentials.ts',
  'src/credentials/new-key.ts',
  'src/guide/door-of.ts',
  'src/guide/filing.ts',
  'src/guide/how-long.ts',
  'src/registry/identifiers.ts',
  'src/registry/import/import.ts',
  'src/offices/calendar-date.ts',
  'src/offices/working-days.ts',
]
const maxLines = 300

type Import = { from: string; typesOnly: boolean }
type Source = { file: string; text: string; imports: Import[] }

function importsOf(file: string, text: string): Import[] {
  const statements = [...text.matchAll(/^(?:import|export)\s+(type\s)?(?:[\w*{][^'"]*?\sfrom\s+)?'([^']+)'/gm), ...text.matchAll(/\bimport\((t?)'([^']+)'\)/g)]
  return statements.map(([, types, specifier = '']) => ({
    from: specifier.startsWith('.') ? normalize(join(dirname(file), specifier)) : specifier,
    typesOnly: types !== undefined && types !== '',
  }))
}

const sources: readonly Source[] = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((name) => join('src', name))
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|\.d\.ts$/.test(file))
  .map((file) => {
    const text = readFileSync(file, 'utf8')
    return { file, text, imports: importsOf(file, text) }
  })

/** `src/recovery/pages/code.page.tsx` belongs to `recovery`; a file directly in `src` belongs to none. */
const featureOf = (path: string) => (path.startsWith('src/') && path.split('/').length > 2 ? (path.split('/')[1] ?? '') : '')
const isPage = ({ file }: Source) => /\.page\.tsx?$/.test(file)
const isStore = (path: string) => basename(path) === 'store.ts'

/** Every import that breaks a rule, as `file → what it imports`: an empty list is what each test wants to see. */
const offences = (among: readonly Source[], isForbidden: (each: Import, source: Source) => boolean) =>
  among.flatMap((source) => source.imports.filter((each) => isForbidden(each, source)).map((each) => `${source.file} → ${each.from}`))

describe('the dependency rule', () => {
  it('reads the sources and their imports, over several lines too', () => {
    expect(sources.length).toBeGreaterThan(80)
    expect(importsOf('src/a/b.ts', "import {\n  type A,\n  b,\n} from '../c.ts'\nimport type { D } from 'd'\nexport { e } from './e.ts'")).toEqual([
      { from: 'src/c.ts', typesOnly: false },
      { from: 'd', typesOnly: true },
      { from: 'src/a/e.ts', typesOnly: false },
    ])
  })

  it('lets rules import types and other rules only', () => {
    const among = sources.filter(({ file }) => rules.includes(file))
    expect(among.map(({ file }) => file).sort()).toEqual([...rules].sort())
    expect(offences(among, ({ from, typesOnly }) => !typesOnly && !rules.includes(from))).toEqual([])
  })

  it('lets a feature reach its own store alone', () => {
    expect(offences(sources, ({ from }, { file }) => isStore(from) && featureOf(from) !== featureOf(file))).toEqual([])
  })

  it('lets no page reach a store, the database or the queue', () => {
    const forbidden = ({ from, typesOnly }: Import) => !typesOnly && (isStore(from) || from === 'kysely' || /^src\/(?:db|jobs|audit)\//.test(from))
    expect(offences(sources.filter(isPage), forbidden)).toEqual([])
  })

  it('lets no verb, rule or store reach a page', () => {
    const inside = sources.filter((source) => !isPage(source) && journeys.includes(featureOf(source.file)))
    expect(offences(inside, ({ from, typesOnly }) => !typesOnly && /\.page\.tsx?$/.test(from))).toEqual([])
  })

  it('keeps the foundations from knowing a journey', () => {
    const among = sources.filter(({ file }) => foundations.includes(featureOf(file)))
    // The schema names the closed unions that its columns hold.
    const isSchema = (source: Source, { typesOnly }: Import) => /^src\/db\/(?:database|office-tables)\.ts$/.test(source.file) && typesOnly
    expect(offences(among, (each, source) => journeys.includes(featureOf(each.from)) && !isSchema(source, each))).toEqual([])
  })

  it('lets db/open.ts and the pool it opens alone know which database is underneath, and the queue', () => {
    expect(
      offences(
        sources.filter(({ file }) => !['src/db/open.ts', 'src/db/postgres-pool.ts'].includes(file) && featureOf(file) !== 'jobs'),
        ({ from, typesOnly }) => !typesOnly && (from === 'pg' || from === '@electric-sql/pglite'),
      ),
    ).toEqual([])
  })
})

describe('the house rules', () => {
  const filesWith = (pattern: RegExp, but: readonly string[] = []) =>
    sources.filter(({ file, text }) => pattern.test(text.replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '')) && !but.includes(file)).map(({ file }) => file)

  it('reads the environment in config.ts alone', () => {
    expect(filesWith(/process\.env/, ['src/config.ts'])).toEqual([])
  })

  it('takes the time from the clock that is passed in, wherever something is decided by it', () => {
    const decides = [...journeys, 'proof', 'evidence', 'contacts', 'credentials', 'registry', 'limits', 'notifications', 'offices']
    // The puzzle's library compares its own end with this machine's clock; what counts is the database's, in spendPuzzle.
    const among = filesWith(/Date\.now\(\)|new Date\(\)/, ['src/limits/proof-of-work.ts']).filter((file) => decides.includes(featureOf(file)))
    expect(among).toEqual([])
  })

  it('never reads the database outside the transaction of a verb', () => {
    const among = filesWith(/context\.db\b(?!\.transaction\(\)|[,:])/).filter(
      (file) => journeys.includes(featureOf(file)) || featureOf(file) === 'notifications',
    )
    expect(among).toEqual([])
  })

  it('has no default export', () => {
    expect(filesWith(/^export default|export\s*\{[^}]*\bas default\b/m)).toEqual([])
  })

  it(`has no file of more than ${maxLines} lines but catalogues of texts and words`, () => {
    const long = sources.filter(({ file, text }) => text.split('\n').length > maxLines && !/texts\.\w+\.ts$|-words\.ts$/.test(file))
    const tests = readdirSync('test', { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name))
    const longTests = tests.filter((name) => readFileSync(join('test', name), 'utf8').split('\n').length > maxLines)
    expect([...long.map(({ file }) => file), ...longTests]).toEqual([])
  })
})
