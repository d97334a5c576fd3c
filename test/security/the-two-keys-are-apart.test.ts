import { afterAll, beforeAll, expect, it } from 'vitest'
import { codeTo, createHarness, createVisitor, type Harness, linkTo, solvedPuzzle } from '../harness.ts'
import { addHolder, type Holder } from './holders.ts'
import { addPerson, type Person, personalKey } from './persons.ts'
import { asked, byLink, recovered, signsIn } from './steps.ts'
import { askedUnlock, byUnlockLink, kept, replaced, signsInAsPerson } from './unlock-steps.ts'

// One person with a personal key who represents an employer; where it matters, with one mailbox for both.

const employerKey = 'la llave vieja de la empresa'
const newKey = 'mi abuela vende mangos verdes'
let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

async function both(shared: string): Promise<{ holder: Holder; person: Person }> {
  const contacts = [{ channel: 'email' as const, value: shared }]
  const holder = await addHolder(harness, { contacts })
  await recovered(harness, holder, employerKey)
  const person = await addPerson(harness, { nationalId: holder.nationalId, contacts })
  harness.advance(2 * 3_600_000)
  return { holder, person }
}

const rows = async (kind: 'employer' | 'personal', { holder, person }: { holder: Holder; person: Person }) => {
  const { db } = harness.context
  const [column, id] = kind === 'employer' ? (['branch_id', holder.branchId] as const) : (['person_id', person.personId] as const)
  const keys = await db.selectFrom('credential').selectAll().where(column, '=', id).orderBy('generation').execute()
  const ids = keys.map((key) => key.id)
  const sessions = await db.selectFrom(`${kind}_session`).selectAll().where('credential_id', 'in', ids).orderBy('hash').execute()
  const browsers = await db.selectFrom('known_browser').selectAll().where('credential_id', 'in', ids).orderBy('hash').execute()
  const cases =
    kind === 'employer'
      ? await db.selectFrom('recovery').selectAll().where('branch_id', '=', id).orderBy('id').execute()
      : await db.selectFrom('unlock').selectAll().where('person_id', '=', id).orderBy('id').execute()
  const budgets = await db.selectFrom('message_budget').selectAll().orderBy('key').execute()
  const mine = budgets.filter(({ key }) => key.startsWith('unlock_') === (kind === 'personal'))
  const [held] =
    kind === 'employer'
      ? await db.selectFrom('branch').select(['security_hold_since', 'hardened_since']).where('id', '=', id).execute()
      : await db.selectFrom('person').select('security_hold_since').where('id', '=', id).execute()
  return JSON.parse(JSON.stringify({ keys, sessions, browsers, cases, budgets: mine, held }))
}

it('unlocking, replacing and vetoing a personal key leaves the key, sessions, cases and messages of the employer as they were', async () => {
  const two = await both('uno@aparte.example')
  const employer = createVisitor(harness)
  await employer.signIn(two.holder, employerKey)
  await asked(harness, two.holder)
  const before = await rows('employer', two)
  await kept(harness, two.person)
  harness.advance(3_600_000)
  await replaced(harness, two.person, newKey)
  expect((await createVisitor(harness).post(linkTo(harness, two.person.email, '/v/'), {})).headers.location).toContain('/v/hecho/frozen')
  expect(await rows('employer', two)).toEqual(before)
  expect(await signsIn(harness, two.holder, employerKey)).toBe(true)
})

it('recovering an employer key and vetoing it leaves the personal key, its sessions, cases and messages as they were', async () => {
  const two = await both('dos@aparte.example')
  const own = createVisitor(harness)
  await own.signInAsPerson(two.person.nationalId, personalKey)
  await askedUnlock(harness, two.person)
  const before = await rows('personal', two)
  await recovered(harness, two.holder, newKey)
  expect((await createVisitor(harness).post(linkTo(harness, two.holder.email, '/v/'), {})).headers.location).toContain('/v/hecho/frozen')
  expect(await rows('personal', two)).toEqual(before)
  expect(await signsInAsPerson(harness, two.person, personalKey)).toBe(true)
})

it('no code, link, cookie or solved check of one kind opens anything of the other', async () => {
  const two = await both('tres@aparte.example')
  const recovering = await asked(harness, two.holder)
  const recoveryCode = codeTo(harness, two.holder.email)
  const recoveryLink = linkTo(harness, two.holder.email, '/r/')
  const unlocking = await askedUnlock(harness, two.person)
  const unlockCode = codeTo(harness, two.person.email)
  const unlockLink = linkTo(harness, two.person.email, '/d/')

  expect((await recovering.enterCode(unlockCode)).statusCode).toBe(422)
  expect((await unlocking.enterUnlockCode(recoveryCode)).statusCode).toBe(422)
  for (const link of [
    unlockLink.replace('/d/', '/r/'),
    recoveryLink.replace('/r/', '/d/'),
    unlockLink.replace('/d/', '/v/'),
    recoveryLink.replace('/r/', '/v/'),
  ]) {
    expect((await createVisitor(harness).get(link)).statusCode, link.slice(0, 3)).toBe(410)
    expect((await createVisitor(harness).post(link, {})).statusCode, link.slice(0, 3)).toBe(410)
  }

  const holder = await byLink(harness, two.holder)
  const person = await byUnlockLink(harness, two.person)
  const crossed = createVisitor(harness)
  crossed.cookies.set('unlock', holder.cookies.get('recovery') ?? '')
  crossed.cookies.set('recovery', person.cookies.get('unlock') ?? '')
  expect((await crossed.get('/personal/desbloquear/opcion')).headers.location).toBe('/personal/desbloquear')
  expect((await crossed.keepKey()).headers.location).toBe('/personal/desbloquear/opcion')
  expect((await crossed.setPersonalKey(newKey)).headers.location).toBe('/personal/desbloquear/opcion')
  expect((await crossed.setKey(newKey)).headers.location).toBe('/empleador/recuperar/clave')
  expect(await signsInAsPerson(harness, two.person, newKey)).toBe(false)
  expect(await signsIn(harness, two.holder, newKey)).toBe(false)

  const recoveryPuzzle = await solvedPuzzle(harness)
  expect((await createVisitor(harness).startUnlock(two.person.nationalId, recoveryPuzzle)).statusCode).toBe(422)
  expect((await createVisitor(harness).start(two.holder, await solvedPuzzle(harness, { form: 'unlock' }))).statusCode).toBe(422)
})

it('a flood of messages for one kind leaves the other its own', async () => {
  const two = await both('cuatro@aparte.example')
  for (let time = 0; time < 8; time += 1) await createVisitor(harness).start(two.holder)
  await harness.settled()
  const before = harness.inbox.received.length
  await askedUnlock(harness, two.person)
  expect(harness.inbox.received.length).toBe(before + 1)
})
