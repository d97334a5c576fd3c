import { afterEach, describe, expect, it, vi } from 'vitest'
import { PolicySchema } from '../../src/policy.ts'
import { asRead, broken } from '../as-read.ts'
import { codeTo, createHarness, createVisitor, type Harness, panaderia, solvedPuzzle } from '../harness.ts'
import { readPdf } from '../pdf-file.ts'
import { actorOf, moved, verified } from '../security/office-steps.ts'
import { filed, requestPages } from '../security/requests.ts'
import { addStaff } from '../security/staff.ts'

vi.setConfig({ testTimeout: 120_000 })

// Every number that a page, a message or the paper of a request says comes from the policy.

const odd = PolicySchema.parse({
  codeLifetime: 'PT1M',
  codeTries: 1,
  resendAfter: 'PT11S',
  linkLifetime: 'PT91M',
  linkLifetimeAtMost: 'PT23H',
  officeTakesAtLeast: 2,
  officeTakesAtMost: 17,
  draftKept: 'PT3H',
  visitWithin: 'P29D',
  answerWithin: 'P28D',
  approvalLifetime: 'P14D',
  waitAtLeast: 'PT35H',
  waitWorkingDays: 2,
  disputeWorkingDays: 4,
  screenLifetime: 'PT17M',
  unverifiedKept: 'P31D',
  noScriptPerSource: 7,
})
const usual =
  /\b(?:10 minut|15 minut|60 minut|1 hora\b|1 hour\b|2 horas|2 hours|24 hor|24 hour|15 días|15 days|30 días|30 days|5 veces|5 times|3 días hábiles|3 working days|1 día hábil|1 working day|dos horas|two hours|una sola vez en 1 hora)/i

let harness: Harness
afterEach(() => harness.close())

describe.each(['es', 'en'] as const)('at odd values of the policy, in %s', (language) => {
  it('every page, message and sheet of a request says those values and no others', async () => {
    harness = await createHarness({ policy: odd })
    const applicant = createVisitor(harness)
    const read: [string, string][] = []
    const see = async (url: string, status = 200) => {
      const answer = await applicant.get(url)
      expect([url, answer.statusCode]).toEqual([url, status])
      read.push([url, asRead(answer.body)])
      return answer
    }
    const sent = async (url: string, fields: Record<string, string>, status = 422) => {
      const answer = await applicant.post(url, fields)
      expect([url, answer.statusCode]).toEqual([url, status])
      read.push([`${url} refused`, asRead(answer.body)])
    }
    await applicant.get(`/?lang=${language}`)
    const answers = { motivo: 'representative_changed', empleador: 'public_body' }
    for (const url of [
      '/empleador/solicitud',
      requestPages.reason,
      `/empleador/solicitud/requisitos?${new URLSearchParams(answers)}`,
      '/tramite',
      '/ayuda/con-una-oficina',
    ])
      await see(url)
    await see(`${requestPages.data}?${new URLSearchParams(answers)}`)
    await sent(requestPages.reason, {})
    await sent(requestPages.data, { ...answers, ruc: '1', sucursal: 'x', cedula: '' })
    const data = { ...answers, ruc: panaderia.taxId, sucursal: panaderia.branchCode, cedula: panaderia.nationalId }
    await applicant.post(requestPages.data, { ...data, altcha: await solvedPuzzle(harness, { form: 'replacement' }) })
    await see(requestPages.contact)
    await sent(requestPages.contact, { correo: 'x' })
    await applicant.post(requestPages.contact, { correo: 'impar@nuevo.example' })
    await harness.settled()
    await see(requestPages.code)
    await sent(requestPages.code, { codigo: '000000000000' })
    await applicant.post(requestPages.contact, { correo: 'impar@nuevo.example' })
    await harness.settled()
    await applicant.post(requestPages.code, { codigo: codeTo(harness, 'impar@nuevo.example') })
    await see(requestPages.office)
    await sent(requestPages.office, { oficina: 'x' })
    await applicant.post(requestPages.office, { oficina: 'centro' })
    await see(requestPages.review)
    await applicant.post(requestPages.review, {})
    await see(requestPages.receipt)
    const paper = readPdf((await applicant.get(`${requestPages.receipt}/pdf`)).rawPayload)
    read.push(...paper.pages.map((text, at): [string, string] => [`sheet ${at + 1}`, text]))
    await see('/tramite')
    await see('/tramite/cancelar')
    await applicant.post('/tramite/terminar', {})
    await sent('/tramite', { numero: '', continuacion: 'x' })
    await sent('/tramite', { numero: 'S-0000-0000', continuacion: '0000-0000-0000-0000' })
    await see('/tramite/activar')

    const other = await filed(harness, panaderia, { applicant })
    const agent = await addStaff(harness, ['agent'])
    await verified(harness, other, agent)
    await see('/tramite')
    expect(read.at(-1)?.[1]).toMatch(language === 'es' ? /La institución tiene hasta el/ : /The institution has until/)
    await moved(harness, other.number, { event: { type: 'ask', by: await actorOf(harness, agent) } })
    await see('/tramite')
    await moved(harness, other.number, { event: { type: 'veto', timely: true } })
    await see('/tramite')
    await harness.settled()
    for (const received of harness.inbox.received) {
      const { subject, blocks, sms } = received.message
      read.push([`message ${subject}`, [subject, ...blocks.map((block) => ('text' in block ? block.text : '')), sms ?? ''].join(' ')])
    }
    expect(read.flatMap(([where, text]) => [usual.exec(text), broken.exec(text)].flatMap((found) => (found ? [`${where}: ${found[0]}`] : [])))).toEqual([])
    const all = read.map(([, text]) => text).join(' ')
    for (const said of language === 'es'
      ? ['29 días', '28 días', '14 días', '17 días hábiles', '3 horas', '35 horas']
      : ['29 days', '28 days', '14 days', '17 working days', '3 hours', '35 hours']) {
      expect(all).toContain(said)
    }
  })
})
