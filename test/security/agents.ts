import type { LightMyRequestResponse } from 'fastify'
import { expect } from 'vitest'
import type { Harness, Visitor } from '../harness.ts'
import { caseOf } from './office-steps.ts'

// Steps of an agent at the pages of the console.

export const cases = '/oficina/tramites'
export const pageOf = (number: string) => `${cases}/${number}`

export const words = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

/** Sends a form about a case, with the version that the case has now. */
export async function act(
  harness: Harness,
  browser: Visitor,
  form: { number: string; page?: string; version?: number } & Record<string, string | number | undefined>,
): Promise<LightMyRequestResponse> {
  const { number, page, version, ...fields } = form
  const current = version ?? (await caseOf(harness, number)).version
  const given = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]))
  return browser.post(`${pageOf(number)}${page === undefined ? '' : `/${page}`}`, { ...given, version: String(current) })
}

/** The applicant is here, and this agent attends. */
export async function taken(harness: Harness, browser: Visitor, number: string) {
  await browser.get(cases)
  const answer = await act(harness, browser, { number, hacer: 'tomar' })
  expect(answer.headers.location).toBe(pageOf(number))
}

/** Taken, and the document shows the number with which the case was filed. */
export async function identified(harness: Harness, browser: Visitor, number: string) {
  await taken(harness, browser, number)
  const { typed } = await caseOf(harness, number)
  const answer = await act(harness, browser, { number, page: 'identidad', documento: 'cedula', cedula: typed.nationalId })
  expect(answer.headers.location).toBe(pageOf(number))
}

/** Every requirement that the page offers was found met. */
export async function allMet(harness: Harness, browser: Visitor, number: string) {
  for (const requirement of await offered(browser, number)) {
    const answer = await act(harness, browser, {
      number,
      page: 'resultado',
      resultado: `met.${requirement}`,
      [`referencia-${requirement}`]: 'CONSULTA-77',
    })
    expect(String(answer.headers.location).split('#')[0], requirement).toBe(pageOf(number))
  }
}

/** The requirements that can be examined on the page of a case. */
export async function offered(browser: Visitor, number: string): Promise<string[]> {
  const { body } = await browser.get(pageOf(number))
  return [...body.matchAll(/name="resultado" value="met\.([^"]+)"/g)].map(([, id = '']) => id)
}

/** Every form that a case has, as an agent's browser could send them. */
export const forms = (number: string, version: number, document: string) =>
  [
    ['', { hacer: 'tomar' }],
    ['', { hacer: 'llego' }],
    ['', { hacer: 'devolver' }],
    ['', { hacer: 'volvio', cedula: document }],
    ['/motivo', { motivo: 'asked_by_supervisor' }],
    ['/identidad', { documento: 'cedula', cedula: document }],
    ['/no-consta', { cedula: document }],
    ['/resultado', { resultado: 'met.solicitud-firmada' }],
    ['/nota', { nota: 'una nota' }],
    ['/pedir', { 'falta-solicitud-firmada': 'sin-firma', enviar: 'si' }],
    ['/proponer', { decision: 'approve' }],
    ['/proponer', { decision: 'reject', motivo: 'not_representative' }],
  ].map(([page, fields]) => ({
    page: `${pageOf(number)}${page}`,
    fields: { version: String(version), ...(fields as Record<string, string>) } as Record<string, string>,
  }))
