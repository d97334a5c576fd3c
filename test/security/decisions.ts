import { answers, disputesOf, holdReasons, resolutionOf } from '../../src/replacement/console/disputes/disputes.ts'
import { holdOf } from '../../src/replacement/console/disputes/set-hold.ts'
import { openingOf } from '../../src/replacement/console/review/open-screen.ts'
import { type Decision, makeChallenge } from '../../src/staff/passkeys/challenge.ts'
import { changeOf } from '../../src/staff/people/change.ts'
import { askingOf, confirmationOf } from '../../src/staff/people/invite.ts'
import { removalOf } from '../../src/staff/people/remove.ts'
import type { Harness } from '../harness.ts'

// What each form of the console decides that is sent with a passkey's answer, read from its address and its fields: so a test can show a
// passkey for just that also where no page offers the form.

type Sent = { path: string; fields: Readonly<Record<string, string>> }

function decisionOf({ path, fields }: Sent): Decision {
  const [, , section = '', subject = ''] = path.split('/')
  if (section === 'tramites' && path.endsWith('/pantalla')) return openingOf({ number: subject, version: Number(fields.version) })
  if (path.startsWith('/oficina/aprobaciones/disputas/')) {
    const [, , , , of = '', id = ''] = path.split('/')
    const answer = answers.find(({ outcome, reason }) => `${outcome}.${reason}` === fields.respuesta)
    const one = disputesOf.find((each) => each === of)
    if (answer && one) return resolutionOf({ of: one, id, version: Number(fields.version), answer, note: fields.nota ?? '' })
  }
  if (path === '/oficina/aprobaciones/retener') {
    const { ruc = '', sucursal = '', cedula = '' } = fields
    const reason = holdReasons.find((each) => each === fields.motivo) ?? 'theft_reported'
    return holdOf({ whose: ruc === '' ? { kind: 'personal', nationalId: cedula } : { kind: 'employer', taxId: ruc, branchCode: sucursal }, reason })
  }
  if (path === '/oficina/personal/invitar') return askingOf('account')
  if (fields.accion === 'enlace') return askingOf({ staffId: subject, kind: 'new_link' })
  if (fields.accion === 'datos') return askingOf({ staffId: subject, kind: 'details' })
  if (fields.accion === 'confirmar') return confirmationOf({ staffId: subject, invitedAt: new Date(fields.invitada ?? '') })
  if (fields.accion === 'aceptar') return changeOf({ staffId: subject, changeId: fields.cambio ?? '' })
  if (fields.accion === 'quitar') return removalOf('remove', subject)
  if (fields.accion === 'revisar') return removalOf('void', subject)
  throw new Error(`nothing is decided with a passkey at ${path}`)
}

/** A page that asks this account for a passkey, for just what a form decides. */
export function pageAsking({ context, now }: Harness, staffId: string, sent: Sent): { body: string } {
  const challenge = makeChallenge(context, { for: 'decide', staffId, decision: decisionOf(sent) }, now())
  return { body: `data-options="${JSON.stringify({ challenge: Buffer.from(challenge).toString('base64url') }).replaceAll('"', '&quot;')}"` }
}
