import type { FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'

/** The hashes, under every key version, of the token in a link's path. */
export const tokenHashes = (context: Context, request: FastifyRequest) => context.keys.macs('token', String((request.params as { token?: string }).token ?? ''))
