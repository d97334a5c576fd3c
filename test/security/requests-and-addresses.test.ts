import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { createHarness, createVisitor, type Harness, linkTo, mailTo, solvedPuzzle } from '../harness.ts'
import { addHolder, madeUpTriple } from './holders.ts'
import { asked, proven } from './steps.ts'

let harness: Harness
let port: number
beforeAll(async () => {
  harness = await createHarness()
  port = Number(new URL(await harness.http.listen({ host: '127.0.0.1', port: 0 })).port)
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

/** What a server answers to these bytes. */
const raw = (bytes: string) =>
  new Promise<string>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let answer = ''
    socket.setEncoding('latin1').on('data', (part) => {
      answer += part
    })
    socket.once('error', reject).once('close', () => resolve(answer))
    socket.write(bytes, 'latin1')
  })
const rawGet = (target: string, headers = '') => raw(`GET ${target} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n${headers}\r\n`)

describe('a request', () => {
  it('with headers over 16 KiB is refused; with less it is not', async () => {
    expect(await rawGet('/healthz', `X-Long: ${'a'.repeat(15 * 1024)}\r\n`)).toMatch(/^HTTP\/1\.1 200/)
    expect(await rawGet('/healthz', `X-Long: ${'a'.repeat(16 * 1024)}\r\n`)).toMatch(/^HTTP\/1\.1 431/)
  })

  it('never decides where its forms post or its messages lead: neither by Host, nor by a forwarded host, nor by a whole address', async () => {
    for (const target of ['/empleador/recuperar', 'http://evil.example/empleador/recuperar', 'http://evil.example/empleador/recuperar?lang=es']) {
      const page = await rawGet(target, 'X-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\nForwarded: host=evil.example\r\n')
      expect(page).toMatch(/^HTTP\/1\.1 200/)
      expect(page).toContain('action="/empleador/recuperar"')
      expect(page).not.toContain('evil.example')
    }
    const holder = await addHolder(harness)
    const { cookie, token } = await pageWithToken()
    const fields = new URLSearchParams({ ruc: holder.taxId, sucursal: '1', cedula: holder.nationalId, altcha: await solvedPuzzle(harness), _csrf: token })
    const started = await posts(
      '/empleador/recuperar',
      { cookie, host: 'evil.example', 'x-forwarded-host': 'evil.example', origin: 'https://evil.example' },
      fields.toString(),
    )
    expect(started.headers.location).toBe('/empleador/recuperar/codigo')
    await harness.settled()
    expect(mailTo(harness, holder.email)).toHaveLength(1)
    expect(JSON.stringify(mailTo(harness, holder.email))).not.toContain('evil.example')
  })

  it('with a path of tricks finds no page, leads nowhere and shows nothing of the inside', async () => {
    const tricks = [
      '//evil.example',
      '///evil.example/empleador',
      '/%2f%2fevil.example',
      '/empleador//recuperar',
      '/empleador/%2e%2e/demo',
      '/assets/../package.json',
      '/assets/%2e%2e%2fpackage.json',
      '/assets/..%5cpackage.json',
      '/assets/',
      '/r/',
      '/r/a/b',
      '/r/%00',
      '/r/%',
      '/r/%E0%A4%A',
      `/r/${'a'.repeat(5000)}`,
      '/EMPLEADOR',
      '/empleador/',
      '/empleador;x',
      '/.env',
      '/.git/config',
      '/node_modules/x',
      '/%c0%ae%c0%ae/',
      '/v/hecho/constructor',
      '/v/hecho/__proto__',
    ]
    for (const target of tricks) {
      const answer = await rawGet(target)
      const status = Number(answer.slice(9, 12))
      expect([200, 400, 403, 404, 410, 414], `${target}: ${status}`).toContain(status)
      if (status === 200) expect(answer, target).toContain('No reconocemos este enlace')
      expect(answer, target).not.toMatch(/^location:/im)
      expect(withoutRandom(answer), target).not.toMatch(internals)
      expect(answer, target).not.toContain('evil.example')
    }
  })

  it('with an unknown method changes nothing and shows nothing', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'BREW']) {
      const answer = await raw(`${method} /empleador/recuperar HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
      expect(answer.slice(9, 12), method).toMatch(/^(400|404|405)$/)
      expect(withoutRandom(answer)).not.toMatch(internals)
      expect(answer).not.toMatch(/^access-control-/im)
    }
  })

  it('with a language that is none gets the institution’s, and plants nothing', async () => {
    for (const lang of ['fr', 'es;q=1', '../en', '%0d%0aSet-Cookie:a=b', '<script>', '__proto__', 'constructor', 'es&lang=en', 'ES', '']) {
      const answer = await harness.http.inject({ method: 'GET', url: `/?lang=${lang}`, headers: { cookie: `language=${encodeURIComponent(lang)}` } })
      expect(answer.statusCode, lang).toBe(200)
      expect(answer.body).toContain('<html lang="es">')
      expect(answer.cookies.map(({ name }) => name)).toEqual(['csrf'])
    }
    for (const cookie of ['language=en; language=es', 'language=en'])
      expect((await harness.http.inject({ method: 'GET', url: '/', headers: { cookie } })).statusCode).toBe(200)
  })

  it('carries every header that protects its page, and the page of an error too', async () => {
    const [holder, phantom] = [await addHolder(harness), createVisitor(harness)]
    await phantom.start(madeUpTriple())
    const keyPage = await (await proven(harness, holder)).get('/empleador/recuperar/clave')
    const pages = [
      keyPage,
      await phantom.get('/empleador/recuperar/codigo'),
      await phantom.get('/nada'),
      await phantom.get(linkTo(harness, holder.email, '/v/')),
    ]
    for (const { headers } of pages) {
      expect(headers['content-security-policy']).toMatch(/default-src 'none';.*form-action 'self';.*frame-ancestors 'none'/)
      expect(headers['content-security-policy']).not.toMatch(/unsafe|\*|https?:/)
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      })
      expect(headers['permissions-policy']).toContain('camera=()')
      expect(headers['x-powered-by']).toBeUndefined()
    }
  })
})

describe('the address of a caller', () => {
  it('is taken from a proxy that is trusted, and from nobody else', async () => {
    const direct = await createApp(harness.context, {})
    const named = await createApp(harness.context, { trustedProxies: ['10.1.1.1'] })
    const limit = harness.context.institution.policy.noScriptPerSource
    for (const http of [direct, named]) {
      const page = await http.inject({ method: 'GET', url: '/empleador/recuperar' })
      const cookie = page.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
      const token = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
      const statuses: number[] = []
      for (let start = 0; start <= limit; start += 1) {
        const { taxId, nationalId } = madeUpTriple()
        const headers = {
          'content-type': form,
          cookie,
          'x-forwarded-for': `172.16.${start}.1`,
          forwarded: `for=172.16.${start}.1`,
          'x-real-ip': `172.16.${start}.1`,
        }
        const payload = new URLSearchParams({ ruc: taxId, sucursal: '1', cedula: nationalId, _csrf: token }).toString()
        statuses.push(
          (await http.inject({ method: 'POST', url: '/empleador/recuperar', headers, payload, remoteAddress: http === direct ? '10.90.0.1' : '10.90.1.1' }))
            .statusCode,
        )
      }
      expect(statuses).toEqual([...Array.from({ length: limit }, () => 303), 429])
      await http.close()
    }
  })

  it('that a trusted proxy reports is the last one that is not trusted, whatever the caller wrote before it; nonsense is refused', async () => {
    const limit = harness.context.institution.policy.noScriptPerSource
    const { cookie, token } = await pageWithToken()
    const start = (forwarded: string) => {
      const { taxId, nationalId } = madeUpTriple()
      return posts(
        '/empleador/recuperar',
        { cookie, 'x-forwarded-for': forwarded },
        new URLSearchParams({ ruc: taxId, sucursal: '1', cedula: nationalId, _csrf: token }).toString(),
      )
    }
    for (let time = 0; time < limit; time += 1) expect((await start(`1.2.3.${time}, 8.8.${time}.8, 10.91.0.1`)).statusCode).toBe(303)
    expect((await start('5.6.7.8, 10.91.0.9')).statusCode).toBe(429)
    expect((await start('10.91.1.1, unknown')).statusCode).toBe(400)
  })
})

it('cookies are for this host alone, out of reach of scripts, and on https secure and prefixed', async () => {
  const secure = await createApp({ ...harness.context, origin: 'https://claves.example.ec' }, { trustedProxies: ['127.0.0.1'] })
  const page = await secure.inject({ method: 'GET', url: '/empleador/recuperar?lang=en' })
  const names = page.cookies.map(({ name }) => name).sort()
  expect(names).toEqual(['__Host-csrf', '__Host-language'])
  for (const cookie of page.cookies) expect(cookie).toMatchObject({ path: '/', httpOnly: true, sameSite: 'Lax', secure: true })
  for (const cookie of page.cookies) expect(cookie).not.toHaveProperty('domain')
  expect(page.headers['strict-transport-security']).toContain('max-age=63072000')
  await secure.close()
  const browser = await asked(harness, await addHolder(harness))
  expect([...browser.cookies.keys()].sort()).toEqual(['csrf', 'recovery'])
})
