import type { Context } from '../context.ts'
import { readHits } from '../limits/windows.ts'
import { StillUndelivered } from '../notifications/deliver-notice.ts'
import type { Handed, Message, Senders } from '../notifications/message.ts'
import { groupCode, sayDuration } from '../ui/format.ts'
import { pendingEndsAt } from './account.ts'
import { contactCodeValue } from './change-contact.ts'
import { wrongContactCodes } from './contact-limits.ts'
import { messageTexts } from './message-texts.ts'
import { lockUnsent, type PendingContact, savePending } from './pending.ts'

type Outgoing = { pending: PendingContact; message: Message }

/**
 * Sends the code to a new address, which is nobody's contact yet. The code is made here: its keyed hash is committed before it leaves, and a
 * repeat after a crash makes one more. Throws while it could still be handed over later.
 */
export async function sendContactCode(context: Context, senders: Senders, { id, last }: { id: string; last: boolean }): Promise<void> {
  const outgoing = await prepare(context, id)
  if (!outgoing) return
  const handed = await handOver(senders, outgoing)
  context.metrics.messages.inc({ kind: 'contact.code', outcome: handed.outcome })
  const settled = handed.outcome !== 'deferred' || last
  if (!settled) throw new StillUndelivered('a code for a new contact')
  await context.db.transaction().execute(async (tx) => {
    const now = await context.clock(tx)
    await savePending(tx, id, handed.outcome === 'sent' ? { sentAt: now } : { failedAt: now })
  })
}

function prepare(context: Context, id: string): Promise<Outgoing | null> {
  return context.db.transaction().execute(async (tx) => {
    const found = await lockUnsent(tx, id)
    const now = await context.clock(tx)
    const { institution } = context
    const { policy } = institution
    if (!found) return null
    const { pending, holder } = found
    if (now >= pendingEndsAt(pending, policy)) return null
    const [wrong] = await readHits(tx, [wrongContactCodes(context, holder)], now)
    const code = context.random.digits((wrong?.count ?? 0) >= policy.wrongCodesBeforeLong ? policy.longCodeDigits : policy.codeDigits)
    const made = { hash: context.keys.mac('code', contactCodeValue(id, code)), endsAt: now.getTime() + policy.codeLifetime }
    await savePending(tx, id, { codes: [...pending.codes, made] })
    const message = messageTexts[pending.language].code({
      digits: groupCode(code),
      lasts: sayDuration(policy.codeLifetime, pending.language),
      bound: `@${new URL(context.origin).hostname} #${code}`,
      institution: institution.name,
      phone: institution.support.phone,
      hours: institution.support.hours[pending.language],
    })
    return { pending, message }
  })
}

async function handOver(senders: Senders, { pending, message }: Outgoing): Promise<Handed> {
  try {
    if (pending.channel === 'email') return await senders.email(pending.value, message, { noticeId: pending.id, language: pending.language })
    return senders.phone ? await senders.phone(pending.value, message) : { outcome: 'refused', failure: 'no_gateway', hardBounce: false }
  } catch {
    return { outcome: 'deferred', failure: 'unknown' }
  }
}
