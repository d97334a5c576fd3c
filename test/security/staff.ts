import { cookieName } from '../../src/http/cookies.ts'
import type { StaffRole } from '../../src/staff/staff.ts'
import { createVisitor, type Harness, type Visitor } from '../harness.ts'
import { pageAsking } from './decisions.ts'
import { createPasskey, type VirtualPasskey } from './virtual-passkey.ts'

// Members of staff for tests, signed in without a passkey: how a session begins is tested on its own.

const national = ['0911111110', '3000000129', '0960000016', '0960000024', '0960000032', '1000000008', '1700000001']
let made = 0

/** A synthetic national id that passes the check digit. */
export function nextNationalId(): string {
  const known = national[made]
  made += 1
  if (known) return known
  const body = `17${String(9_000_00 + made).padStart(7, '0')}`
  const sum = [...body].reduce((total, digit, at) => {
    const product = Number(digit) * (at % 2 === 0 ? 2 : 1)
    return total + (product > 9 ? product - 9 : product)
  }, 0)
  return `${body}${(10 - (sum % 10)) % 10}`
}

export type Staff = {
  id: string
  nationalId: string
  name: string
  office: string | null
  roles: readonly StaffRole[]
  browser: Visitor
  /** What a passkey of the account answers to a page; it is given one when it first has to. */
  shows(page: { body: string }): Promise<string>
  /** The same for just what a form decides, also where no page offers it. */
  showsFor(path: string, fields: Record<string, string>): Promise<string>
  /** Sends a form with that. */
  decides(path: string, fields: Record<string, string>): ReturnType<Visitor['post']>
}
type Options = { office?: string | null; nationalId?: string; name?: string; approvesFrom?: Date }

/** An active account, and a browser with a session of it. */
export async function addStaff(harness: Harness, roles: readonly StaffRole[], options: Options = {}): Promise<Staff> {
  const { db, random } = harness.context
  const nationalId = options.nationalId ?? nextNationalId()
  const id = random.uuid()
  const name = options.name ?? `Persona Ficticia ${made}`
  const longAgo = new Date(harness.now().getTime() - 30 * 86_400_000)
  const office = options.office === undefined ? 'centro' : options.office
  await db
    .insertInto('staff_member')
    .values({
      id,
      national_id: nationalId,
      email: `personal${made}@instituto.example`,
      name,
      office,
      roles: [...roles],
      state: 'active',
      invited_at: longAgo,
      confirmed_at: longAgo,
      approves_from: options.approvesFrom ?? longAgo,
    })
    .execute()
  let passkey: VirtualPasskey | null = null
  const shows: Staff['shows'] = async ({ body }) => {
    passkey ??= await givePasskey(harness, id)
    return passkey.answer(body)
  }
  const browser = createVisitor(harness)
  const showsFor: Staff['showsFor'] = (path, fields) => shows(pageAsking(harness, id, { path, fields }))
  const decides: Staff['decides'] = async (path, fields) => browser.post(path, { ...fields, passkey: await showsFor(path, fields) })
  const staff = { id, nationalId, name, office, roles, browser, shows, showsFor, decides }
  await signedInAgain(harness, staff)
  return staff
}

/** A passkey of an account, as if it had been enrolled. */
export async function givePasskey(harness: Harness, staffId: string): Promise<VirtualPasskey> {
  const passkey = createPasskey(harness.context.origin)
  await harness.context.db
    .insertInto('staff_passkey')
    .values({
      id: passkey.id,
      staff_id: staffId,
      public_key: passkey.publicKey,
      counter: 0,
      transports: [],
      name: 'Llave ficticia',
      made_at: harness.now(),
      used_at: null,
      removed_at: null,
    })
    .execute()
  return passkey
}

/** Gives the browser of an account a new session. */
export async function signedInAgain(harness: Harness, staff: Pick<Staff, 'id' | 'browser'>) {
  const { db, random, keys, origin } = harness.context
  const token = random.token(32)
  await db
    .insertInto('staff_session')
    .values({ hash: keys.mac('token', token), staff_id: staff.id, started_at: harness.now(), seen_at: harness.now() })
    .execute()
  staff.browser.cookies.set(cookieName('staff', origin), token)
}
