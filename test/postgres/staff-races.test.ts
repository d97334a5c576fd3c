import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../harness.ts'
import { enrolled, signsIn } from '../security/enrolments.ts'
import { addStaff, nextNationalId } from '../security/staff.ts'

// What administrators and members of staff do at the same moment, on a database that really has more than one connection.

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const account = (id: string) => harness.context.db.selectFrom('staff_member').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const idOf = async (nationalId: string) =>
  (await harness.context.db.selectFrom('staff_member').select('id').where('national_id', '=', nationalId).executeTakeFirstOrThrow()).id

describe('at the same moment', () => {
  it('ten administrators confirm one invitation: it is confirmed once, and one link is sent', async () => {
    const asker = await addStaff(harness, ['administrator'])
    const confirmers = await Promise.all(Array.from({ length: 10 }, () => addStaff(harness, ['administrator'])))
    const fields = { correo: 'una@instituto.example', cedula: nextNationalId(), oficina: '', funcion: 'agent' }
    const page = String((await asker.browser.post('/oficina/personal/invitar', fields)).headers.location)
    const id = page.split('/').at(-1) ?? ''
    const invitada = (await account(id)).invited_at.toISOString()
    for (const { browser } of confirmers) await browser.get(page)
    const answers = await Promise.all(confirmers.map(({ browser }) => browser.post(page, { accion: 'confirmar', invitada })))
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, ...Array.from({ length: 9 }, () => 422)])
    const links = await harness.context.db.selectFrom('staff_message').select('id').where('about', '=', id).where('kind', '=', 'enrolment_link').execute()
    expect(links).toHaveLength(1)
  })

  it('ten administrators invite one person: there is one account', async () => {
    const administrators = await Promise.all(Array.from({ length: 10 }, () => addStaff(harness, ['administrator'])))
    const fields = { correo: 'otra@instituto.example', cedula: nextNationalId(), oficina: '', funcion: 'agent' }
    for (const { browser } of administrators) await browser.get('/oficina/personal/invitar')
    const answers = await Promise.all(administrators.map(({ browser }) => browser.post('/oficina/personal/invitar', fields)))
    expect(answers.filter(({ statusCode }) => statusCode === 303)).toHaveLength(1)
  })

  it('somebody signs in, and adds a passkey, while they are removed: no session, passkey or link of theirs is left', async () => {
    const administrator = await addStaff(harness, ['administrator'])
    for (let round = 0; round < 8; round += 1) {
      const { passkey, browser, nationalId } = await enrolled(harness, ['agent'])
      const id = await idOf(nationalId)
      await signsIn(browser, passkey)
      const own = await browser.get('/oficina/llaves')
      await administrator.browser.get(`/oficina/personal/${id}`)
      const answers = await Promise.all([
        signsIn(browser, passkey),
        browser.post('/oficina/llaves', { passkey: passkey.answer(own.body) }),
        administrator.browser.post(`/oficina/personal/${id}`, { accion: 'quitar' }),
      ])
      expect(answers.map(({ statusCode }) => statusCode).filter((status) => status >= 500 && status !== 503)).toEqual([])
      if (answers[2].statusCode === 503) await administrator.browser.post(`/oficina/personal/${id}`, { accion: 'quitar' })
      expect((await account(id)).state).toBe('removed')
      const { db } = harness.context
      expect(await db.selectFrom('staff_passkey').select('id').where('staff_id', '=', id).where('removed_at', 'is', null).execute()).toEqual([])
      expect((await browser.get('/oficina')).statusCode).toBe(303)
      for (const { hash } of await db.selectFrom('staff_enrolment').select('hash').where('staff_id', '=', id).where('used_at', 'is', null).execute()) {
        expect(hash).toBe('no link that works')
      }
    }
  })

  it('two administrators remove each other: one of them is left', async () => {
    for (let round = 0; round < 3; round += 1) {
      const [one, other] = [await addStaff(harness, ['administrator']), await addStaff(harness, ['administrator'])]
      for (const { browser } of [one, other]) await browser.get('/oficina/personal')
      await Promise.all([
        one.browser.post(`/oficina/personal/${other.id}`, { accion: 'quitar' }),
        other.browser.post(`/oficina/personal/${one.id}`, { accion: 'quitar' }),
      ])
      const states = [(await account(one.id)).state, (await account(other.id)).state].sort()
      expect(states).toEqual(['active', 'removed'])
    }
  })
})
