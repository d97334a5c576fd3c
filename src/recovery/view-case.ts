import { hears, maskContact } from '../contacts/contacts.ts'
import { listContacts } from '../contacts/list-contacts.ts'
import type { Context } from '../context.ts'
import { readKeyState } from '../credentials/read-key.ts'
import type { Tx } from '../db/database.ts'
import { together } from '../db/together.ts'
import type { OfficeReason, Way } from '../evidence/evidence.ts'
import { dateAt } from '../offices/calendar-date.ts'
import { askerEndsAt, proofEndsAt } from '../proof/codes.ts'
import { readHolder } from '../registry/holder.ts'
import { caseDisputedSince } from '../replacement/cases-of-holder.ts'
import { areStrangersBlocked } from '../sign-in/limits.ts'
import { freezableUntil } from '../veto/veto.ts'
import { type Recovery, type Typed, takesMore } from './recovery.ts'
import { disputedSince, readByBrowser } from './store.ts'
import { weighCase } from './weigh-case.ts'

export type Receipt = { number: string; tag: string; at: Date; employer: string; typed: Typed; told: readonly string[]; freezableUntil: Date }

/** Where a case is, as far as this browser may know. */
export type CaseView =
  | { step: 'start'; typed: Typed | null; why: 'no_case' | 'over' | 'ended' }
  | { step: 'code'; typed: Typed; tag: string; resendAt: Date; codesDead: boolean; askedTimes: number; askedAt: Date; endsAt: Date }
  /** `wasBlocked`: by failed sign-ins; the new key ends that. */
  | { step: 'key'; endsAt: Date; typed: Typed; employer: string; wasBlocked: boolean }
  /** More can be given online: each of `ways` as one thing. */
  | { step: 'more'; number: string; nationalId: string; typed: Typed; employer: string; reason: OfficeReason; ways: readonly Way[]; endsAt: Date }
  /** Every contact can stop it until then; `ways`: what makes an end of the wait now. */
  | {
      step: 'waiting'
      number: string
      nationalId: string
      typed: Typed
      tag: string
      employer: string
      reason: OfficeReason
      ways: readonly Way[]
      until: Date
      over: boolean
    }
  /** `since`: of a hold or a dispute; `heldBySupervisor`: no contact asked for that hold. `coolsUntil`: of the contact that proved, where that is the reason. */
  | {
      step: 'office'
      number: string
      typed: Typed
      employer: string
      reason: OfficeReason
      since: Date | null
      heldBySupervisor: boolean
      coolsUntil: Date | null
    }
  | { step: 'disputed'; number: string; typed: Typed; since: Date | null }
  | { step: 'done'; receipt: Receipt }

export async function viewCase(context: Context, cookieHashes: readonly string[]): Promise<CaseView> {
  if (cookieHashes.length === 0) return { step: 'start', typed: null, why: 'no_case' }
  return context.db.transaction().execute(async (tx) => {
    const [held, now] = await together(readByBrowser(tx, cookieHashes), context.clock(tx))
    if (!held) return { step: 'start', typed: null, why: 'no_case' }
    return held.as === 'asker' ? askerView(context, held.recovery, now) : holderView(context, tx, { recovery: held.recovery, now })
  })
}

/** Nothing here depends on the record: what the asking browser sees comes from what it did itself. */
function askerView({ institution: { policy } }: Context, recovery: Recovery, now: Date): CaseView {
  const endsAt = askerEndsAt(recovery, policy)
  // A case that was proven or stopped is kept, others are deleted: here all of them are gone at the same time.
  if (now.getTime() >= endsAt.getTime() + policy.unprovenKept) return { step: 'start', typed: null, why: 'no_case' }
  if (now >= endsAt) return { step: 'start', typed: recovery.typed, why: 'over' }
  return {
    step: 'code',
    typed: recovery.typed,
    tag: recovery.tag,
    resendAt: new Date((recovery.sends.at(-1)?.at ?? 0) + policy.resendAfter),
    codesDead: recovery.sends.every((send) => send.triesLeft === 0),
    askedTimes: recovery.sends.length,
    askedAt: new Date(recovery.sends.at(-1)?.at ?? 0),
    endsAt,
  }
}

async function holderView(context: Context, tx: Tx, { recovery, now }: { recovery: Recovery; now: Date }): Promise<CaseView> {
  const { policy, timeZone } = context.institution
  const { typed, branchId } = recovery
  if (branchId === null) return { step: 'start', typed, why: 'ended' }
  const holder = await readHolder(tx, { branchId, representationId: recovery.representationId, today: dateAt(now, timeZone) })
  switch (recovery.state) {
    case 'awaiting_proof':
    case 'ended':
      return { step: 'start', typed, why: 'ended' }
    case 'proven': {
      const endsAt = proofEndsAt(recovery, policy)
      if (now >= endsAt) return { step: 'start', typed, why: 'over' }
      const [key, strangers] = await together(readKeyState(tx, branchId), areStrangersBlocked(context, tx, { holder: { kind: 'employer', ...typed }, now }))
      return { step: 'key', endsAt, typed, employer: holder.legalName, wasBlocked: strangers || key === 'blocked_by_failed_sign_ins' }
    }
    case 'needs_evidence':
    case 'waiting':
    case 'needs_office':
      return weighedView(context, tx, { recovery, now })
    case 'disputed':
      return { step: 'disputed', number: recovery.number, typed, since: await disputedSince(tx, branchId) }
    case 'completed': {
      const at = recovery.completedAt ?? now
      const told = (await listContacts(tx, branchId)).filter((contact) => hears(contact, now, policy)).map(maskContact)
      return {
        step: 'done',
        receipt: {
          number: recovery.number,
          tag: recovery.tag,
          at,
          employer: holder.legalName,
          typed,
          told,
          freezableUntil: freezableUntil(at, context.institution),
        },
      }
    }
  }
}

/** What a case lacks, as it stands now: the register may have changed since the last step. */
async function weighedView(context: Context, tx: Tx, { recovery, now }: { recovery: Recovery; now: Date }): Promise<CaseView> {
  const { policy } = context.institution
  const { standing, waitEndsAt, holder } = await weighCase(context, tx, { recovery, now })
  const { number, typed } = recovery
  const common = { number, typed, employer: holder.legalName }
  const taken = takesMore(recovery, now, policy)
  const reason = ('reason' in standing ? standing.reason : recovery.officeReason) ?? 'no_usable_contact'
  const ways = 'ways' in standing ? standing.ways.filter((way) => taken || way === 'other_contact') : []
  if (recovery.state === 'waiting' && waitEndsAt !== null && standing.standing !== 'office') {
    return { step: 'waiting', ...common, nationalId: typed.nationalId, tag: recovery.tag, reason, ways, until: waitEndsAt, over: now >= waitEndsAt }
  }
  if (recovery.state === 'needs_evidence' && standing.standing !== 'office') {
    return taken
      ? { step: 'more', ...common, nationalId: typed.nationalId, reason, ways, endsAt: proofEndsAt(recovery, policy) }
      : { step: 'start', typed, why: 'over' }
  }
  const shown = standing.standing === 'office' ? standing.reason : (recovery.officeReason ?? reason)
  const since =
    shown === 'security_hold'
      ? (holder.heldSince ?? (await disputedSince(tx, holder.branchId)) ?? (await caseDisputedSince(tx, { kind: 'employer', id: holder.branchId })))
      : null
  const proving = shown === 'contact_cooling_off' ? (await listContacts(tx, holder.branchId)).find((contact) => contact.id === recovery.provenBy) : undefined
  return {
    step: 'office',
    ...common,
    reason: shown,
    since,
    heldBySupervisor: holder.holdCause === 'set_by_supervisor',
    coolsUntil: proving?.coolsUntil ?? null,
  }
}

/** Whether the case takes this proof now. */
export const offers = (held: CaseView, way: Way): held is Extract<CaseView, { step: 'more' | 'waiting' }> =>
  (held.step === 'more' || held.step === 'waiting') && held.ways.includes(way)

/** The page of each step: a step done out of order goes to where the case is. The last two are ways out of `more` and `waiting`. */
export const pathOf = {
  start: '/empleador/recuperar',
  code: '/empleador/recuperar/codigo',
  key: '/empleador/recuperar/clave',
  more: '/empleador/recuperar/clave',
  waiting: '/empleador/recuperar/clave',
  office: '/empleador/recuperar/clave',
  disputed: '/empleador/recuperar/clave',
  done: '/empleador/recuperar/listo',
  savedCode: '/empleador/recuperar/codigo-guardado',
  personalKey: '/empleador/recuperar/clave-personal',
} as const satisfies Record<CaseView['step'] | 'savedCode' | 'personalKey', string>
