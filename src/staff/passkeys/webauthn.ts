import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { z } from 'zod'
import type { Context } from '../../context.ts'

// Passkeys, by the library. User verification is always required, and a passkey that the browser finds by itself: a list of ids on the
// sign-in page would tell who works here. The origin and the name it is for come from CERRAJERO_ORIGIN alone.

const rpId = (context: Context) => new URL(context.origin).hostname
const selection = { residentKey: 'required', requireResidentKey: true, userVerification: 'required' } as const

/** ES256, EdDSA and RS256: what devices make. The library's own list would try what Node still calls experimental. */
const supportedAlgorithmIDs = [-7, -8, -257]

const text = z.string().max(20_000)
const credential = { id: text.regex(/^[\w-]{1,1400}$/), rawId: text, type: z.literal('public-key') }
const Registered = z.object({
  ...credential,
  response: z.object({ clientDataJSON: text, attestationObject: text, transports: z.array(z.string().max(20)).max(8).optional() }),
})
const Asserted = z.object({
  ...credential,
  response: z.object({ clientDataJSON: text, authenticatorData: text, signature: text, userHandle: text.nullish() }),
})

function parse<T>(schema: z.ZodType<T>, json: string): T | null {
  try {
    return schema.safeParse(JSON.parse(json)).data ?? null
  } catch {
    return null
  }
}

export type Registration = z.infer<typeof Registered>
export type Assertion = z.infer<typeof Asserted>
export const readRegistration = (json: string) => parse(Registered, json)
export const readAssertion = (json: string) => parse(Asserted, json)

/** The challenge that a browser says it signed; empty where it says none. The signature covers it. */
export function signedChallenge({ response }: Registration | Assertion): string {
  try {
    const said: unknown = JSON.parse(Buffer.from(response.clientDataJSON, 'base64url').toString('utf8'))
    return z.object({ challenge: z.string() }).parse(said).challenge
  } catch {
    return ''
  }
}

/** What a browser is asked for a new passkey of an account. */
export function registrationOptions(
  context: Context,
  of: { staffId: string; email: string; name: string | null; challenge: string; known: readonly string[] },
) {
  return generateRegistrationOptions({
    rpName: context.institution.name,
    rpID: rpId(context),
    userName: of.email,
    userDisplayName: of.name ?? of.email,
    userID: new Uint8Array(Buffer.from(of.staffId)),
    challenge: of.challenge,
    attestationType: 'none',
    excludeCredentials: of.known.map((id) => ({ id })),
    authenticatorSelection: selection,
    supportedAlgorithmIDs,
  })
}

/** What a browser is asked for to sign in; with `among`, to show one of these passkeys. */
export const assertionOptions = (context: Context, challenge: string, among: readonly { id: string }[] = []) =>
  generateAuthenticationOptions({
    rpID: rpId(context),
    challenge,
    userVerification: 'required',
    ...(among.length === 0 ? {} : { allowCredentials: among.map(({ id }) => ({ id })) }),
  })

export type NewPasskey = { id: string; publicKey: string; counter: number; transports: string[] }

/** The passkey that a browser made, or null: wrong origin, without user verification, another challenge, broken. */
export async function checkRegistration(context: Context, answer: Registration, challenge: string): Promise<NewPasskey | null> {
  const response = { ...answer, clientExtensionResults: {} } as RegistrationResponseJSON
  const checked = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: context.origin,
    expectedRPID: rpId(context),
    requireUserVerification: true,
    supportedAlgorithmIDs,
  }).catch(() => null)
  if (!checked?.verified) return null
  const { id, publicKey, counter } = checked.registrationInfo.credential
  return { id, publicKey: Buffer.from(publicKey).toString('base64url'), counter, transports: answer.response.transports ?? [] }
}

export type StoredPasskey = { id: string; staffId: string; publicKey: string; counter: number }

/** The passkey's new count, or null where the answer is not good. A count that does not grow is a copy of the passkey. */
export async function checkAssertion(context: Context, answer: Assertion, on: { passkey: StoredPasskey; challenge: string }): Promise<number | null> {
  const { passkey } = on
  const handle = answer.response.userHandle
  if (handle && Buffer.from(handle, 'base64url').toString('utf8') !== passkey.staffId) return null
  const response = { ...answer, clientExtensionResults: {} } as AuthenticationResponseJSON
  const checked = await verifyAuthenticationResponse({
    response,
    expectedChallenge: on.challenge,
    expectedOrigin: context.origin,
    expectedRPID: rpId(context),
    requireUserVerification: true,
    credential: { id: passkey.id, publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')), counter: passkey.counter },
  }).catch(() => null)
  return checked?.verified && checked.authenticationInfo.userVerified ? checked.authenticationInfo.newCounter : null
}
