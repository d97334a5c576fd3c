import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import type { Composer } from '../notifications/deliver-notice.ts'
import { inert } from '../notifications/inert.ts'
import type { Notice } from '../notifications/notices.ts'
import { dateAt } from '../offices/calendar-date.ts'
import { readHolder } from '../registry/holder.ts'
import { readPerson } from '../registry/person.ts'
import { sayDateTime } from '../ui/format.ts'
import { en } from './message-texts.en.ts'
import { es } from './message-texts.es.ts'

const texts = { es, en }
const recoverPath = { employer: '/empleador/recuperar', personal: '/personal/desbloquear' } as const

/** Strangers failed half as often as blocks them, or were blocked. Nobody's case stands behind it: it is told in the institution's first language. */
const composeFailures: Composer = async (context, tx, { notice, now }) => {
  const { institution } = context
  const language = institution.languages[0] ?? 'es'
  const reached = notice.details.reached === 'block' ? 'block' : 'half'
  const atBlock = institution.policy.signInFailuresBeforeBlock
  const kind = notice.branchId === null ? 'personal' : 'employer'
  const message = texts[language].failures({
    reached,
    kind,
    holder: await nameOf(context, tx, notice, now),
    when: sayDateTime(notice.createdAt, { institution, language }),
    failures: reached === 'block' ? atBlock : Math.ceil(atBlock / 2),
    recoverLink: `${context.origin}${recoverPath[kind]}`,
    institution: institution.name,
    phone: institution.support.phone,
    hours: institution.support.hours[language],
  })
  return { message, language }
}

async function nameOf(context: Context, tx: Tx, { branchId, personId }: Notice, now: Date): Promise<string> {
  if (branchId === null) return personId === null ? '' : inert((await readPerson(tx, personId)).fullName, 40)
  const holder = await readHolder(tx, { branchId, representationId: null, today: dateAt(now, context.institution.timeZone) })
  return `${inert(holder.legalName, 40)} ${holder.branchCode}`
}

export const signInNotices = { 'sign_in.failures': composeFailures } as const satisfies Record<string, Composer>
