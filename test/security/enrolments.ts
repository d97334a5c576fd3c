import { addByOperator } from '../../src/staff/people/add-by-operator.ts'
import type { StaffRole } from '../../src/staff/staff.ts'
import { createVisitor, type Harness, type Visitor } from '../harness.ts'
import { nextNationalId } from './staff.ts'
import { createPasskey, type VirtualPasskey } from './virtual-passkey.ts'

// Members of staff as they really come: by a link, with a passkey.

export type Invited = { link: string; nationalId: string; email: string; name: string }

let made = 0

/** An account from the command line, with its one-time link as a path. */
export async function invited(harness: Harness, roles: readonly StaffRole[], office: string | null = 'centro', called?: string): Promise<Invited> {
  made += 1
  const name = called ?? `Persona Inscrita ${made}`
  const [nationalId, email] = [nextNationalId(), `inscripcion${made}@instituto.example`]
  const added = await addByOperator(harness.context, { name, email, nationalId, roles, office })
  if (added.outcome !== 'added') throw new Error('the account is active already')
  return { link: new URL(added.link).pathname, nationalId, email, name }
}

export type Enrolled = Invited & { passkey: VirtualPasskey; browser: Visitor }

/** Follows the link and saves a passkey. */
export async function enrolled(harness: Harness, roles: readonly StaffRole[], office?: string | null): Promise<Enrolled> {
  const account = await invited(harness, roles, office)
  const [passkey, browser] = [createPasskey(harness.context.origin), createVisitor(harness)]
  const { body } = await browser.get(account.link)
  await browser.post(account.link, { llave: 'Mi dispositivo', passkey: passkey.register(body) })
  return { ...account, passkey, browser }
}

/** Signs in with a passkey. */
export async function signsIn(browser: Visitor, passkey: VirtualPasskey) {
  const { body } = await browser.get('/oficina/ingresar')
  return browser.post('/oficina/ingresar', { passkey: passkey.answer(body) })
}
