import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import type { Composer } from '../notifications/deliver-notice.ts'
import { inert } from '../notifications/inert.ts'
import type { Notice } from '../notifications/notices.ts'
import { dateAt } from '../offices/calendar-date.ts'
import { readHolder } from '../registry/holder.ts'
import { readPerson } from '../registry/person.ts'
import { requestLink } from '../replacement/paths.ts'
import { hasOfficePath } from '../replacement/requirements.ts'
import { sayDateTime, sayDuration } from '../ui/format.ts'
import { maskContact } from './contacts.ts'
import { en } from './message-texts.en.ts'
import { type ChangedHolder, es } from './message-texts.es.ts'

const texts = { es, en }

/** No case and no person stands behind a change by the institution: it is told in the institution's first language. */
const firstLanguage = ({ institution }: Context) => institution.languages[0] ?? 'es'

async function holderOf(context: Context, tx: Tx, { branchId, personId }: Notice, now: Date): Promise<ChangedHolder> {
  if (branchId !== null) {
    const holder = await readHolder(tx, { branchId, representationId: null, today: dateAt(now, context.institution.timeZone) })
    return { kind: 'employer', name: inert(holder.legalName), branch: holder.branchCode }
  }
  if (personId === null) throw new Error('a change of the registry has a holder')
  return { kind: 'personal', name: inert((await readPerson(tx, personId)).fullName) }
}

async function facts(context: Context, tx: Tx, notice: Notice, now: Date) {
  const { institution } = context
  const { createdAt } = notice
  return {
    holder: await holderOf(context, tx, notice, now),
    when: sayDateTime(createdAt, { institution, language: firstLanguage(context) }),
    phone: institution.support.phone,
    hours: institution.support.hours[firstLanguage(context)],
    institution: institution.name,
  }
}

const ids = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const composeContactChanged: Composer = async (context, tx, { notice, contact, contacts, now }) => {
  const { policy } = context.institution
  const language = firstLanguage(context)
  const [added, removed] = [ids(notice.details.added), ids(notice.details.removed)]
  const masked = (of: readonly unknown[]) => contacts.filter((each) => of.includes(each.id)).map(maskContact)
  const message = texts[language].contactChanged({
    ...(await facts(context, tx, notice, now)),
    added: masked(added),
    removed: masked(removed),
    coolOff: sayDuration(policy.coolOff, language),
    removedVeto: sayDuration(policy.removedContactVeto, language),
    self: removed.includes(contact.id) ? 'removed' : added.includes(contact.id) ? 'added' : 'other',
  })
  return { message, language }
}

const composeRepresentationChanged: Composer = async (context, tx, { notice, now }) => {
  const language = firstLanguage(context)
  return { message: texts[language].representationChanged(await facts(context, tx, notice, now)), language }
}

const whyOffice = { employer: 'hold_or_dispute', personal: 'lost_contact' } as const

const composeHeld: Composer = async (context, tx, { notice, now }) => {
  const language = firstLanguage(context)
  const about = await facts(context, tx, notice, now)
  const link = hasOfficePath(context.institution) ? `${context.origin}${requestLink(whyOffice[about.holder.kind])}` : null
  return { message: texts[language].held({ ...about, frozen: notice.details.frozen === true, link }), language }
}

export const registryNotices = {
  'contact.changed': composeContactChanged,
  'representation.changed': composeRepresentationChanged,
  'security_hold.set': composeHeld,
} as const satisfies Record<string, Composer>
