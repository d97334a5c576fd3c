import { destinationOf, hears, maskContact } from '../../../contacts/contacts.ts'
import { listHolderContacts } from '../../../contacts/list-contacts.ts'
import { takesPhones } from '../../../contacts/read-contact.ts'
import type { Context } from '../../../context.ts'
import type { HolderRef, KeyKind } from '../../../credentials/credentials.ts'
import type { Tx } from '../../../db/database.ts'
import { dateAt } from '../../../offices/calendar-date.ts'
import { workingDayAfter } from '../../../offices/working-days.ts'
import { readCase as readRecovery } from '../../../recovery/case.ts'
import { isHeld } from '../../../registry/holder.ts'
import { type NotAllowed, type SignedOut, type StaffBrowser, withStaff } from '../../../staff/enter-office.ts'
import { askToDecide } from '../../../staff/passkeys/show-again.ts'
import { recordLook } from '../../../staff/record-look.ts'
import type { StaffActor } from '../../../staff/staff.ts'
import { readUnlock } from '../../../unlock/case.ts'
import { decide, type ReplacementState } from '../../replacement.ts'
import { readCase } from '../../store.ts'
import { type Examined, examinedOf } from '../approval/examined.ts'
import { staffName } from '../store.ts'
import { type DisputeOf, type DisputeRefused, type Resolution, resolutionOf } from './disputes.ts'
import { type Foreseen, foresee } from './foresee.ts'
import type { NotResolved } from './resolve-dispute.ts'
import { type DisputeRow, findDisputed, holderOf, listDisputed, listVetoes, readHolderName } from './store.ts'

const listed = 100

/** Until which day somebody has to resolve it. `today`: that day has come. */
export type Term = { day: string; past: boolean; today: boolean }
export type DisputeHead = { of: DisputeOf; id: string; number: string; since: Date; term: Term }
export type DisputesView = { outcome: 'seen'; disputes: readonly DisputeHead[] }

/** What waits for a supervisor. Nobody's data. */
export function viewDisputes(context: Context, browser: StaffBrowser): Promise<DisputesView | SignedOut | NotAllowed> {
  return withStaff(context, browser, {
    roles: ['supervisor'],
    async work(tx, actor, now): Promise<DisputesView> {
      const rows = await listDisputed(tx, { but: actor.nationalId, atMost: listed })
      return { outcome: 'seen', disputes: rows.map(({ of, id, number, since }) => ({ of, id, number, since, term: termOf(context, since, now) })) }
    },
  })
}

export function termOf({ institution }: Context, since: Date, now: Date): Term {
  const day = workingDayAfter(dateAt(since, institution.timeZone), institution.policy.disputeWorkingDays, institution)
  const today = dateAt(now, institution.timeZone)
  return { day, past: day < today, today: day === today }
}

/** A contact that stopped it: enough to be told apart, too little to be written to. */
export type Objection = { contact: string; registeredSince: Date; removed: boolean; at: Date }
export type AboutCase =
  | { kind: 'office'; examined: Examined; from: ReplacementState; approvedBy: string | null; activatedAt: Date | null }
  | {
      kind: 'online'
      typed: { taxId?: string; branchCode?: string; nationalId: string }
      holder: string
      startedAt: Date
      proof: { through: string; with: 'code' | 'link'; at: Date } | null
      completedAt: Date | null
    }
export type DisputeView = {
  outcome: 'seen'
  actor: StaffActor
  head: DisputeHead
  holder: KeyKind
  /** What the form of a resolution is made from. */
  version: number
  held: boolean
  objections: readonly Objection[]
  about: AboutCase
  /** What the answer that was chosen would do, and what the browser is asked for to give it; null: none is chosen yet. */
  chosen: { foreseen: Foreseen; options: string } | null
}
export function viewDispute(
  context: Context,
  browser: StaffBrowser,
  at: { of: DisputeOf; id: string; chosen: Pick<Resolution, 'version' | 'answer' | 'note'> | null },
): Promise<DisputeView | NotResolved | SignedOut | NotAllowed> {
  return withStaff(context, browser, {
    roles: ['supervisor'],
    async work(tx, actor, now): Promise<DisputeView | NotResolved> {
      const found = await findDisputed(tx, at)
      if (!found) return { outcome: 'not_disputed' }
      if (found.applicant === actor.nationalId) return { outcome: 'took_part' }
      const vetoes = await listVetoes(tx, at)
      const about = at.of === 'replacement' ? await officeCase(context, tx, { found, actor, now }) : await onlineCase(tx, found)
      if (about === null) return { outcome: 'not_disputed' }
      if ('outcome' in about) return about
      await recordLook(tx, actor, { subject: found.id, what: 'dispute', at: now })
      const given = at.chosen && { of: at.of, id: at.id, ...at.chosen }
      const foreseen = given && (await foresee(context, tx, { found, given, actor, now }))
      if (foreseen && 'outcome' in foreseen) return foreseen
      return {
        outcome: 'seen',
        actor,
        head: { of: at.of, id: found.id, number: found.number, since: found.since, term: termOf(context, found.since, now) },
        holder: holderOf(found).kind,
        version: about.kind === 'office' ? about.examined.version : vetoes.length,
        held: await isHeld(tx, holderOf(found)),
        objections: vetoes.map((veto) => ({ contact: maskContact(veto), registeredSince: veto.since, removed: veto.removedAt !== null, at: veto.at })),
        about,
        chosen: given && foreseen && { foreseen, options: await askToDecide(context, tx, { decision: resolutionOf(given), actor, now }) },
      }
    },
  })
}

/** How many addresses of a holder's registered contacts are told what happens to it now. */
export async function countHearing({ institution }: Context, tx: Tx, { holder, now }: { holder: HolderRef; now: Date }): Promise<number> {
  const contacts = await listHolderContacts(tx, holder)
  const told = contacts.filter((each) => hears(each, now, institution.policy) && (each.channel === 'email' || takesPhones(institution)))
  return new Set(told.map(destinationOf)).size
}

async function officeCase(context: Context, tx: Tx, on: { found: DisputeRow; actor: StaffActor; now: Date }): Promise<AboutCase | DisputeRefused | null> {
  const row = await readCase(tx, on.found.id)
  if (!row?.disputed_from) return null
  const { examined, inHand } = await examinedOf(context, tx, { row, now: on.now })
  const may = decide(inHand.facts, { type: 'resolve', outcome: 'contact_was_right', by: on.actor }, on.now)
  if (may.outcome === 'refused') return { outcome: 'took_part' }
  const approvedBy = row.approved_by === null ? null : await staffName(tx, row.approved_by)
  return { kind: 'office', examined, from: row.disputed_from, approvedBy, activatedAt: row.activated_at }
}

async function onlineCase(tx: Tx, found: DisputeRow): Promise<AboutCase | null> {
  const seen = found.of === 'recovery' ? await readRecovery(tx, found.id) : await readUnlock(tx, found.id)
  if (!seen) return null
  const through =
    seen.provenBy === null ? undefined : await tx.selectFrom('contact').select(['channel', 'value']).where('id', '=', seen.provenBy).executeTakeFirst()
  return {
    kind: 'online',
    typed: seen.typed,
    holder: await readHolderName(tx, found),
    startedAt: seen.startedAt,
    proof: through && seen.provenAt && seen.provenWith ? { through: maskContact(through), with: seen.provenWith, at: seen.provenAt } : null,
    completedAt: seen.completedAt,
  }
}
