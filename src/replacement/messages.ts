import type { Contact } from '../contacts/contacts.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import type { Language } from '../institution.ts'
import type { Composer } from '../notifications/deliver-notice.ts'
import { inert } from '../notifications/inert.ts'
import type { NoticeKind } from '../notifications/notices.ts'
import { dateAt } from '../offices/calendar-date.ts'
import { readHolder } from '../registry/holder.ts'
import { readPerson } from '../registry/person.ts'
import { sayDateTime } from '../ui/format.ts'
import { makeReplacementVetoLink } from '../veto/veto-link.ts'
import { takeFilingDestination } from './limits.ts'
import { frozenBefore, isStoppable, mayVeto } from './may-veto.ts'
import type { es } from './message-texts.es.ts'
import { messageTexts } from './message-texts.ts'
import { type CaseRow, hadKeyBefore, hasVetoed, isHeldCase, readCase, wasUndone } from './store.ts'

/** Whoever files chooses the language of their own messages, and not of a warning to contacts that were there before. */
const languageFor = (contact: Contact, row: CaseRow, { languages }: Context['institution']): Language =>
  row.submitted_at !== null && contact.since > row.submitted_at ? row.language : (languages[0] ?? row.language)

/** Somebody filed a request for this holder: a start message, so limited as those are. Not once the case is over. */
const composeFiled: Composer = async (context, tx, { notice, contact, firstAttempt, now }) => {
  const row = await readCase(tx, notice.replacementId ?? '')
  if (!row || notice.details.due !== true || row.state !== 'submitted' || row.submitted_at === null || contact.status !== 'active') return null
  const budget = await takeFilingDestination(context, tx, { holderId: holderIdOf(row), contact, now, dry: !firstAttempt })
  if (firstAttempt && !budget.allowed) return null
  const { institution } = context
  const language = languageFor(contact, row, institution)
  // A contact can serve several employers. Whom it is a person's own contact of, it knows; anybody can file, and reads no name of a person here.
  const holder = row.branch_id === null ? null : await holderOf(context, tx, { row, now })
  const message = messageTexts[language].filed({
    kind: row.kind,
    employer: holder && { name: inert(holder.name), shortName: inert(holder.name, 40), branch: holder.branch ?? '' },
    number: row.number,
    when: sayDateTime(row.submitted_at, { institution, language }),
    vetoLink: (await stopFor(context, tx, { row, contact, now })).vetoLink,
    institution: institution.name,
    phone: institution.support.phone,
    hours: institution.support.hours[language],
  })
  return { message, language }
}

const holderIdOf = (row: CaseRow) => row.branch_id ?? row.person_id ?? ''

type Stop = { vetoLink: string | null; stoppedBefore: boolean }

/** The link with which this contact can stop the case; null where it cannot, or it is stopped already. `stoppedBefore`: it did so once, and no more. */
async function stopFor(context: Context, tx: Tx, { row, contact, now }: { row: CaseRow; contact: Contact; now: Date }): Promise<Stop> {
  const { institution } = context
  const can = row.state !== 'disputed' && isStoppable(row, { now, institution }) && mayVeto(contact, row, { now, policy: institution.policy })
  const ids = { replacementId: row.id, contactId: contact.id }
  const stoppedBefore = can && (await hasVetoed(tx, ids))
  return { vetoLink: can && !stoppedBefore ? await makeReplacementVetoLink(context, tx, ids) : null, stoppedBefore }
}

const holderOf = async (context: Context, tx: Tx, { row, now }: { row: CaseRow; now: Date }) => {
  if (row.branch_id === null) return { name: (await readPerson(tx, row.person_id ?? '')).fullName, branch: null }
  const holder = await readHolder(tx, { branchId: row.branch_id, representationId: null, today: dateAt(now, context.institution.timeZone) })
  return { name: holder.legalName, branch: holder.branchCode }
}

/** What the contact that the case brought is not told twice: its applicant hears it in words of their own (notify-move.ts). */
const toldAsApplicant = ['activated', 'disputed'] as const satisfies readonly (keyof typeof es)[]

const composeAbout =
  (write: Exclude<keyof typeof es, 'filed'>): Composer =>
  async (context, tx, { notice, contact, now }) => {
    const row = await readCase(tx, notice.replacementId ?? '')
    if (!row || holderIdOf(row) === '' || (write === 'waitReminder' && row.state !== 'waiting')) return null
    if (toldAsApplicant.some((each) => each === write) && contact.throughReplacement === row.id) return null
    const { institution } = context
    const language = languageFor(contact, row, institution)
    const holder = await holderOf(context, tx, { row, now })
    const before = frozenBefore(row, institution)
    const { until, outcome } = notice.details
    const message = messageTexts[language][write]({
      kind: row.kind,
      number: row.number,
      hadKey: await hadKeyBefore(tx, row),
      holder: inert(holder.name),
      shortHolder: inert(holder.name, 40),
      branch: holder.branch,
      office: inert(institution.offices.find(({ id }) => id === row.office)?.name ?? ''),
      when: sayDateTime(notice.createdAt, { institution, language }),
      waitUntil: typeof until === 'number' ? sayDateTime(new Date(until), { institution, language }) : null,
      vetoUntil: before === null ? null : sayDateTime(before, { institution, language }),
      contactWasRight: outcome === 'contact_was_right',
      contactKept: outcome === 'applicant_was_right' && notice.details.suspended === false,
      undone: await wasUndone(tx, row),
      held: await isHeldCase(tx, row),
      registered: contact.status === 'active',
      ...(await stopFor(context, tx, { row, contact, now })),
      institution: institution.name,
      phone: institution.support.phone,
      hours: institution.support.hours[language],
    })
    return { message, language }
  }

export const replacementNotices = {
  'replacement.filed': composeFiled,
  'replacement.verified': composeAbout('verified'),
  'replacement.approved': composeAbout('approved'),
  'replacement.approval_void': composeAbout('approvalVoid'),
  'replacement.wait_reminder': composeAbout('waitReminder'),
  'replacement.activated': composeAbout('activated'),
  'replacement.disputed': composeAbout('disputed'),
  'replacement.resolved': composeAbout('resolved'),
  'replacement.resolution_void': composeAbout('resolutionVoid'),
  'replacement.rejected': composeAbout('rejected'),
  'replacement.cancelled': composeAbout('cancelled'),
  'replacement.expired': composeAbout('expired'),
} satisfies Partial<Record<NoticeKind, Composer>>
