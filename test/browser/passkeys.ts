import type { StaffRole } from '../../src/staff/staff.ts'
import { invited } from '../security/enrolments.ts'
import { openVisitor, type Site, type Watched } from './watched-browser.ts'

// Virtual passkeys in a real browser: what a fingerprint reader would be on a desk. The site must be opened with `host: 'localhost'`.

/** What Chrome's developer tools say of a passkey that a virtual device holds. */
export type HeldPasskey = { credentialId: string; signCount: number }
export type Device = { held(): Promise<readonly HeldPasskey[]>; refuse(): Promise<void>; accept(): Promise<void> }

/** Puts a virtual device into a page: it verifies its user by itself, until it is told to refuse. */
export async function addDevice({ page, context }: Pick<Watched, 'page' | 'context'>): Promise<Device> {
  const tools = await context.newCDPSession(page)
  await tools.send('WebAuthn.enable')
  const { authenticatorId } = await tools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  const setVerified = (isUserVerified: boolean) => tools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
  return {
    held: async () => (await tools.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
    refuse: async () => void (await setVerified(false)),
    accept: async () => void (await setVerified(true)),
  }
}

/** Presses the button of the passkey form. */
export const pressPasskey = ({ page }: Pick<Watched, 'page'>) => page.locator('form[data-passkey] [type="submit"]').click()

/** Signs in with what the page's device holds, and waits for the console. */
export async function signInWithPasskey(site: Site, visitor: Watched) {
  await visitor.page.goto(`${site.origin}/oficina/ingresar`)
  await pressPasskey(visitor)
  await visitor.page.waitForURL('**/oficina')
}

type Options = { office?: string | null; name?: string; width?: number; language?: 'es' | 'en'; approvesFrom?: Date }
export type StaffAtWork = { visitor: Watched; device: Device; nationalId: string }

/** A member of staff with a browser of their own: an account from the command line, its passkey, and a session. */
export async function openStaff(site: Site, roles: readonly StaffRole[], options: Options = {}): Promise<StaffAtWork> {
  const { office = 'centro', name = 'Persona Ficticia Ejemplo', approvesFrom, ...seen } = options
  const account = await invited(site.harness, roles, office, name)
  if (approvesFrom) {
    await site.harness.context.db.updateTable('staff_member').set({ approves_from: approvesFrom }).where('national_id', '=', account.nationalId).execute()
  }
  const visitor = await openVisitor(site, { width: 1280, ...seen })
  const device = await addDevice(visitor)
  await visitor.page.goto(`${site.origin}${account.link}`)
  await pressPasskey(visitor)
  await visitor.page.waitForURL('**/oficina/ingresar?**')
  await pressPasskey(visitor)
  await visitor.page.waitForURL('**/oficina')
  return { visitor, device, nationalId: account.nationalId }
}
