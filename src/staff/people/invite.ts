import { recordAudit } from '../../audit/audit.ts'
import type { Context } from '../../context.ts'
import { type StaffBrowser, withStaff } from '../enter-office.ts'
import type { Decision } from '../passkeys/challenge.ts'
import { askToDecide, decideWithPasskey, type ShownWith } from '../passkeys/show-again.ts'
import { type StaffChangeKind, type WhyNotConfirm, whyNotConfirm } from '../staff.ts'
import { type NewAccount, startAfresh } from './add-by-operator.ts'
import { insertAccount, isAddressOfAnother, lockAccount, lockAccountByNationalId, readAccount, saveAccount } from './store.ts'
import { tellAuditors, tellStaff } from './tell-staff.ts'

export type Invited = { outcome: 'invited'; id: string } | { outcome: 'known' | 'address_known' }

/**
 * What the passkey of whoever asks for something signs: for whom, where the account is there, and of which kind it is. Asking takes one as
 * confirming does: whoever asked at the desk of another, and confirmed at their own, would be two people too.
 */
export const askingOf = (what: { staffId: string; kind: StaffChangeKind } | 'account'): Decision => ({
  act: 'ask_account',
  on: what === 'account' ? [what] : [what.staffId, what.kind],
})

/** Who may invite, and what their browser is asked for to do it. */
export function viewInvite(context: Context, browser: StaffBrowser) {
  return withStaff(context, browser, {
    roles: ['administrator'],
    work: async (tx, actor, now) => ({
      outcome: 'seen' as const,
      actor,
      options: await askToDecide(context, tx, { decision: askingOf('account'), actor, now }),
    }),
  })
}

/** Asks for an account. It can do nothing until another administrator confirms it. One that was removed comes back as if it were new. */
export function invite(context: Context, browser: StaffBrowser, account: NewAccount, shown: ShownWith) {
  return decideWithPasskey(context, browser, {
    roles: ['administrator'],
    decision: askingOf('account'),
    shown,
    async work(tx, actor): Promise<Invited> {
      const known = await lockAccountByNationalId(tx, account.nationalId)
      const now = await context.clock(tx)
      if (known && known.state !== 'removed') return { outcome: 'known' }
      if (await isAddressOfAnother(tx, { email: account.email, staffId: known?.id ?? null })) return { outcome: 'address_known' }
      const values = {
        name: account.name,
        email: account.email,
        roles: [...account.roles],
        office: account.office,
        state: 'invited' as const,
        invited_at: now,
        invited_by: actor.id,
        confirmed_by: null,
        confirmed_at: null,
        approves_from: null,
        removed_at: null,
        removed_by: null,
      }
      const id = known?.id ?? context.random.uuid()
      if (known) {
        await startAfresh(context, tx, { staffId: id, now })
        await saveAccount(tx, id, values)
      } else if (!(await insertAccount(tx, { id, national_id: account.nationalId, ...values }))) return { outcome: 'known' }
      await recordAudit(tx, { actor: 'staff', subject: id, at: now, staff: actor.id }, { type: 'staff.invited', roles: account.roles })
      await tellAuditors(context, tx, { kind: 'invited', about: id, by: actor.id, now })
      return { outcome: 'invited', id }
    },
  })
}

export type Settled = { outcome: 'done' | WhyNotConfirm | 'gone' | 'address_known' }

export type Invitation = { staffId: string; invitedAt: Date }

/** What the passkey of whoever confirms signs: this invitation, as it was made. */
export const confirmationOf = ({ staffId, invitedAt }: Invitation): Decision => ({ act: 'confirm_account', on: [staffId, invitedAt.toISOString()] })

/** Confirms an invitation as it was seen, with a passkey shown for it: the link goes to the person alone, by e-mail. */
export function confirmInvitation(context: Context, browser: StaffBrowser, on: Invitation, shown: ShownWith) {
  return decideWithPasskey(context, browser, {
    roles: ['administrator'],
    decision: confirmationOf(on),
    shown,
    async work(tx, actor): Promise<Settled> {
      const account = await lockAccount(tx, on.staffId)
      const now = await context.clock(tx)
      if (account?.state !== 'invited' || account.confirmed_at !== null || account.invited_at.getTime() !== on.invitedAt.getTime()) return { outcome: 'gone' }
      const asker = account.invited_by === null ? null : await readAccount(tx, account.invited_by)
      const why = whyNotConfirm({ by: actor.id, about: account.id, asker })
      if (why) return { outcome: why }
      if (await isAddressOfAnother(tx, { email: account.email, staffId: account.id })) return { outcome: 'address_known' }
      const approvesFrom = new Date(now.getTime() + context.institution.policy.staffApprovesAfter)
      await saveAccount(tx, account.id, { confirmed_by: actor.id, confirmed_at: now, approves_from: approvesFrom })
      await recordAudit(tx, { actor: 'staff', subject: account.id, at: now, staff: actor.id }, { type: 'staff.confirmed' })
      const telling = { about: account.id, by: actor.id, now }
      await tellStaff(context, tx, account.email, { kind: 'enrolment_link', ...telling })
      await tellAuditors(context, tx, { kind: 'confirmed', ...telling })
      return { outcome: 'done' }
    },
  })
}
