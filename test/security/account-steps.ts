import { expect } from 'vitest'
import { codeTo, createVisitor, type Harness, type Visitor } from '../harness.ts'
import { addHolder, type Holder, type HolderOptions } from './holders.ts'
import { newKey, recovered } from './steps.ts'

// The steps in a signed-in account that attacks begin with. Each expects to succeed.

export const account = '/empleador/cuenta'
const week = 7 * 86_400_000

/** A page's words, as they are read. */
export const wordsOf = (body: string) =>
  body
    .replace(/<(head|script)\b.*?<\/\1>/gs, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ')

/** A browser of a holder that signed in anew. */
export async function signedIn(harness: Harness, holder: Holder, options: { userAgent?: string; key?: string } = {}): Promise<Visitor> {
  const visitor = createVisitor(harness, options)
  expect((await visitor.signIn(holder, options.key ?? newKey)).headers.location).toBe(account)
  return visitor
}

/** A holder whose key nobody can freeze any more, and a browser of it that is signed in. */
export async function settledOwner(harness: Harness, options?: HolderOptions): Promise<{ holder: Holder; owner: Visitor }> {
  const [settled] = await settledOwners(harness, [options])
  if (!settled) throw new Error('one was asked for')
  return settled
}

export async function settledOwners(harness: Harness, each: readonly (HolderOptions | undefined)[]) {
  const holders: { holder: Holder; browser: Visitor }[] = []
  for (const options of each) {
    const holder = await addHolder(harness, options)
    holders.push({ holder, browser: await recovered(harness, holder) })
  }
  harness.advance(week)
  const settled: { holder: Holder; owner: Visitor }[] = []
  for (const { holder, browser } of holders) {
    await browser.signIn(holder, newKey)
    settled.push({ holder, owner: browser })
  }
  return settled
}

/** The saved code that a page shows once. */
export async function savedCode(owner: Visitor, key = newKey): Promise<string> {
  const made = await owner.post(`${account}/codigo-guardado`, { clave: key })
  expect(made.statusCode).toBe(200)
  return shownCode(made.body)
}

export const shownCode = (body: string) => /(?:[0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}/.exec(body)?.[0] ?? ''

export async function hardened(owner: Visitor, key = newKey) {
  expect((await owner.post(`${account}/proteccion`, { opcion: 'reforzada', clave: key })).headers.location).toBe(`${account}/proteccion`)
}

/** What an employer has now, from the tables. */
export async function standing({ context: { db } }: Harness, holder: Holder) {
  const [codes, branch, contacts] = [
    await db.selectFrom('saved_code').select(['ended_by']).where('branch_id', '=', holder.branchId).orderBy('made_at').execute(),
    await db.selectFrom('branch').select('hardened_since').where('id', '=', holder.branchId).executeTakeFirstOrThrow(),
    await db.selectFrom('contact').select('value').where('branch_id', '=', holder.branchId).where('status', '=', 'active').orderBy('value').execute(),
  ]
  return { codes: codes.map((code) => code.ended_by), hardened: branch.hardened_since !== null, contacts: contacts.map((contact) => contact.value) }
}

type NewContact = { contact: string; replaces?: string; key?: string }

/** The id of a contact of a holder. */
export async function contactId({ context: { db } }: Harness, holder: Holder, value: string): Promise<string> {
  const { id } = await db
    .selectFrom('contact')
    .select('id')
    .where('branch_id', '=', holder.branchId)
    .where('value', '=', value)
    .where('status', '=', 'active')
    .executeTakeFirstOrThrow()
  return id
}

/** Asks for a new contact: in the place of one, or beside the others. */
export const askContact = (owner: Visitor, { contact, replaces = 'nuevo', key = newKey }: NewContact) =>
  owner.post(`${account}/contacto`, { cambiar: replaces, contacto: contact, clave: key })

/** The same, with the code that was sent. */
export async function changedContact(harness: Harness, owner: Visitor, asked: NewContact) {
  expect((await askContact(owner, asked)).headers.location).toBe(`${account}/contacto/codigo`)
  await harness.settled()
  expect((await giveCode(owner, codeTo(harness, asked.contact))).headers.location).toBe(`${account}/contacto/listo`)
}

export const giveCode = (owner: Visitor, code: string) => owner.post(`${account}/contacto/codigo`, { codigo: code })
