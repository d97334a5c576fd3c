import type { LightMyRequestResponse } from 'fastify'
import { expect } from 'vitest'
import { systemRandom } from '../../src/random.ts'
import { createVisitor, type Harness } from '../harness.ts'
import { type Statement, watchStatements } from './statements.ts'

/** What can be seen of one answer from outside, and what it cost inside. */
export type Seen = { status: number; headers: Record<string, unknown>; body: string; statements: Statement[]; hashed: number }
export type Triple = { taxId: string; branchCode: string; nationalId: string }

/**
 * Stops the clock and takes the randomness out of the tag, so that what is left of a difference between two answers comes from the record.
 */
export function stopClock(harness: Harness) {
  let at = harness.now().getTime()
  harness.context.clock = async () => new Date(at)
  harness.context.random = { ...systemRandom, pick: (words) => (words.length === 32 ? systemRandom.pick(words) : (words[0] ?? '')) }
  return function advance(milliseconds: number) {
    at += milliseconds
    harness.advance(milliseconds)
  }
}

export function createObserver(harness: Harness) {
  const during = watchStatements(harness.context.db)
  /** `own`: what this browser typed besides. */
  return function observe(triple: Triple, own: readonly string[] = []) {
    const visitor = createVisitor(harness)
    const see = async (request: () => Promise<LightMyRequestResponse>): Promise<Seen> => {
      const hashed = harness.context.hasher.calls()
      const { result, statements } = await during(request)
      return { ...plain(result, triple, own), statements, hashed: harness.context.hasher.calls() - hashed }
    }
    return { visitor, see }
  }
}

type Observed = ReturnType<ReturnType<typeof createObserver>> & { name: string }

/** One step of several browsers, one after the other, that has to look and cost the same for all; returns what they saw. */
export async function alike<Watched extends Observed>(
  all: readonly Watched[],
  step: string,
  request: (of: Watched) => Promise<LightMyRequestResponse>,
): Promise<Seen> {
  let first: Seen | undefined
  for (const each of all) {
    const seen = await each.see(() => request(each))
    first ??= seen
    expect(seen, `${step}, ${each.name}`).toEqual(first)
  }
  if (!first) throw new Error('nobody took the step')
  return first
}

/** An answer without what was typed and without what is random in every answer; lengths stay. */
function plain(response: LightMyRequestResponse, triple: Triple, own: readonly string[]) {
  const withoutOwn = (text: string) => own.reduce((rest, each) => rest.replaceAll(each, 'PROPIO'), text)
  const hide = (text: string) =>
    withoutOwn(text)
      .replace(/\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b/g, 'CONTINUACION')
      .replace(/\bS-[0-9A-Z]{4}-[0-9A-Z]{4}/g, 'NUMERO')
      .replace(/(<svg class="qr"[\s\S]*?<path d=")[^"]*/g, '$1')
      .replaceAll(triple.taxId, 'RUC')
      .replaceAll(triple.nationalId, 'CEDULA')
      .replace(new RegExp(`(<dd>|value=")(?:${triple.branchCode}|0001)`, 'g'), '$1SUCURSAL')
      .replace(/(name="_csrf" value=")([^"]+)/g, (_all, before: string, token: string) => before + 'x'.repeat(token.length))
      .replace(/(nonce[=-]"?)([0-9a-f]{32})/g, '$1N')
  const headers = Object.fromEntries(
    Object.entries(response.headers)
      // A QR code is as long as its squares make it.
      .filter(([name]) => name !== 'date' && !(name === 'content-length' && response.body.includes('class="qr"')))
      .map(([name, value]) => [
        name,
        name === 'set-cookie'
          ? [value].flat().map((cookie) => String(cookie).replace(/=([\w.-]+)/, (_all, secret: string) => `=${'x'.repeat(secret.length)}`))
          : hide(String(value)),
      ]),
  )
  return { status: response.statusCode, headers, body: hide(response.body).replaceAll('><', '>\n<') }
}
