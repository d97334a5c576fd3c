import { afterAll, beforeAll, expect, it } from 'vitest'
import { createHarness, createVisitor, type Harness, mailTo } from '../harness.ts'
import { addStaff, nextNationalId, type Staff } from './staff.ts'
import { createPasskey } from './virtual-passkey.ts'

// A mail server that was down for a while gets the link of an invitation when the account is another one's.

let harness: Harness
let one: Staff
let two: Staff
beforeAll(async () => {
  harness = await createHarness()
  one = await addStaff(harness, ['administrator'])
  two = await addStaff(harness, ['administrator'])
})
afterAll(() => harness.close())

const account = (cedula: string) => harness.context.db.selectFrom('staff_member').selectAll().where('national_id', '=', cedula).executeTakeFirstOrThrow()

async function confirmed(cedula: string, correo: string) {
  await one.decides('/oficina/personal/invitar', { nombre: 'Persona Puntual', correo, cedula, oficina: '', funcion: 'administrator' })
  const { id, invited_at } = await account(cedula)
  expect((await two.decides(`/oficina/personal/${id}`, { accion: 'confirmar', invitada: invited_at.toISOString() })).statusCode).toBe(303)
  return id
}

const links = (address: string) =>
  mailTo(harness, address).flatMap(({ message }) =>
    message.blocks.flatMap((block) => ('link' in block && block.link.includes('/inscripcion/') ? [new URL(block.link).pathname] : [])),
  )

/** The hand-over of the first link had not arrived, or was not written down: the message is sent again. */
async function sentAgain(id: string, email: string) {
  const { db, jobs } = harness.context
  const message = await db
    .selectFrom('staff_message')
    .select('id')
    .where('about', '=', id)
    .where('kind', '=', 'enrolment_link')
    .where('email', '=', email)
    .executeTakeFirstOrThrow()
  await db.updateTable('staff_message').set({ sent_at: null }).where('id', '=', message.id).execute()
  await db.transaction().execute((tx) => jobs.enqueue(tx, 'staff_message', { id: message.id, group: email }))
  await harness.settled()
}

it('to an address that was wrong gives nobody the account that was invited anew for the right one', async () => {
  const cedula = nextNationalId()
  const [wrong, right] = ['equivocada@instituto.example', 'correcta@instituto.example']
  const id = await confirmed(cedula, wrong)
  await harness.settled()
  harness.advance(1000)
  await one.decides(`/oficina/personal/${id}`, { accion: 'quitar' })
  harness.advance(1000)
  await confirmed(cedula, right)
  await harness.settled()
  await sentAgain(id, wrong)
  const [dead = '', ...more] = links(wrong)
  expect(more).toEqual([])
  expect((await createVisitor(harness).get(dead)).statusCode).toBe(410)
  expect((await createVisitor(harness).get(links(right)[0] ?? '')).statusCode).toBe(200)
})

it('to the same address opens nothing more once the person has enrolled', async () => {
  const cedula = nextNationalId()
  const email = 'tarde@instituto.example'
  const id = await confirmed(cedula, email)
  await harness.settled()
  const [link = ''] = links(email)
  harness.advance(1000)
  const browser = createVisitor(harness)
  const { body } = await browser.get(link)
  await browser.post(link, { passkey: createPasskey(harness.context.origin).register(body) })
  expect((await account(cedula)).state).toBe('active')
  await sentAgain(id, email)
  expect(links(email)).toEqual([link])
})
