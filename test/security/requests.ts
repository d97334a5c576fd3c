import type { LightMyRequestResponse } from 'fastify'
import type { EmployerReason } from '../../src/replacement/replacement.ts'
import { codeTo, createVisitor, type Harness, solvedPuzzle, type Visitor } from '../harness.ts'
import type { Triple } from './strangers.ts'

// Steps of a request for an office, as an applicant takes them.

export const requestPages = {
  reason: '/empleador/solicitud/motivo',
  data: '/empleador/solicitud/datos',
  contact: '/empleador/solicitud/contacto',
  code: '/empleador/solicitud/contacto/codigo',
  office: '/empleador/solicitud/turno',
  review: '/empleador/solicitud/revisar',
  receipt: '/empleador/solicitud/recibo',
} as const

export type Filed = { applicant: Visitor; number: string; continuation: string; email: string | null; last: LightMyRequestResponse }
type Options = { reason?: EmployerReason; kind?: string; email?: string | null; office?: string; applicant?: Visitor }

/** Gives the data of a request: the browser then fills in a draft. */
export async function startedRequest(harness: Harness, triple: Triple, options: Options = {}): Promise<Visitor> {
  const applicant = options.applicant ?? createVisitor(harness)
  await applicant.post(requestPages.data, {
    motivo: options.reason ?? 'key_holder_gone',
    empleador: options.kind ?? 'company',
    ruc: triple.taxId,
    sucursal: triple.branchCode,
    cedula: triple.nationalId,
    altcha: await solvedPuzzle(harness, { form: 'replacement' }),
  })
  return applicant
}

let made = 0

/** Fills in a request, up to the page where everything is checked. */
export async function readyRequest(harness: Harness, triple: Triple, options: Options = {}): Promise<{ applicant: Visitor; email: string | null }> {
  made += 1
  const email = options.email === undefined ? `solicitante${made}@nuevo.example` : options.email
  const applicant = await startedRequest(harness, triple, options)
  if (email === null) await applicant.post(requestPages.contact, { ninguno: 'si' })
  else {
    await applicant.post(requestPages.contact, { correo: email })
    await harness.settled()
    await applicant.post(requestPages.code, { codigo: codeTo(harness, email) })
  }
  await applicant.post(requestPages.office, { oficina: options.office ?? 'centro' })
  return { applicant, email }
}

/** Files a request to the end. `email: null`: the applicant has no contact at all. */
export async function filed(harness: Harness, triple: Triple, options: Options = {}): Promise<Filed> {
  const { applicant, email } = await readyRequest(harness, triple, options)
  await applicant.post(requestPages.review, {})
  const last = await applicant.get(requestPages.receipt)
  const number = /S-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(last.body)?.[0] ?? ''
  const continuation = /([0-9A-Z]{4}-){3}[0-9A-Z]{4}/.exec(last.body.slice(last.body.indexOf('tear-off')))?.[0] ?? ''
  await harness.settled()
  return { applicant, number, continuation, email, last }
}

/** Opens a case by its number and continuation code, in a browser of its own. */
export async function opened(harness: Harness, { number, continuation }: Pick<Filed, 'number' | 'continuation'>): Promise<Visitor> {
  const visitor = createVisitor(harness)
  await visitor.get('/tramite')
  await visitor.post('/tramite', { numero: number, continuacion: continuation })
  return visitor
}
