import { expect } from 'vitest'
import { codeTo, createVisitor, type Harness, linkTo, type Visitor } from '../harness.ts'
import type { Person } from './persons.ts'

// The steps of an unlock that attacks begin with. Each expects to succeed.

/** A browser that asked, and whose message was sent. */
export async function askedUnlock(harness: Harness, person: Pick<Person, 'nationalId'>): Promise<Visitor> {
  const visitor = createVisitor(harness)
  expect((await visitor.startUnlock(person.nationalId)).statusCode).toBe(303)
  await harness.settled()
  return visitor
}

/** A browser that proved by code. */
export async function provenUnlock(harness: Harness, person: Person, email = person.email): Promise<Visitor> {
  const visitor = await askedUnlock(harness, person)
  expect((await visitor.enterUnlockCode(codeTo(harness, email))).headers.location).toBe('/personal/desbloquear/opcion')
  await harness.settled()
  return visitor
}

/** A browser that kept the key. */
export async function kept(harness: Harness, person: Person): Promise<Visitor> {
  const visitor = await provenUnlock(harness, person)
  expect((await visitor.keepKey()).headers.location).toBe('/personal/desbloquear/listo')
  await harness.settled()
  return visitor
}

/** A browser that set a new key. */
export async function replaced(harness: Harness, person: Person, key: string): Promise<Visitor> {
  const visitor = await provenUnlock(harness, person)
  expect((await visitor.setPersonalKey(key)).headers.location).toBe('/personal/desbloquear/listo')
  await harness.settled()
  return visitor
}

/** Another browser that posted the newest link. */
export async function byUnlockLink(harness: Harness, person: Person): Promise<Visitor> {
  const visitor = createVisitor(harness)
  expect((await visitor.post(linkTo(harness, person.email, '/d/'), {})).headers.location).toBe('/personal/desbloquear/opcion')
  return visitor
}

export const signsInAsPerson = async (harness: Harness, person: Pick<Person, 'nationalId'>, key: string) =>
  (await createVisitor(harness).signInAsPerson(person.nationalId, key)).headers.location === '/personal/cuenta'
