import { basename, dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import statics from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import type { Context } from '../context.ts'

const folder = fileURLToPath(new URL('../../assets/', import.meta.url))
const altcha = (file: string) => fileURLToPath(import.meta.resolve(`altcha/${file}`))

/** Our own style and scripts, the proof-of-work widget's, the passkey library's, and the institution's logo. All from this origin. */
export async function serveAssets(http: FastifyInstance, context: Context) {
  await http.register(statics, {
    root: folder,
    prefix: '/assets/',
    index: false,
    list: false,
    cacheControl: false,
    setHeaders: (reply) => void reply.header('cache-control', 'public, max-age=3600'),
  })
  const file = (path: string, from: string, type: string) =>
    http.get(path, async (_request, reply) =>
      reply.type(type).header('cache-control', 'public, max-age=3600').sendFile(basename(from), dirname(from), { cacheControl: false }),
    )
  file('/assets/altcha.js', resolve(dirname(altcha('external')), 'altcha.min.js'), 'text/javascript')
  file('/assets/altcha-worker.js', altcha('workers/pbkdf2'), 'text/javascript')
  const webauthn = fileURLToPath(import.meta.resolve('@simplewebauthn/browser'))
  file('/assets/webauthn.js', resolve(dirname(webauthn), '../dist/bundle/index.umd.min.js'), 'text/javascript')
  const { logo } = context.institution.brand
  if (logo !== undefined) file('/assets/logo', resolve(logo), logo.endsWith('.svg') ? 'image/svg+xml' : 'image/png')
}
