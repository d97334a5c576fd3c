import type { LightMyRequestResponse } from 'fastify'
import { expect } from 'vitest'
import { codeTo, createVisitor, type Harness, solvedPuzzle, type Visitor } from '../harness.ts'
import { actorOf, caseOf, examined, moved, type Proposed, proposed, proposedBy, verified } from './office-steps.ts'
import type { Filed } from './requests.ts'
import { addStaff, type Staff, signedInAgain } from './staff.ts'
import type { Triple } from './strangers.ts'

// The end of a case with an office, as an applicant lives it. Each step expects to succeed.

export const activationPages = {
  enter: '/tramite/activar',
  code: '/tramite/activar/codigo',
  key: '/tramite/activar/clave',
  done: '/tramite/activar/listo',
} as const

export type Ready = Proposed & { approver: Staff }
type Options = NonNullable<Parameters<typeof proposed>[2]>

/** Approved by another person of another office, and waited for: the applicant can finish it, or without a contact go to the office's screen. */
export async function approved(harness: Harness, triple: Triple, options: Options = {}): Promise<Ready> {
  const request = await proposed(harness, triple, options)
  const approver = await addStaff(harness, ['approver'], { office: 'puerto' })
  await approvedBy(harness, request, approver)
  return { ...request, approver }
}

/** The approval of a proposed case, and the wait that follows it. */
export async function approvedBy(harness: Harness, { number }: Pick<Filed, 'number'>, approver: Staff) {
  const { policy } = harness.context.institution
  const day = 86_400_000
  const decision = await moved(harness, number, {
    event: { type: 'approve', by: await actorOf(harness, approver) },
    patch: {
      approved_at: harness.now(),
      approval_ends_at: new Date(harness.now().getTime() + policy.approvalLifetime),
      wait_ends_at: new Date(harness.now().getTime() + day),
    },
  })
  expect(decision).toMatchObject({ outcome: 'moved' })
  if ((await caseOf(harness, number)).state === 'waiting') {
    harness.advance(day)
    expect(await moved(harness, number, { event: { type: 'end_wait' } })).toMatchObject({ outcome: 'moved' })
  }
  await harness.settled()
}

/** A browser that gave number and continuation code; the message, if the case has a contact, was sent. */
export async function entered(harness: Harness, { number, continuation }: Pick<Filed, 'number' | 'continuation'>): Promise<Visitor> {
  const visitor = createVisitor(harness)
  await visitor.get(activationPages.enter)
  const answer = await visitor.post(activationPages.enter, { numero: number, continuacion: continuation })
  expect(answer.headers.location).toBe(activationPages.code)
  await harness.settled()
  return visitor
}

/** A browser that typed the code too, and may choose the key. */
export async function provenCase(harness: Harness, ready: Pick<Filed, 'number' | 'continuation' | 'email'>): Promise<Visitor> {
  const visitor = await entered(harness, ready)
  const answer = await visitor.post(activationPages.code, { codigo: codeTo(harness, ready.email ?? '') })
  expect(answer.headers.location).toBe(activationPages.key)
  return visitor
}

export const keyOfCase = 'cuatro loros cantan en el patio'

/** A browser that set the key of a case. */
export async function activated(harness: Harness, ready: Pick<Filed, 'number' | 'continuation' | 'email'>, key = keyOfCase): Promise<Visitor> {
  const visitor = await provenCase(harness, ready)
  expect((await visitor.post(activationPages.key, { clave: key })).headers.location).toBe(activationPages.done)
  await harness.settled()
  return visitor
}

export const words = (answer: LightMyRequestResponse) => answer.body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

/** What the console answers to whoever opens the applicant's screen of a case. */
export async function screenOf(harness: Harness, { number }: Pick<Filed, 'number'>, by: { staff: Staff; documento: string }) {
  const path = `/oficina/tramites/${number}/pantalla`
  await signedInAgain(harness, by.staff)
  await by.staff.browser.get(path)
  // Also of whoever is shown no form.
  const { version } = await caseOf(harness, number)
  return by.staff.decides(path, { documento: by.documento, version: String(version) })
}

/** The code of a screen that a third person opened. */
export async function openedScreen(harness: Harness, ready: Pick<Filed, 'number'>, staff: Staff): Promise<string> {
  const answer = await screenOf(harness, ready, { staff, documento: (await caseOf(harness, ready.number)).typed.nationalId })
  const code = /code-shown">([^<]+)</.exec(answer.body)?.[1]
  if (!code) throw new Error('the screen was not opened')
  return code
}

/** The request of a person whose contact is lost, with which nobody came to an office yet. */
export async function filedOfPerson(harness: Harness, { nationalId }: { nationalId: string }): Promise<Filed> {
  const applicant = createVisitor(harness)
  const email = `contacto${nationalId}@nuevo.example`
  await applicant.post('/personal/solicitud/datos', { cedula: nationalId, altcha: await solvedPuzzle(harness, { form: 'contact_replacement' }) })
  await applicant.post('/personal/solicitud/contacto', { correo: email })
  await harness.settled()
  await applicant.post('/personal/solicitud/contacto/codigo', { codigo: codeTo(harness, email) })
  await applicant.post('/personal/solicitud/turno', { oficina: 'centro' })
  await applicant.post('/personal/solicitud/revisar', {})
  const last = await applicant.get('/personal/solicitud/recibo')
  const number = /S-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(last.body)?.[0] ?? ''
  const continuation = /([0-9A-Z]{4}-){3}[0-9A-Z]{4}/.exec(last.body.slice(last.body.indexOf('tear-off')))?.[0] ?? ''
  return { applicant, number, continuation, email, last }
}

/** The same, to the proposal of an agent. */
export async function proposedOfPerson(harness: Harness, person: { nationalId: string }): Promise<Proposed> {
  const agent = await addStaff(harness, ['agent'])
  const request = { ...(await filedOfPerson(harness, person)), agent }
  await verified(harness, request, agent)
  await examined(harness, request, agent)
  await proposedBy(harness, request, agent)
  return request
}

/** The same to the approval; the wait is over. */
export async function approvedOfPerson(harness: Harness, person: { nationalId: string }): Promise<Ready> {
  const request = await proposedOfPerson(harness, person)
  const approver = await addStaff(harness, ['approver'], { office: 'puerto' })
  await approvedBy(harness, request, approver)
  return { ...request, approver }
}
