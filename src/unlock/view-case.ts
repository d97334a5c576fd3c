import { hears, maskContact } from '../contacts/contacts.ts'
import { listPersonContacts } from '../contacts/list-contacts.ts'
import type { Context } from '../context.ts'
import { type PersonalKey, readPersonalKey } from '../credentials/unlock-key.ts'
import type { Tx } from '../db/database.ts'
import { together } from '../db/together.ts'
import type { PersonalOfficeReason } from '../evidence/personal-office-reason.ts'
import { askerEndsAt, proofEndsAt } from '../proof/codes.ts'
import { readPerson } from '../registry/person.ts'
import { caseDisputedSince } from '../replacement/cases-of-holder.ts'
import { areStrangersBlocked } from '../sign-in/limits.ts'
import { freezableUntil } from '../veto/veto.ts'
import { disputedSince, readByBrowser } from './store.ts'
import type { KeyHere, Unlock } from './unlock.ts'

export type Receipt = {
  number: string
  tag: string
  at: Date
  person: string
  nationalId: string
  chosen: 'kept' | 'new'
  told: readonly string[]
  freezableUntil: Date
}
type Typed = Unlock['typed']

/** Where a case is, as far as this browser may know. */
export type CaseView =
  | { step: 'start'; typed: Typed | null; why: 'no_case' | 'over' | 'ended' }
  | { step: 'code'; typed: Typed; tag: string; resendAt: Date; codesDead: boolean; askedTimes: number; askedAt: Date; endsAt: Date }
  | { step: 'option'; endsAt: Date; typed: Typed; person: string; key: KeyHere }
  /** `since`: of a hold or a dispute; `heldBySupervisor`: no contact asked for that hold. */
  | {
      step: 'office'
      number: string
      typed: Typed
      person: string
      reason: PersonalOfficeReason
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
    return held.as === 'asker' ? askerView(context, held.unlock, now) : holderView(context, tx, { unlock: held.unlock, now })
  })
}

/** Nothing here depends on the record: what the asking browser sees comes from what it did itself. */
function askerView({ institution: { policy } }: Context, unlock: Unlock, now: Date): CaseView {
  const endsAt = askerEndsAt(unlock, policy)
  // A case that was proven or stopped is kept, others are deleted: here all of them are gone at the same time.
  if (now.getTime() >= endsAt.getTime() + policy.unprovenKept) return { step: 'start', typed: null, why: 'no_case' }
  if (now >= endsAt) return { step: 'start', typed: unlock.typed, why: 'over' }
  return {
    step: 'code',
    typed: unlock.typed,
    tag: unlock.tag,
    resendAt: new Date((unlock.sends.at(-1)?.at ?? 0) + policy.resendAfter),
    codesDead: unlock.sends.every((send) => send.triesLeft === 0),
    askedTimes: unlock.sends.length,
    askedAt: new Date(unlock.sends.at(-1)?.at ?? 0),
    endsAt,
  }
}

async function holderView(context: Context, tx: Tx, { unlock, now }: { unlock: Unlock; now: Date }): Promise<CaseView> {
  const { policy } = context.institution
  const { typed, personId } = unlock
  if (personId === null) return { step: 'start', typed, why: 'ended' }
  const person = await readPerson(tx, personId)
  switch (unlock.state) {
    case 'awaiting_proof':
    case 'ended':
      return { step: 'start', typed, why: 'ended' }
    case 'proven': {
      const endsAt = proofEndsAt(unlock, policy)
      if (now >= endsAt) return { step: 'start', typed, why: 'over' }
      const [key, strangers] = await together(
        readPersonalKey(tx, personId),
        areStrangersBlocked(context, tx, { holder: { kind: 'personal', nationalId: typed.nationalId }, now }),
      )
      return { step: 'option', endsAt, typed, person: person.fullName, key: keyHere(key, strangers) }
    }
    case 'needs_office': {
      const reason = unlock.officeReason ?? 'no_usable_contact'
      const since =
        reason === 'security_hold'
          ? (person.heldSince ?? (await disputedSince(tx, personId)) ?? (await caseDisputedSince(tx, { kind: 'personal', id: personId })))
          : null
      const proving = reason === 'contact_cooling_off' ? (await listPersonContacts(tx, personId)).find((contact) => contact.id === unlock.provenBy) : undefined
      const heldBySupervisor = person.holdCause === 'set_by_supervisor'
      const coolsUntil = proving?.coolsUntil ?? null
      return { step: 'office', number: unlock.number, typed, person: person.fullName, reason, since, heldBySupervisor, coolsUntil }
    }
    case 'disputed':
      return { step: 'disputed', number: unlock.number, typed, since: await disputedSince(tx, personId) }
    case 'completed': {
      const at = unlock.completedAt ?? now
      const told = (await listPersonContacts(tx, personId)).filter((contact) => hears(contact, now, policy)).map(maskContact)
      return {
        step: 'done',
        receipt: {
          number: unlock.number,
          tag: unlock.tag,
          at,
          person: person.fullName,
          nationalId: typed.nationalId,
          chosen: unlock.chosen ?? 'new',
          told,
          freezableUntil: freezableUntil(at, context.institution),
        },
      }
    }
  }
}

/** What can be done with the key, and whether a block stands in the way: strangers' failures, or one that came with the registry. */
function keyHere(key: PersonalKey | null, strangersBlocked: boolean): KeyHere {
  if (key === null) return 'none'
  if (!key.hasHash) return 'elsewhere'
  return strangersBlocked || key.status === 'blocked' ? 'blocked' : 'usable'
}

/** The page of each step: a step done out of order goes to where the case is. */
export const pathOf = {
  start: '/personal/desbloquear',
  code: '/personal/desbloquear/codigo',
  option: '/personal/desbloquear/opcion',
  office: '/personal/desbloquear/opcion',
  disputed: '/personal/desbloquear/opcion',
  done: '/personal/desbloquear/listo',
} as const satisfies Record<CaseView['step'], string>
