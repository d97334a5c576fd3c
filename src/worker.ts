import { accountNotices } from './account/messages.ts'
import { sendContactCode } from './account/send-contact-code.ts'
import { registryNotices } from './contacts/messages.ts'
import type { Context } from './context.ts'
import { deliverNotice, type NoticeTypes } from './notifications/deliver-notice.ts'
import type { Senders } from './notifications/message.ts'
import { recoveryNotices } from './recovery/messages.ts'
import { sendApplicantMessage } from './replacement/applicant-messages.ts'
import { replacementNotices } from './replacement/messages.ts'
import { signInNotices } from './sign-in/messages.ts'
import { sendStaffMessage } from './staff/people/send-staff-message.ts'
import { unlockNotices } from './unlock/messages.ts'

/** Every kind of notice, with the feature that writes it. */
export const noticeTypes: NoticeTypes = { ...recoveryNotices, ...registryNotices, ...signInNotices, ...accountNotices, ...unlockNotices, ...replacementNotices }

/** Starts delivering, in this process. */
export async function startWorker(context: Context, senders: Senders) {
  context.jobs.work('contact_code', (id, { last }) => sendContactCode(context, senders, { id, last }))
  context.jobs.work('applicant_message', (id, { last }) => sendApplicantMessage(context, senders, { id, last }))
  context.jobs.work('staff_message', (id, { last }) => sendStaffMessage(context, senders, { id, last }))
  context.jobs.work('notice', (id, { last }) => deliverNotice(context, { senders, types: noticeTypes }, { id, last }))
}
