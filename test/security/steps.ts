import { expect } from 'vitest'
import { codeTo, createVisitor, type Harness, linkTo, type Visitor } from '../harness.ts'
import type { Holder } from './holders.ts'

// The steps of a recovery that attacks begin with. Each expects to succeed.

export const newKey = 'mi abuela vende mangos verdes'

/** A browser that asked, and whose message was sent. */
export async function asked(harness: Harness, holder: Holder): Promise<Visitor> {
  const visitor = createVisitor(harness)
  expect((await visitor.start(holder)).statusCode).toBe(303)
  await harness.settled()
  return visitor
}

/** A browser that proved by code. */
export async function proven(harness: Harness, holder: Holder): Promise<Visitor> {
  const visitor = await asked(harness, holder)
  expect((await visitor.enterCode(codeTo(harness, holder.email))).headers.location).toBe('/empleador/recuperar/clave')
  await harness.settled()
  return visitor
}

/** A browser that set a key. */
export async function recovered(harness: Harness, holder: Holder, key = newKey): Promise<Visitor> {
  const visitor = await proven(harness, holder)
  expect((await visitor.setKey(key)).headers.location).toBe('/empleador/recuperar/listo')
  await harness.settled()
  return visitor
}

/** Another browser that posted the newest link. */
export async function byLink(harness: Harness, holder: Holder): Promise<Visitor> {
  const visitor = createVisitor(harness)
  expect((await visitor.post(linkTo(harness, holder.email, '/r/'), {})).headers.location).toBe('/empleador/recuperar/clave')
  return visitor
}

/** A contact that says it was not them, with the newest link to it; what the page says that came of it. */
export async function vetoed(harness: Harness, address: string): Promise<string> {
  const answer = await createVisitor(harness).post(linkTo(harness, address, '/v/'), {})
  expect(answer.statusCode).toBe(303)
  return String(answer.headers.location).replace('/v/hecho/', '').replace(/\?.*/, '')
}

export const signsIn = async (harness: Harness, holder: Holder, key: string) =>
  (await createVisitor(harness).signIn(holder, key)).headers.location === '/empleador/cuenta'
