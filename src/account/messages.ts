import { canVeto, maskContact } from '../contacts/contacts.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import type { Addressee, Composer } from '../notifications/deliver-notice.ts'
import { inert } from '../notifications/inert.ts'
import { sayDateTime, sayDuration } from '../ui/format.ts'
import { undoableUntil } from './account.ts'
import { type AccountChange, readChange } from './changes.ts'
import type { AboutAccount } from './message-texts.es.ts'
import { messageTexts } from './message-texts.ts'
import { recoverPath } from './paths.ts'
import { readAccountHolder } from './store.ts'
import { makeChangeVetoLink } from './veto-change.ts'

async function facts(context: Context, tx: Tx, { notice, change }: Pick<Addressee, 'notice'> & { change: AccountChange }): Promise<AboutAccount> {
  const { institution } = context
  const holder = await readAccountHolder(tx, change.holder)
  return {
    kind: holder.kind,
    holder: holder.kind === 'employer' ? `${inert(holder.name, 40)} ${holder.branchCode}` : inert(holder.name, 40),
    when: sayDateTime(notice.createdAt, { institution, language: change.language }),
    institution: institution.name,
    phone: institution.support.phone,
    hours: institution.support.hours[change.language],
  }
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
  const message = messageTexts[language].changed({
    ...(await facts(context, tx, { notice: to.notice, change })),
    change: change.kind,
    added: masked(to, change.addedContact) ?? '',
    removed: masked(to, change.removedContact),
    self: contact.id === change.addedContact ? 'added' : contact.id === change.removedContact ? 'removed' : 'other',
    coolsUntil: sayDateTime(coolsUntil, { institution, language }),
    removedVeto: sayDuration(policy.removedContactVeto, language),
    vetoLink: now < until && canVeto(contact, at, now, policy) ? await makeChangeVetoLink(context, tx, { changeId: change.id, contactId: contact.id }) : null,
    vetoUntil: sayDateTime(until, { institution, language }),
  })
  return { message, language }
}

const composeUndone: Composer = async (context, tx, to) => {
  const change = await readChange(tx, String(to.notice.details.change))
  if (!change) return null
  const { language } = change
  const message = messageTexts[language].undone({
    ...(await facts(context, tx, { notice: to.notice, change })),
    by: masked(to, change.undoneBy) ?? '',
    self: to.contact.status === 'removed' ? 'removed' : to.contact.id === change.removedContact ? 'restored' : 'other',
    recoverLink: `${context.origin}${recoverPath[change.holder.kind]}`,
  })
  return { message, language }
}

export const accountNotices = {
  'account.changed': composeChanged,
  'account.change_undone': composeUndone,
} as const satisfies Record<string, Composer>
