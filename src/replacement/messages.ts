import { canVeto, destinationOf } from '../contacts/contacts.ts'
import { takeMessage } from '../limits/message-budget.ts'
import { limitKey } from '../limits/windows.ts'
import type { Composer } from '../notifications/deliver-notice.ts'
import type { NoticeKind } from '../notifications/notices.ts'
import { sayDateTime } from '../ui/format.ts'
import { messageTexts } from './message-texts.ts'
import { readCase } from './store.ts'

/** Somebody filed a request for this holder: a start message, so limited as those are. Not once the case is over. */
const composeFiled: Composer = async (context, tx, { notice, contact, firstAttempt, now }) => {
  const row = await readCase(tx, notice.replacementId ?? '')
  if (!row || notice.details.due !== true || row.state !== 'submitted' || row.submitted_at === null || contact.status !== 'active') return null
  const destination = destinationOf(contact)
  const keys = {
    holder: limitKey(context.keys, 'destination_messages_holder', `${destination} ${row.branch_id ?? row.person_id}`),
    wider: limitKey(context.keys, 'destination_messages', destination),
  }
  const budget = await takeMessage(tx, keys, { now, policy: context.institution.policy, dry: !firstAttempt })
  if (firstAttempt && !budget.allowed) return null
  const { institution } = context
  const { language } = row
  const message = messageTexts[language].filed({
    kind: row.kind,
    number: row.number,
    when: sayDateTime(row.submitted_at, { institution, language }),
    mayVeto: canVeto(contact, row.submitted_at, now, institution.policy),
    institution: institution.name,
    phone: institution.support.phone,
    hours: institution.support.hours[language],
  })
  return { message, language }
}

export const replacementNotices = { 'replacement.filed': composeFiled } satisfies Partial<Record<NoticeKind, Composer>>
