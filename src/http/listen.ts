import type { FastifyInstance } from 'fastify'

/** Listens, or says which address cannot be had and which setting changes it. */
export async function listen(http: FastifyInstance, at: { host: string; port: number }, setting: string) {
  try {
    await http.listen(at)
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : 'unknown'
    const why = code === 'EADDRINUSE' ? 'is in use by another program' : `cannot be listened on (${code})`
    throw new Error(`${at.host}:${at.port} ${why}: set ${setting} to another address, such as 127.0.0.1:8090`, { cause })
  }
}
