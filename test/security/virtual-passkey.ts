import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

// A passkey in software, as a device keeps one: what a browser would send, and what an attacker would change in it.

type Changes = { origin?: string; rpId?: string; verified?: boolean; challenge?: string; counter?: number; userHandle?: string }

const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
const sha256 = (text: string | Uint8Array) => createHash('sha256').update(text).digest()

function cborHead(major: number, value: number): Buffer {
  if (value < 24) return Buffer.from([(major << 5) | value])
  if (value < 256) return Buffer.from([(major << 5) | 24, value])
  return Buffer.from([(major << 5) | 25, value >> 8, value & 255])
}
const cborBytes = (bytes: Uint8Array) => Buffer.concat([cborHead(2, bytes.length), bytes])
const cborText = (text: string) => Buffer.concat([cborHead(3, Buffer.byteLength(text)), Buffer.from(text)])
const cborInt = (value: number) => (value < 0 ? cborHead(1, -1 - value) : cborHead(0, value))

/** An ES256 public key as COSE writes it. */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' }) as { x?: string; y?: string }
  const pairs: [number, Buffer][] = [
    [1, cborInt(2)],
    [3, cborInt(-7)],
    [-1, cborInt(1)],
    [-2, cborBytes(Buffer.from(x, 'base64url'))],
    [-3, cborBytes(Buffer.from(y, 'base64url'))],
  ]
  return Buffer.concat([cborHead(5, pairs.length), ...pairs.flatMap(([name, value]) => [cborInt(name), value])])
}

/** The options of a page's passkey form. */
export function optionsIn(body: string): { challenge: string; user?: { id: string }; excludeCredentials?: { id: string }[] } {
  const found = /data-options="([^"]+)"/.exec(body)?.[1]
  if (found === undefined) throw new Error('the page asks for no passkey')
  return JSON.parse(found.replaceAll('&quot;', '"').replaceAll('&amp;', '&'))
}

export type VirtualPasskey = ReturnType<typeof createPasskey>

export function createPasskey(origin = 'http://127.0.0.1:8080') {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(32)
  let counter = 0
  let userHandle = ''
  const clientData = (type: string, challenge: string, changes: Changes) =>
    Buffer.from(JSON.stringify({ type, challenge: changes.challenge ?? challenge, origin: changes.origin ?? origin, crossOrigin: false }))
  const authData = (changes: Changes, more: Buffer = Buffer.alloc(0)) => {
    const flags = 0x01 | (changes.verified === false ? 0 : 0x04) | (more.length > 0 ? 0x40 : 0)
    const count = Buffer.alloc(4)
    count.writeUInt32BE(changes.counter ?? counter)
    return Buffer.concat([sha256(changes.rpId ?? new URL(origin).hostname), Buffer.from([flags]), count, more])
  }
  return {
    id: base64url(id),
    /** As a server keeps it. */
    publicKey: base64url(coseKey(publicKey)),
    /** What the enrolment form sends. */
    register(body: string, changes: Changes = {}): string {
      const options = optionsIn(body)
      if (userHandle === '') userHandle = options.user?.id ?? ''
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, coseKey(publicKey)])
      const attestation = Buffer.concat([
        cborHead(5, 3),
        ...[cborText('fmt'), cborText('none'), cborText('attStmt'), cborHead(5, 0), cborText('authData'), cborBytes(authData(changes, attested))],
      ])
      const response = {
        clientDataJSON: base64url(clientData('webauthn.create', options.challenge, changes)),
        attestationObject: base64url(attestation),
        transports: ['internal'],
      }
      return JSON.stringify({ id: base64url(id), rawId: base64url(id), type: 'public-key', response, clientExtensionResults: {} })
    },
    /** What the sign-in form sends. */
    answer(body: string, changes: Changes = {}): string {
      counter += 1
      const client = clientData('webauthn.get', optionsIn(body).challenge, changes)
      const data = authData(changes)
      const signature = sign('sha256', Buffer.concat([data, sha256(client)]), privateKey)
      const response = {
        clientDataJSON: base64url(client),
        authenticatorData: base64url(data),
        signature: base64url(signature),
        userHandle: changes.userHandle ?? userHandle,
      }
      return JSON.stringify({ id: base64url(id), rawId: base64url(id), type: 'public-key', response, clientExtensionResults: {} })
    },
  }
}
