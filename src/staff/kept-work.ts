import { z } from 'zod'
import type { Context } from '../context.ts'
import type { StaffBrowser } from './enter-office.ts'
import { ownerOfSession } from './store.ts'

// A form that came after the session had ended: what was typed is kept in the page that asks to sign in again, not here, under a seal that
// names the account and the page. It is offered to that account alone, and sent only when the person sends it.

export type KeptWork = { to: string; fields: readonly (readonly [string, string])[]; seal: string }

/** What is kept at most, as a form writes it: it travels back together with what a passkey answers, in one request. */
const longest = 50_000
/** Of the form itself: made anew. What a passkey answered is of no use a second time. */
const notKept = ['_csrf', 'passkey']

const insideOffice = /^\/oficina(\/[\w-]+)*$/
const Fields = z.array(z.tuple([z.string().max(100), z.string()])).max(200)

const sealed = (on: { staffId: string; to: string; json: string }) => `${on.staffId}\n${on.to}\n${on.json}`

function fieldsOf(body: unknown): [string, string][] {
  const parsed = z.record(z.string(), z.union([z.string(), z.array(z.string())])).safeParse(body)
  return Object.entries(parsed.data ?? {})
    .filter(([name]) => !notKept.includes(name))
    .flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as [string, string]] : value.map((each) => [name, each] as [string, string])))
}

/** Keeps a form for the account whose session this browser had; null: nobody's, nothing in it, or too long. */
export function keepWork(context: Context, browser: StaffBrowser, form: { to: string; body: unknown }): Promise<KeptWork | null> {
  return context.db.transaction().execute(async (tx) => {
    const staffId = await ownerOfSession(tx, browser.held)
    const fields = fieldsOf(form.body)
    const json = JSON.stringify(fields)
    if (!staffId || fields.length === 0 || encodeURIComponent(json).length > longest || !insideOffice.test(form.to)) return null
    return { to: form.to, fields, seal: context.keys.mac('kept_work', sealed({ staffId, to: form.to, json })) }
  })
}

const Posted = z.object({ destino: z.string().regex(insideOffice), guardado: z.string().max(longest), sello: z.string().max(100) })

/** What a sign-in form carries along, unchecked: it goes back into the page while signing in fails. */
export function readKeptWork(body: unknown): KeptWork | null {
  const posted = Posted.safeParse(body).data
  if (!posted) return null
  try {
    return { to: posted.destino, fields: Fields.parse(JSON.parse(posted.guardado)), seal: posted.sello }
  } catch {
    return null
  }
}

/** Whether kept work was kept for this account, and is as it was. */
export const isKeptFor = (context: Context, staffId: string, { to, fields, seal }: KeptWork) =>
  context.keys.macs('kept_work', sealed({ staffId, to, json: JSON.stringify(fields) })).includes(seal)
