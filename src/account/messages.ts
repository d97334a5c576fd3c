import { canVeto, maskContact } from '../contacts/contacts.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import type { Language } from '../institution.ts'
import type { Addressee, Composer } from '../notifications/deliver-notice.ts'
import { inert } from '../notifications/inert.ts'
import { inBothLanguages } from '../notifications/message.ts'
import { sayDateTime, sayDuration } from '../ui/format.ts'
import { undoableUntil } from './account.ts'
import { type AccountChange, readChange } from './changes.ts'
import type { AboutAccount } from './message-texts.es.ts'
import { messageTexts } from './message-texts.ts'
import { recoverPath } from './paths.ts'
import { readAccountHolder } from './store.ts'
import { makeChangeVetoLink } from './veto-change.ts'

/** What every message of a change says, in a language. */
async function readAbout(context: Context, tx: Tx, { notice, change }: Pick<Addressee, 'notice'> & { change: AccountChange }) {
  const { institution } = context
  const holder = await readAccountHolder(tx, change.holder)
  return (language: Language): AboutAccount => ({
    kind: holder.kind,
    holder: holder.kind === 'employer' ? `${inert(holder.name, 40)} ${holder.branchCode}` : inert(holder.name, 40),
    when: sayDateTime(notice.createdAt, { institution, language }),
    institution: institution.name,
    phone: institution.support.phone,
    hours: institution.support.hours[language],
  })
}

const masked = ({ contacts }: Addressee, id: string | null) => {
  const contact = contacts.find((each) => each.id === id)
  return contact ? maskContact(contact) : null
}

/** A change that was undone before it could be told of is told of by the notice that it was undone. */
const composeChanged: Composer = async (context, tx, to) => {
  const { contact, contacts, now } = to
  const change = await readChange(tx, String(to.notice.details.change))
  if (!change || change.undoneAt !== null) return null
  const { institution } = context
  const { policy } = institution
  const { language, at } = change
  const until = undoableUntil(at, policy)
  const coolsUntil = contacts.find((each) => each.id === change.addedContact)?.coolsUntil ?? at
  const about = await readAbout(context, tx, { notice: to.notice, change })
  const vetoLink =
    now < until && canVeto(contact, at, now, policy) ? await makeChangeVetoLink(context, tx, { changeId: change.id, contactId: contact.id }) : null
  const write = (each: Language) =>
    messageTexts[each].changed({
      ...about(each),
      change: change.kind,
      added: masked(to, change.addedContact) ?? '',
      removed: masked(to, change.removedContact),
      self: contact.id === change.addedContact ? 'added' : contact.id === change.removedContact ? 'removed' : 'other',
      coolsUntil: sayDateTime(coolsUntil, { institution, language: each }),
      removedVeto: sayDuration(policy.removedContactVeto, each),
      vetoLink,
      vetoUntil: sayDateTime(until, { institution, language: each }),
    })
  return { message: inBothLanguages(institution, { language, sms: 'first', write }), language }
}

const composeUndone: Composer = async (context, tx, to) => {
  const change = await readChange(tx, String(to.notice.details.change))
  if (!change) return null
  const { language } = change
  const about = await readAbout(context, tx, { notice: to.notice, change })
  const write = (each: Language) =>
    messageTexts[each].undone({
      ...about(each),
      by: masked(to, change.undoneBy) ?? '',
      self: to.contact.status === 'removed' ? 'removed' : to.contact.id === change.removedContact ? 'restored' : 'other',
      recoverLink: `${context.origin}${recoverPath[change.holder.kind]}`,
    })
  return { message: inBothLanguages(context.institution, { language, sms: 'first', write }), language }
}

export const accountNotices = {
  'account.changed': composeChanged,
  'account.change_undone': composeUndone,
} as const satisfies Record<string, Composer>
