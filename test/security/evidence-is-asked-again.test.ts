import { afterAll, beforeAll, expect, it } from 'vitest'
import { codeTo, createHarness, createVisitor, type Harness, linkTo, mailTo } from '../harness.ts'
import { addHolder, type Holder } from './holders.ts'
import { asked, byLink, newKey, proven, signsIn } from './steps.ts'

const day = 86_400_000
let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const keyPage = (holder: Holder) => proven(harness, holder).then((browser) => browser.get('/empleador/recuperar/clave'))

it.each([
  [
    'the representation ended',
    'representante legal vigente',
    (holder: Holder) => harness.context.db.updateTable('representation').set({ valid_to: '2020-02-01' }).where('employer_id', '=', holder.employerId).execute(),
  ],
  [
    'the contact was removed',
    'ya no consta en el registro',
    (holder: Holder) =>
      harness.context.db.updateTable('contact').set({ status: 'removed', removed_at: harness.now() }).where('branch_id', '=', holder.branchId).execute(),
  ],
  [
    'the contact began to cool off',
    'se cambió hace poco',
    (holder: Holder) =>
      harness.context.db
        .updateTable('contact')
        .set({ cools_until: new Date(harness.now().getTime() + day) })
        .where('branch_id', '=', holder.branchId)
        .execute(),
  ],
  [
    'a message bounced',
    'no es suficiente por sí solo',
    (holder: Holder) => harness.context.db.updateTable('contact').set({ bounced_at: harness.now() }).where('branch_id', '=', holder.branchId).execute(),
  ],
  [
    'a hold was set',
    'retenida por seguridad',
    (holder: Holder) =>
      harness.context.db
        .updateTable('branch')
        .set({ security_hold_since: harness.now(), security_hold_reason: 'key_frozen_by_veto' })
        .where('id', '=', holder.branchId)
        .execute(),
  ],
  [
    'the employer was closed',
    'consta como cerrado',
    (holder: Holder) => harness.context.db.updateTable('employer').set({ status: 'closed' }).where('id', '=', holder.employerId).execute(),
  ],
])('no key is set when, between the proof and the key, %s', async (_what, words, change) => {
  const holder = await addHolder(harness)
  const owner = await proven(harness, holder)
  expect((await owner.get('/empleador/recuperar/clave')).body).toContain(holder.name)
  await change(holder)
  expect((await owner.setKey(newKey)).headers.location).toBe('/empleador/recuperar/clave')
  expect((await owner.get('/empleador/recuperar/clave')).body).toContain(words)
  expect(await signsIn(harness, holder, newKey)).toBe(false)
  const { generation } = await harness.context.db
    .selectFrom('credential')
    .select((eb) => eb.fn.max('generation').as('generation'))
    .where('branch_id', '=', holder.branchId)
    .executeTakeFirstOrThrow()
  expect(generation).toBe(1)
})

it('a contact that is not enough is not enough the second time either, by its link or in another case', async () => {
  const holder = await addHolder(harness, {
    contacts: [{ channel: 'email', value: 'dormido@nadie.example', lastUsedAt: new Date(harness.now().getTime() - 731 * day) }],
  })
  expect((await keyPage(holder)).body).toContain('no es suficiente por sí solo')
  for (let time = 0; time < 2; time += 1) {
    const again = await byLink(harness, holder)
    expect((await again.get('/empleador/recuperar/clave')).body).toContain('no es suficiente por sí solo')
    await again.setKey(newKey)
  }
  const another = await proven(harness, holder)
  await another.setKey(newKey)
  expect(await signsIn(harness, holder, newKey)).toBe(false)
})

it.each([
  [
    'cooling off',
    () => [{ channel: 'email' as const, value: 'nuevo@frio.example', coolsUntil: new Date(harness.now().getTime() + day) }],
    'se cambió hace poco',
  ],
  ['serving more than five employers', () => [{ channel: 'email' as const, value: 'contador@muchos.example' }], 'sirve a muchos empleadores'],
  ['a phone and the only one', () => [{ channel: 'phone' as const, value: '+593990009999' }], 'es el único y es un celular'],
])('a contact %s proves, and is told why it is not enough', async (_what, contacts, words) => {
  if (words.includes('muchos')) for (let more = 0; more < 5; more += 1) await addHolder(harness, { contacts: contacts() })
  expect((await keyPage(await addHolder(harness, { contacts: contacts() }))).body).toContain(words)
})

it('one contact’s code beside another’s proof does not add up: evidence never crosses holders', async () => {
  const [a, b] = [await addHolder(harness), await addHolder(harness)]
  const browser = await asked(harness, a)
  await asked(harness, b)
  await browser.enterCode(codeTo(harness, b.email))
  await browser.post(linkTo(harness, b.email, '/r/'), {})
  expect((await browser.setKey(newKey)).statusCode).toBe(303)
  expect(await signsIn(harness, a, newKey)).toBe(false)
  expect(await signsIn(harness, b, newKey)).toBe(true)
  expect((await createVisitor(harness).get('/empleador/recuperar/listo')).statusCode).toBe(303)
})

it('a case that lacked a proof and goes on after all is told to every contact again', async () => {
  const [fresh, older] = ['nueva@dos.example', 'antigua@dos.example']
  const coolsUntil = new Date(harness.now().getTime() + day)
  const holder = await addHolder(harness, {
    contacts: [
      { channel: 'email', value: fresh, coolsUntil },
      { channel: 'email', value: older },
    ],
  })
  await asked(harness, holder)
  await createVisitor(harness).post(linkTo(harness, fresh, '/r/'), {})
  await harness.settled()
  expect(mailTo(harness, older)[0]?.message.subject).toContain('falta otra prueba')
  await createVisitor(harness).post(linkTo(harness, older, '/r/'), {})
  await harness.settled()
  expect(mailTo(harness, older)[0]?.message.subject).toBe('Se va a crear una nueva clave patronal')
  expect(mailTo(harness, fresh)[0]?.message.subject).toBe('Se va a crear una nueva clave patronal')
})
