import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sweep } from '../../src/operations/sweep.ts'
import { createHarness, createVisitor, type Harness, linkTo, mailTo, type Visitor } from '../harness.ts'
import { addHolder, type Holder } from '../security/holders.ts'
import { givePersonalKeyTo, longUnused, personalKey, saveCode } from '../security/proofs.ts'
import { asked, newKey, proven, signsIn, vetoed } from '../security/steps.ts'

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]
const paths = { key: '/empleador/recuperar/clave', saved: '/empleador/recuperar/codigo-guardado', personal: '/empleador/recuperar/clave-personal' }

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

let made = 0
/** An employer whose first contact is the one to prove with, beside the others. */
function holderOf(kind: 'ordinary' | 'cooling' | 'doubtful', besides: 'nobody' | 'older' = 'nobody'): Promise<Holder> {
  made += 1
  const proving = {
    ordinary: {},
    cooling: { since: new Date(harness.now().getTime() - 4 * day), coolsUntil: new Date(harness.now().getTime() + 3 * day) },
    doubtful: { lastUsedAt: longUnused(harness) },
  }[kind]
  const contacts = [{ channel: 'email' as const, value: `primero${made}@prueba.example`, ...proving }]
  return addHolder(harness, { contacts: besides === 'older' ? [...contacts, { channel: 'email', value: `otro${made}@prueba.example` }] : contacts })
}
const other = () => `otro${made}@prueba.example`
const harden = (holder: Holder) => harness.context.db.updateTable('branch').set({ hardened_since: harness.now() }).where('id', '=', holder.branchId).execute()

const shows = async (visitor: Visitor) => (await visitor.get(paths.key)).body
const offersOf = async (visitor: Visitor) => {
  const body = await shows(visitor)
  return [body.includes('Otro contacto de la empresa') && 'other', body.includes(paths.saved) && 'saved', body.includes(paths.personal) && 'personal'].filter(
    Boolean,
  )
}
const give = (visitor: Visitor, code: string) => visitor.post(paths.saved, { codigo: code })
const givePersonal = (visitor: Visitor, key: string) => visitor.post(paths.personal, { clave: key })

/** Sets the key and signs in with it elsewhere. */
async function finishes(visitor: Visitor, holder: Holder) {
  const set = await visitor.setKey(newKey)
  return set.headers.location === '/empleador/recuperar/listo' && (await signsIn(harness, holder, newKey))
}

describe('a contact that is cooling off', () => {
  it('is completed by the link that went to an older one', async () => {
    const holder = await holderOf('cooling', 'older')
    const visitor = await proven(harness, holder)
    expect(await shows(visitor)).toContain('se cambió hace poco')
    expect(await offersOf(visitor)).toEqual(['other'])
    expect((await visitor.setKey(newKey)).headers.location).toBe(paths.key)
    await visitor.post(linkTo(harness, other(), '/r/'), {})
    expect(await finishes(visitor, holder)).toBe(true)
  })

  it('is completed by a saved code made before the change, however it is written, which is then used up', async () => {
    const holder = await holderOf('cooling')
    const code = await saveCode(harness, holder, 30)
    const visitor = await proven(harness, holder)
    expect(await offersOf(visitor)).toEqual(['saved'])
    expect((await visitor.get(paths.saved)).statusCode).toBe(200)
    const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')
    expect((await give(visitor, typed)).headers.location).toBe(paths.key)
    expect(await shows(visitor)).toContain('Cree la clave nueva')
    expect(await finishes(visitor, holder)).toBe(true)
    const kept = await harness.context.db.selectFrom('saved_code').select('ended_by').where('branch_id', '=', holder.branchId).execute()
    expect(kept).toEqual([{ ended_by: 'used' }])
  })

  it.each([
    ['made after the change', (holder: Holder) => saveCode(harness, holder, 1)],
    ['that there is not', async () => ''],
  ])('is for the office with a saved code %s', async (_which, prepare) => {
    const holder = await holderOf('cooling')
    await prepare(holder)
    const visitor = await proven(harness, holder)
    expect(await shows(visitor)).toContain('sigue en una oficina')
    expect(await shows(visitor)).toContain('si puede esperar, empiece otra vez en línea ese día')
    expect((await visitor.get(paths.saved)).headers.location).toBe(paths.key)
    expect((await visitor.get(paths.personal)).headers.location).toBe(paths.key)
  })
})

describe('a doubtful contact', () => {
  it('is completed by the saved code', async () => {
    const holder = await holderOf('doubtful')
    const code = await saveCode(harness, holder)
    const visitor = await proven(harness, holder)
    expect(await offersOf(visitor)).toEqual(['saved', 'personal'])
    await give(visitor, code)
    expect(await finishes(visitor, holder)).toBe(true)
  })

  it('is completed by the personal key of the representative, which opens no session', async () => {
    const holder = await holderOf('doubtful')
    await givePersonalKeyTo(harness, holder.nationalId)
    const visitor = await proven(harness, holder)
    const cookies = [...visitor.cookies.keys()]
    expect((await visitor.get(paths.personal)).body).toContain(holder.nationalId)
    expect((await givePersonal(visitor, 'otra clave que no es la suya')).statusCode).toBe(422)
    expect((await givePersonal(visitor, personalKey)).headers.location).toBe(paths.key)
    expect([...visitor.cookies.keys()]).toEqual(cookies)
    expect(await harness.context.db.selectFrom('personal_session').select('hash').execute()).toEqual([])
    expect(await finishes(visitor, holder)).toBe(true)
    const failures = await harness.context.db.selectFrom('limit_window').select('count').where('name', '=', 'sign_in_failures_holder').execute()
    expect(failures).toEqual([])
  })

  it('is completed by the link that went to another contact, which is enough by itself', async () => {
    const holder = await holderOf('doubtful', 'older')
    const visitor = await proven(harness, holder)
    expect(await offersOf(visitor)).toEqual(['other', 'personal'])
    const phone = createVisitor(harness)
    await phone.post(linkTo(harness, other(), '/r/'), {})
    expect(await finishes(phone, holder)).toBe(true)
  })

  it('is completed by a wait that everybody hears of, is reminded of once, and ends with a fresh link', async () => {
    const holder = await holderOf('doubtful', 'older')
    const visitor = await proven(harness, holder)
    const { wait_ends_at: endsAt } = await harness.context.db
      .selectFrom('recovery_evidence')
      .innerJoin('recovery', 'recovery.id', 'recovery_evidence.recovery_id')
      .select('wait_ends_at')
      .where('branch_id', '=', holder.branchId)
      .executeTakeFirstOrThrow()
    if (endsAt === null) throw new Error('no wait began')
    expect(endsAt.getTime() - harness.now().getTime()).toBeGreaterThanOrEqual(day - minute)
    expect(await shows(visitor)).toContain('Hay que esperar')
    const told = mailTo(harness, other())[0]?.message
    expect(told?.subject).toContain('puede detenerlo')
    expect(JSON.stringify(told?.blocks)).toContain('/v/')
    const count = () => mailTo(harness, other()).length + mailTo(harness, holder.email).length
    const before = count()
    await sweep(harness.context)
    await harness.settled()
    expect(count()).toBe(before)

    harness.advance(endsAt.getTime() - harness.now().getTime() - 11 * hour)
    for (let times = 0; times < 2; times += 1) await sweep(harness.context)
    await harness.settled()
    expect(count()).toBe(before + 2)
    expect(mailTo(harness, other())[0]?.message.subject).toContain('Recordatorio')

    harness.advance(11 * hour + minute)
    await Promise.all([sweep(harness.context), sweep(harness.context)])
    await harness.settled()
    expect(count()).toBe(before + 3)
    expect(mailTo(harness, holder.email)[0]?.message.subject).toContain('Terminó la espera')
    expect(await shows(visitor)).toContain('La espera terminó')
    expect((await visitor.setKey(newKey)).headers.location).toBe(paths.key)

    const later = createVisitor(harness)
    expect((await later.post(linkTo(harness, holder.email, '/r/'), {})).headers.location).toBe(paths.key)
    expect(await finishes(later, holder)).toBe(true)
  })

  it('is stopped by a veto during the wait, and then no link comes', async () => {
    const holder = await holderOf('doubtful', 'older')
    const visitor = await proven(harness, holder)
    expect(await vetoed(harness, other())).toBe('disputed')
    const body = await shows(visitor)
    expect(body).toContain('Un contacto detuvo este trámite')
    expect(body).toContain('Lo avisó el')
    harness.advance(10 * day)
    const before = mailTo(harness, holder.email).length
    await sweep(harness.context)
    await harness.settled()
    expect(mailTo(harness, holder.email).length).toBe(before + 1) // that it was stopped
    expect(mailTo(harness, holder.email)[0]?.message.subject).toContain('Se detuvo')
  })
})

describe('hardened recovery', () => {
  it('is completed by the saved code', async () => {
    const holder = await holderOf('ordinary')
    await harden(holder)
    const code = await saveCode(harness, holder)
    const visitor = await proven(harness, holder)
    expect(await shows(visitor)).toContain('pide que un contacto solo no baste')
    expect(await offersOf(visitor)).toEqual(['saved', 'personal'])
    await give(visitor, code)
    expect(await finishes(visitor, holder)).toBe(true)
  })

  it('sends a contact that cools off to the link of an older one, beside which the saved code then counts', async () => {
    const holder = await holderOf('cooling', 'older')
    await harden(holder)
    const code = await saveCode(harness, holder)
    const visitor = await proven(harness, holder)
    expect(await offersOf(visitor)).toEqual(['other', 'saved'])
    await visitor.post(linkTo(harness, other(), '/r/'), {})
    expect(await offersOf(visitor)).toEqual(['saved', 'personal'])
    await give(visitor, code)
    expect(await finishes(visitor, holder)).toBe(true)
  })

  it('is for everybody where the institution asks for it', async () => {
    const strict = await createHarness({ policy: { hardenedForAll: 1 } })
    const holder = await addHolder(strict)
    const visitor = await proven(strict, holder)
    await visitor.setKey(newKey)
    expect(await signsIn(strict, holder, newKey)).toBe(false)
    await visitor.post(paths.saved, { codigo: await saveCode(strict, holder) })
    await visitor.setKey(newKey)
    expect(await signsIn(strict, holder, newKey)).toBe(true)
    await strict.close()
  })

  it('is completed by the personal key, and never by another contact or by waiting', async () => {
    const holder = await holderOf('doubtful', 'older')
    await harden(holder)
    await givePersonalKeyTo(harness, holder.nationalId)
    const visitor = await proven(harness, holder)
    await visitor.post(linkTo(harness, other(), '/r/'), {})
    expect(await offersOf(visitor)).toEqual(['personal'])
    expect((await visitor.setKey(newKey)).headers.location).toBe(paths.key)
    await givePersonal(visitor, personalKey)
    expect(await finishes(visitor, holder)).toBe(true)
  })
})

it('a page of one proof goes back to where the case is when it is not asked for', async () => {
  const visitor = createVisitor(harness)
  for (const path of [paths.saved, paths.personal]) expect((await visitor.get(path)).headers.location).toBe('/empleador/recuperar')
  const holder = await holderOf('ordinary')
  const asking = await asked(harness, holder)
  for (const path of [paths.saved, paths.personal]) expect((await asking.get(path)).headers.location).toBe('/empleador/recuperar/codigo')
  expect((await give(asking, 'ABCD')).headers.location).toBe('/empleador/recuperar/codigo')
  expect((await givePersonal(asking, personalKey)).headers.location).toBe('/empleador/recuperar/codigo')
  const done = await proven(harness, holder)
  for (const path of [paths.saved, paths.personal]) expect((await done.get(path)).headers.location).toBe(paths.key)
})

it('says the same in English', async () => {
  const holder = await holderOf('doubtful')
  await saveCode(harness, holder)
  const visitor = await proven(harness, holder)
  expect((await visitor.get(`${paths.key}?lang=en`)).body).toContain('You have to wait')
  expect((await visitor.get(`${paths.saved}?lang=en`)).body).toContain('Saved code')
  expect((await visitor.get(`${paths.personal}?lang=en`)).body).toContain('it opens no session')
})
