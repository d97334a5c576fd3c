import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness, mailTo } from '../harness.ts'
import { activated, approvedBy } from '../security/activation-steps.ts'
import { disputePage, resolved } from '../security/disputes.ts'
import { addHolder, type HolderOptions } from '../security/holders.ts'
import { actorOf, examined, hiddenFields, moved, proposedBy, verified } from '../security/office-steps.ts'
import { type Filed, filed, opened } from '../security/requests.ts'
import { addStaff, type Staff } from '../security/staff.ts'
import { vetoed } from '../security/steps.ts'

// What everybody reads when a dispute begins and ends: what is true of the key now, and what to do next.

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const [voided, none] = ['ya no sirve', 'no se crea ninguna clave con ella']
const anew = 'el empleador la pide en una oficina'
const wins = 'applicant_was_right.contact_was_an_old_one'
const loses = 'contact_was_right.did_not_represent'

let made = 0
async function inReview({ key }: Pick<HolderOptions, 'key'> = {}) {
  made += 1
  const addresses = [`uno@dice${made}.example`, `dos@dice${made}.example`] as const
  const holder = await addHolder(harness, { ...(key ? { key } : {}), contacts: addresses.map((value) => ({ channel: 'email', value })) })
  const request = await filed(harness, holder)
  const agent = await addStaff(harness, ['agent'])
  await verified(harness, request, agent)
  await examined(harness, request, agent)
  return { request, agent, first: addresses[0], second: addresses[1] }
}
async function finished({ request, agent }: { request: Filed; agent: Staff }) {
  await proposedBy(harness, request, agent)
  await approvedBy(harness, request, await addStaff(harness, ['approver'], { office: 'puerto' }))
  await activated(harness, request)
}
async function stopped(email: string) {
  expect(['disputed', 'frozen']).toContain(await vetoed(harness, email))
  await harness.settled()
  harness.advance(1000)
}
async function settled({ request }: { request: Filed }, answer: string) {
  const supervisor = await addStaff(harness, ['supervisor'])
  await resolved(harness, request.number, { answer, by: supervisor })
  return supervisor
}
const newest = (address: string) => JSON.stringify(mailTo(harness, address)[0]?.message)
const toApplicant = ({ email }: Filed) => newest(email ?? '')
const followed = async (request: Filed) => (await (await opened(harness, request)).get('/tramite')).body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

describe('when a case is stopped during the review', () => {
  it('nobody reads of a key that was made: there is none', async () => {
    const made = await inReview()
    await stopped(made.first)
    for (const address of [made.first, made.second]) expect(newest(address)).not.toContain(voided)
    expect(toApplicant(made.request)).not.toContain(voided)
    await settled(made, loses)
    for (const address of [made.first, made.second]) {
      expect(newest(address)).toContain(none)
      expect(newest(address)).toContain('Este contacto está registrado.')
      for (const untrue of [voided, 'retenida']) expect(newest(address)).not.toContain(untrue)
    }
    expect(toApplicant(made.request)).toContain('no fue aprobado. La clave sigue como estaba.')
  })

  it('and its applicant wins, that is what they read, and what happens next', async () => {
    const made = await inReview()
    await stopped(made.first)
    await settled(made, wins)
    for (const said of ['se resolvió a su favor', 'otra persona tiene que aprobarlo', 'plazo de espera']) expect(toApplicant(made.request)).toContain(said)
    for (const untrue of ['ya no vale', voided]) expect(toApplicant(made.request)).not.toContain(untrue)
    expect(await followed(made.request)).toContain('se resolvió a su favor, y la revisión sigue')
    for (const address of [made.first, made.second]) expect(newest(address)).not.toContain(voided)
  })
})

describe('when a case is stopped after its activation', () => {
  it('and a contact wins, the contacts of before read that both keys are gone and where a new one is asked for, and the applicant that it is void', async () => {
    const made = await inReview()
    await finished(made)
    await stopped(made.first)
    for (const address of [made.first, made.second]) for (const said of [`${voided}, y la anterior no vuelve`, anew]) expect(newest(address)).toContain(said)
    await settled(made, loses)
    for (const address of [made.first, made.second]) {
      for (const said of [`${voided}, y la anterior no vuelve`, anew, 'Este contacto está registrado.']) expect(newest(address)).toContain(said)
      for (const untrue of [none, 'No cambió nada']) expect(newest(address)).not.toContain(untrue)
    }
    const mail = toApplicant(made.request)
    for (const said of ['quedó sin efecto', voided, 'La clave está retenida']) expect(mail).toContain(said)
    for (const untrue of ['no fue aprobado', 'sigue como estaba']) expect(mail).not.toContain(untrue)
    const page = await followed(made.request)
    for (const said of ['Dónde está Quedó sin efecto', voided, 'hasta que termine otro trámite', 'Un contacto registrado detuvo el trámite'])
      expect(page).toContain(said)
  })

  it('that made the first key, nobody reads of one before it', async () => {
    const made = await inReview({ key: 'none' })
    await finished(made)
    await stopped(made.first)
    const supervisor = await addStaff(harness, ['supervisor'])
    const where = await disputePage(made.request.number, supervisor)
    const answer = { ...hiddenFields(await supervisor.browser.get(where)), respuesta: loses, nota: '' }
    const { body } = await supervisor.browser.post(where, answer)
    expect(body).toContain('La que se creó con este trámite sigue anulada. ')
    expect(newest(made.second)).toContain(`${voided}. `)
    await settled(made, loses)
    expect(newest(made.second)).toContain(`${voided}. `)
  })

  it('and the applicant wins, nobody is told that nothing changed, however it ends in the review that follows', async () => {
    const ends = {
      stopped: async (made: Awaited<ReturnType<typeof inReview>>) => {
        await proposedBy(harness, made.request, made.agent)
        await stopped(made.second)
        await settled(made, loses)
      },
      rejected: async ({ request, agent }: Awaited<ReturnType<typeof inReview>>) => {
        await proposedBy(harness, request, agent, 'reject')
        const approver = await addStaff(harness, ['approver'], { office: 'puerto' })
        await moved(harness, request.number, { event: { type: 'approve', by: await actorOf(harness, approver) } })
      },
      cancelled: ({ request }: Awaited<ReturnType<typeof inReview>>) =>
        moved(harness, request.number, { event: { type: 'cancel', continuation: true }, patch: { cancelled_by: 'applicant' } }),
      expired: async ({ request }: Awaited<ReturnType<typeof inReview>>) => {
        await harness.context.db.updateTable('replacement').set({ ends_at: harness.now() }).where('number', '=', request.number).execute()
        await moved(harness, request.number, { event: { type: 'expire' } })
      },
    }
    for (const [end, happens] of Object.entries(ends)) {
      const made = await inReview()
      await finished(made)
      await stopped(made.first)
      await settled(made, wins)
      expect(toApplicant(made.request), end).toContain('se resolvió a su favor')
      expect(toApplicant(made.request), end).toContain(voided)
      expect(newest(made.second), end).toContain(voided)
      expect(await followed(made.request), end).toContain('hasta que termine este trámite u otro de oficina')
      await happens(made)
      await harness.settled()
      for (const said of [voided, anew]) expect(newest(made.second), end).toContain(said)
      expect(newest(made.second), end).not.toMatch(/[Nn]o cambió nada|Nada cambió|ninguna clave/)
      expect(toApplicant(made.request), end).toContain(voided)
      expect(toApplicant(made.request), end).not.toMatch(/nada cambió|Nada cambió|sigue como estaba/)
      expect(await followed(made.request), end).toContain('La clave está retenida')
    }
  })
})

it('when whoever resolved it is in doubt the applicant reads that it is decided again, and not that a contact stopped it', async () => {
  const made = await inReview()
  await stopped(made.first)
  const supervisor = await settled(made, wins)
  const administrator = await addStaff(harness, ['administrator'])
  const page = `/oficina/personal/${supervisor.id}`
  await administrator.browser.get(page)
  expect((await administrator.decides(page, { accion: 'quitar', revisar: 'si' })).statusCode).toBe(303)
  await harness.settled()
  for (const said of ['se decide de nuevo', 'Usted no tiene que hacer nada']) expect(toApplicant(made.request)).toContain(said)
  expect(toApplicant(made.request)).not.toContain('no reconoce')
})
