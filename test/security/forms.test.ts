import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, createVisitor, type Harness } from '../harness.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const form = 'application/x-www-form-urlencoded'
const internals = /node_modules|\bat \/|\.ts:|[a-z]Error\b|FST_|kysely|select |insert |postgres/i

/** A token may hold any letters, those of a word of the inside too. */
const withoutRandom = (body: string) => body.replace(/(?:nonce|value)="[\w-]{32,}"/g, '')

async function pageWithToken() {
  const page = await harness.http.inject({ method: 'GET', url: '/empleador/ingresar' })
  const cookie = page.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  return { cookie, token: /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '' }
}
const posts = (url: string, headers: Record<string, string>, payload: string) =>
  harness.http.inject({ method: 'POST', url, headers: { 'content-type': form, ...headers }, payload })

describe('a form', () => {
  const fields = 'ruc=1790000125001&sucursal=1&clave=x'

  it('without its token, with another browser’s, or with the token in an odd shape is refused', async () => {
    const [mine, other] = [await pageWithToken(), await pageWithToken()]
    expect((await posts('/empleador/ingresar', { cookie: mine.cookie }, `${fields}&_csrf=${mine.token}`)).statusCode).toBe(422)
    for (const [cookie, body] of [
      [mine.cookie, fields],
      [mine.cookie, `${fields}&_csrf=`],
      [mine.cookie, `${fields}&_csrf=${other.token}`],
      ['', `${fields}&_csrf=${mine.token}`],
      [mine.cookie, `${fields}&_csrf=${mine.token}&_csrf=${mine.token}`],
      [mine.cookie, `${fields}&_csrf[]=${mine.token}`],
      [mine.cookie, `${fields}&_csrf[a]=${mine.token}`],
      [mine.cookie, `${fields}&__proto__[_csrf]=${mine.token}`],
      [mine.cookie, `${fields}&_csrf=${mine.token}x`],
    ] as const) {
      const refused = await posts('/empleador/ingresar', { cookie }, body)
      expect(refused.statusCode, body).toBe(403)
      expect(refused.headers['content-type']).toContain('text/html')
    }
  })

  it('that another site sent is refused, also with a good token', async () => {
    const { cookie, token } = await pageWithToken()
    for (const [site, status] of [
      ['cross-site', 403],
      ['same-site', 403],
      ['CROSS-SITE', 403],
      ['', 403],
      ['none', 422],
      ['same-origin', 422],
    ] as const) {
      expect((await posts('/empleador/ingresar', { cookie, 'sec-fetch-site': site }, `${fields}&_csrf=${token}`)).statusCode, site).toBe(status)
    }
  })

  it('is asked of every page that takes one', async () => {
    for (const url of [
      '/empleador/recuperar',
      '/empleador/recuperar/codigo',
      '/empleador/recuperar/reenviar',
      '/empleador/recuperar/clave',
      '/empleador/ingresar',
      '/empleador/salir',
      '/r/x',
      '/v/x',
    ]) {
      expect((await posts(url, {}, '')).statusCode, url).toBe(403)
    }
  })

  it('is a form and nothing else: JSON, XML, plain text and files are refused', async () => {
    const { cookie, token } = await pageWithToken()
    const json = JSON.stringify({ ruc: '1790000125001', sucursal: '1', clave: 'x', _csrf: token })
    for (const type of [
      'application/json',
      'text/plain',
      'application/xml',
      'multipart/form-data; boundary=x',
      'application/x-www-form-urlencoded-not',
      'nonsense',
    ]) {
      const refused = await posts('/empleador/ingresar', { cookie, 'content-type': type }, json)
      expect(refused.statusCode, type).toBe(415)
      expect(withoutRandom(refused.body)).not.toMatch(internals)
    }
  })

  it('takes odd encodings, arrays, nesting, repeated fields and keys of prototypes for what they are: a wrong form', async () => {
    const visitor = createVisitor(harness)
    await visitor.get('/empleador/ingresar')
    const { cookie, token } = await pageWithToken()
    const odd = [
      '%00',
      'x%00',
      '%ED%A0%80',
      '%C0%AF',
      '%FF%FE',
      '%E0',
      '%',
      '%zz',
      '%u0041',
      'a'.repeat(5000),
      '%F0%9F%94%91',
      '%E2%80%AE',
      `${'%0A'.repeat(20)}`,
      '-0',
      '1e9',
      'NaN',
      '[object Object]',
    ]
    const bodies = [
      ...odd.map((value) => `ruc=${value}&sucursal=${value}&cedula=${value}&clave=${value}&codigo=${value}&altcha=${value}`),
      'ruc[]=1&ruc[]=2&clave[x]=1&codigo[0]=1',
      'ruc=1790000125001&ruc=1790000095001&sucursal=1&cedula=1700000092&clave=x&codigo=1&codigo=2&altcha=a&altcha=b',
      '__proto__=1&__proto__[admin]=1&constructor[prototype][admin]=1&constructor=1&toString=1&hasOwnProperty=1',
      `${'a=1&'.repeat(1500)}`,
    ]
    for (const url of ['/empleador/ingresar', '/empleador/recuperar', '/empleador/recuperar/codigo', '/empleador/recuperar/clave', '/r/x', '/v/x']) {
      for (const body of bodies) {
        const answer = await posts(url, { cookie: `${cookie}; recovery=${'A'.repeat(43)}` }, `${body}&_csrf=${token}`)
        expect([303, 410, 422], `${url} ${body.slice(0, 60)}: ${answer.statusCode}`).toContain(answer.statusCode)
        expect(withoutRandom(answer.body)).not.toMatch(internals)
      }
    }
    expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false)
  })

  it('over 64 KiB is refused before it is read; one of 64 KiB is not', async () => {
    const { cookie, token } = await pageWithToken()
    const sized = (bytes: number) => `${fields}&_csrf=${token}&x=`.padEnd(bytes, 'a')
    expect((await posts('/empleador/ingresar', { cookie }, sized(64 * 1024))).statusCode).toBe(422)
    const refused = await posts('/empleador/ingresar', { cookie }, sized(64 * 1024 + 1))
    expect(refused.statusCode).toBe(413)
    expect(refused.body).toContain('Lo que envió es demasiado grande')
  })

  it('that drips in for longer than half a minute is cut off, the headers too', () => {
    const { requestTimeout, headersTimeout } = harness.http.server
    expect(requestTimeout).toBe(30_000)
    expect(Math.min(headersTimeout, requestTimeout)).toBeLessThanOrEqual(60_000)
  })
})
