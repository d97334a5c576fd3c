import type { Context } from '../../context.ts'
import type { Tx } from '../../db/database.ts'
import { StillUndelivered } from '../../notifications/deliver-notice.ts'
import { inert } from '../../notifications/inert.ts'
import type { Handed, Message, Senders } from '../../notifications/message.ts'
import { sayDateTime } from '../../ui/format.ts'
import { listPasskeys } from '../passkeys/store.ts'
import { officePath } from '../paths.ts'
import type { StaffMessageKind } from '../staff.ts'
import { staffTexts } from '../texts.ts'
import { makeEnrolmentLink } from './add-by-operator.ts'
import { staffMessageTexts } from './message-texts.ts'
import { type AccountRow, readAccount, readLastRemoval } from './store.ts'

type Outgoing = { kind: StaffMessageKind; email: string; message: Message }

/**
 * Hands one message to staff over. The link of an enrolment is made here: its keyed hash is committed before it leaves, and a repeat makes
 * another, which takes its place. Throws while it could still be handed over later.
 */
export async function sendStaffMessage(context: Context, senders: Senders, { id, last }: { id: string; last: boolean }): Promise<void> {
  const outgoing = await context.db.transaction().execute((tx) => prepare(context, tx, id))
  if (!outgoing) return settle(context, id, 'failed_at')
  const handed = await handOver(context, senders, { id, outgoing })
  context.metrics.messages.inc({ kind: `staff.${outgoing.kind}`, outcome: handed.outcome })
  if (handed.outcome === 'deferred' && !last) throw new StillUndelivered('a message to staff')
  await settle(context, id, handed.outcome === 'sent' ? 'sent_at' : 'failed_at')
}

function settle(context: Context, id: string, as: 'sent_at' | 'failed_at'): Promise<void> {
  return context.db.transaction().execute(async (tx) => {
    const now = await context.clock(tx)
    await tx
      .updateTable('staff_message')
      .set({ [as]: now })
      .where('id', '=', id)
      .where('sent_at', 'is', null)
      .execute()
  })
}

const languageOfStaff = ({ institution }: Context) => institution.languages[0] ?? 'es'

async function prepare(context: Context, tx: Tx, id: string): Promise<Outgoing | null> {
  const row = await tx
    .selectFrom('staff_message')
    .selectAll()
    .where('id', '=', id)
    .where('sent_at', 'is', null)
    .where('failed_at', 'is', null)
    .executeTakeFirst()
  const about = row && (await readAccount(tx, row.about))
  if (!row || !about) return null
  const [by, now] = [row.by_staff === null ? null : await readAccount(tx, row.by_staff), await context.clock(tx)]
  const change = row.change_id === null ? null : await tx.selectFrom('staff_change').selectAll().where('id', '=', row.change_id).executeTakeFirst()
  const { institution } = context
  const language = languageOfStaff(context)
  const name = (account: { name: string; email: string }) => (account.name === account.email ? account.email : inert(account.name, 60))
  const roles = change?.roles ?? about.roles
  const removed = await readLastRemoval(tx, { staffId: about.id, until: row.made_at })
  const say = (at: Date) => sayDateTime(at, { institution, language })
  const facts = {
    institution: institution.name,
    phone: institution.support.phone,
    hours: institution.support.hours[language],
    about: name(about),
    account: about.name === about.email ? about.email : `${name(about)} (${about.email})`,
    newName: change?.name && change.name !== about.name ? inert(change.name, 60) : null,
    by: by && name(by),
    when: say(row.made_at),
    roles: roles.map((role) => staffTexts[language].roles[role]).join(', '),
    change: change?.kind ?? null,
    cameBack: removed && { removed: say(removed.at), doubted: about.work_voided_at && say(about.work_voided_at) },
    toPerson: await isPersonsOwn(tx, row),
    people: `${context.origin}${officePath.staff}`,
  }
  const texts = staffMessageTexts[language]
  if (row.kind !== 'enrolment_link') return { kind: row.kind, email: row.email, message: texts[row.kind](facts) }
  if (!(await isLinkDue(tx, { row, about }))) return null
  const { link, endsAt } = await makeEnrolmentLink(context, tx, { staffId: about.id, now })
  return { kind: row.kind, email: row.email, message: texts.enrolment_link({ ...facts, link, until: say(endsAt) }) }
}

/** Whether an address is, or was, that of the account it tells of: an auditor has it otherwise, of this account too, or a colleague. */
async function isPersonsOwn(tx: Tx, row: { email: string; about: string }): Promise<boolean> {
  const accounts = await tx.selectFrom('staff_member').select(['id', 'state', 'roles']).where('email', '=', row.email).execute()
  return accounts.every(({ id, state, roles }) => id === row.about && !(state === 'active' && roles.includes('auditor')))
}

/** A link that was held up is none by then of an account that was invited anew, has another address, or has enrolled meanwhile. */
async function isLinkDue(tx: Tx, { row, about }: { row: { email: string; made_at: Date }; about: AccountRow }): Promise<boolean> {
  if (about.state === 'removed' || about.confirmed_at === null || about.confirmed_at > row.made_at || about.email !== row.email) return false
  return (await listPasskeys(tx, about.id)).length === 0
}

async function handOver(context: Context, senders: Senders, { id, outgoing }: { id: string; outgoing: Outgoing }): Promise<Handed> {
  try {
    return await senders.email(outgoing.email, outgoing.message, { noticeId: id, language: languageOfStaff(context) })
  } catch {
    return { outcome: 'deferred', failure: 'unknown' }
  }
}
