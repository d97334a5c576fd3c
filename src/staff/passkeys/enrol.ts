import { recordAudit } from '../../audit/audit.ts'
import type { Context } from '../../context.ts'
import { tellStaff } from '../people/tell-staff.ts'
import { ownerOfSession } from '../store.ts'
import { makeChallenge, spendChallenge } from './challenge.ts'
import { activate, endLinks, insertPasskey, listPasskeys, lockAccountOfLink, readOpenLink } from './store.ts'
import { checkRegistration, readRegistration, registrationOptions, signedChallenge } from './webauthn.ts'

/** `own`: in a browser of the account itself, which adds one more passkey; of a dead link, of any account. */
export type EnrolmentView =
  | { outcome: 'dead'; own: boolean }
  | { outcome: 'open'; own: boolean; first: boolean; email: string; name: string; endsAt: Date; options: string }

type Link = { hashes: readonly string[]; held: readonly string[] }

/** What somebody with a link sees. Looking changes nothing: mail scanners open links. */
export function viewEnrolment(context: Context, { hashes, held }: Link): Promise<EnrolmentView> {
  return context.db.transaction().execute(async (tx): Promise<EnrolmentView> => {
    const now = await context.clock(tx)
    const found = await readOpenLink(tx, hashes, now)
    const owner = await ownerOfSession(tx, held)
    if (!found) return { outcome: 'dead', own: owner !== null }
    const known = (await listPasskeys(tx, found.staffId)).map(({ id }) => id)
    const challenge = makeChallenge(context, { for: 'enrol', staffId: found.staffId }, now)
    const options = JSON.stringify(await registrationOptions(context, { ...found, challenge, known }))
    const { email, name, endsAt } = found
    return { outcome: 'open', own: owner === found.staffId, first: found.state === 'invited', email, name, endsAt, options }
  })
}

export type EnrolOutcome = { outcome: 'enrolled'; own: boolean } | { outcome: 'dead' | 'wrong' }

/** Gives an account a passkey. The link dies by it. */
export function enrol(context: Context, on: Link & { passkeyName: string; answer: string }): Promise<EnrolOutcome> {
  return context.db.transaction().execute(async (tx): Promise<EnrolOutcome> => {
    await lockAccountOfLink(tx, on.hashes)
    const now = await context.clock(tx)
    const account = await readOpenLink(tx, on.hashes, now)
    if (!account) return { outcome: 'dead' }
    const answer = readRegistration(on.answer)
    if (!answer) return { outcome: 'wrong' }
    const challenge = signedChallenge(answer)
    if (!(await spendChallenge(context, tx, { use: { for: 'enrol', staffId: account.staffId }, signed: challenge, now }))) return { outcome: 'wrong' }
    const passkey = await checkRegistration(context, answer, challenge)
    if (!passkey || !(await insertPasskey(tx, { staffId: account.staffId, passkey, name: on.passkeyName, now }))) return { outcome: 'wrong' }
    await endLinks(tx, account.staffId, now)
    await activate(tx, account.staffId)
    const passkeys = (await listPasskeys(tx, account.staffId)).length
    await recordAudit(tx, { actor: 'staff', subject: account.staffId, at: now, staff: account.staffId }, { type: 'staff.enrolled', passkeys })
    await tellStaff(context, tx, account.email, { kind: 'passkey_added', about: account.staffId, by: account.staffId, now })
    return { outcome: 'enrolled', own: (await ownerOfSession(tx, on.held)) === account.staffId }
  })
}
