import cookie from '@fastify/cookie'
import csrf from '@fastify/csrf-protection'
import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import Fastify, { type FastifyInstance, type RouteHandlerMethod } from 'fastify'
import * as account from './account/pages/account.page.tsx'
import * as contact from './account/pages/contact.page.tsx'
import * as contactCode from './account/pages/contact-code.page.tsx'
import * as contactDone from './account/pages/contact-done.page.tsx'
import * as hardening from './account/pages/hardening.page.tsx'
import * as savedCode from './account/pages/saved-code.page.tsx'
import * as sessions from './account/pages/sessions.page.ts'
import * as withdrawCode from './account/pages/withdraw-code.page.tsx'
import type { Context } from './context.ts'
import * as inbox from './demo/inbox.page.tsx'
import * as demoStaff from './demo/staff.page.tsx'
import * as home from './guide/home.page.tsx'
import * as help from './guide/pages/help.page.tsx'
import * as triage from './guide/pages/triage.page.tsx'
import { serveAssets } from './http/assets.ts'
import { cookieName, cookieOptions } from './http/cookies.ts'
import { answerErrors, refuseAddress } from './http/errors.tsx'
import {
  employerSession,
  fillingPersonalRequest,
  fillingRequest,
  type Guard,
  holdingRecovery,
  holdingUnlock,
  personalSession,
  refuseWithoutAddress,
  sameOrigin,
  staffSession,
} from './http/guards.ts'
import { rememberLanguage, securityHeaders } from './http/headers.ts'
import * as health from './http/health.ts'
import { logRequests } from './http/log-requests.ts'
import { createLines, type Line, perCase, perNetwork, perToken, standingIn } from './http/one-at-a-time.ts'
import * as wellKnown from './http/well-known.ts'
import { crockford } from './random.ts'
import * as before from './recovery/pages/before.page.tsx'
import * as enterCode from './recovery/pages/code.page.tsx'
import * as done from './recovery/pages/done.page.tsx'
import * as newKey from './recovery/pages/key.page.tsx'
import * as link from './recovery/pages/link.page.tsx'
import * as givenKey from './recovery/pages/personal-key.page.tsx'
import * as puzzle from './recovery/pages/puzzle.page.ts'
import * as resend from './recovery/pages/resend.page.tsx'
import * as givenCode from './recovery/pages/saved-code.page.tsx'
import * as start from './recovery/pages/start.page.tsx'
import * as approval from './replacement/console/approval/pages/approval.page.tsx'
import * as approvals from './replacement/console/approval/pages/approvals.page.tsx'
import * as dispute from './replacement/console/disputes/pages/dispute.page.tsx'
import * as hold from './replacement/console/disputes/pages/hold.page.tsx'
import * as today from './replacement/console/pages/today.page.tsx'
import * as caseAccess from './replacement/console/review/pages/access.page.ts'
import * as caseAsk from './replacement/console/review/pages/ask.page.tsx'
import * as caseOfOffice from './replacement/console/review/pages/case.page.tsx'
import * as caseIdentity from './replacement/console/review/pages/identity.page.tsx'
import * as caseNote from './replacement/console/review/pages/note.page.ts'
import * as casePropose from './replacement/console/review/pages/propose.page.tsx'
import * as queue from './replacement/console/review/pages/queue.page.tsx'
import * as caseResult from './replacement/console/review/pages/result.page.ts'
import * as screen from './replacement/console/review/pages/screen.page.tsx'
import * as search from './replacement/console/review/pages/search.page.tsx'
import * as caseUnknown from './replacement/console/review/pages/unknown.page.tsx'
import * as activate from './replacement/pages/activate.page.tsx'
import * as activateCode from './replacement/pages/activate-code.page.tsx'
import * as activateKey from './replacement/pages/activate-key.page.tsx'
import * as activated from './replacement/pages/activated.page.tsx'
import * as answer from './replacement/pages/answer.page.ts'
import * as requestBefore from './replacement/pages/before.page.tsx'
import * as cancel from './replacement/pages/cancel.page.tsx'
import * as changeAnswers from './replacement/pages/change-answers.page.ts'
import * as requestCode from './replacement/pages/code.page.tsx'
import * as requestContact from './replacement/pages/contact.page.tsx'
import * as requestData from './replacement/pages/data.page.tsx'
import * as finish from './replacement/pages/finish.page.tsx'
import * as follow from './replacement/pages/follow.page.tsx'
import * as office from './replacement/pages/office.page.tsx'
import * as requestPuzzle from './replacement/pages/puzzle.page.ts'
import * as reason from './replacement/pages/reason.page.tsx'
import * as requestReceipt from './replacement/pages/receipt.page.tsx'
import * as requestPdf from './replacement/pages/receipt-pdf.page.ts'
import * as requirements from './replacement/pages/requirements.page.tsx'
import * as review from './replacement/pages/review.page.tsx'
import * as personalSignIn from './sign-in/pages/personal-sign-in.page.tsx'
import * as personalSignOut from './sign-in/pages/personal-sign-out.page.ts'
import * as signIn from './sign-in/pages/sign-in.page.tsx'
import * as signOut from './sign-in/pages/sign-out.page.ts'
import * as enrolment from './staff/pages/enrolment.page.tsx'
import * as staffHelp from './staff/pages/help.page.tsx'
import * as invite from './staff/pages/invite.page.tsx'
import * as passkeys from './staff/pages/passkeys.page.tsx'
import * as people from './staff/pages/people.page.tsx'
import * as person from './staff/pages/person.page.tsx'
import * as record from './staff/pages/record.page.tsx'
import * as removal from './staff/pages/removal.page.tsx'
import * as staffSignIn from './staff/pages/sign-in.page.tsx'
import * as staffSignOut from './staff/pages/sign-out.page.ts'
import * as personalBefore from './unlock/pages/before.page.tsx'
import * as unlockCode from './unlock/pages/code.page.tsx'
import * as unlockDone from './unlock/pages/done.page.tsx'
import * as unlockLink from './unlock/pages/link.page.tsx'
import * as unlockOption from './unlock/pages/option.page.tsx'
import * as unlockPuzzle from './unlock/pages/puzzle.page.ts'
import * as unlockResend from './unlock/pages/resend.page.tsx'
import * as unlockStart from './unlock/pages/start.page.tsx'
import * as veto from './veto/veto.page.tsx'
import * as vetoDone from './veto/veto-done.page.tsx'

type Page = { path: string; get(context: Context): RouteHandlerMethod; post?(context: Context): RouteHandlerMethod }
type Row = { page: Page; guards: readonly Guard[] | 'open'; line?: Line; when?: 'demo' }

/** Every page, in the order a person meets it. A page without a guard has to say `open`. Every form also needs its CSRF token and its own origin; `line`: what it waits for. */
export const pages: readonly Row[] = [
  { page: home, guards: 'open' },
  { page: triage, guards: 'open' },
  { page: help, guards: 'open' },
  ...help.topicPages.map((page) => ({ page, guards: 'open' as const })),
  { page: before, guards: 'open' },
  { page: start, guards: 'open', line: perNetwork },
  { page: puzzle, guards: 'open' },
  { page: enterCode, guards: [holdingRecovery], line: perCase },
  { page: resend, guards: [holdingRecovery], line: perCase },
  { page: link, guards: 'open', line: perToken },
  { page: newKey, guards: [holdingRecovery], line: perCase },
  { page: givenCode, guards: [holdingRecovery], line: perCase },
  { page: givenKey, guards: [holdingRecovery], line: perCase },
  { page: done, guards: [holdingRecovery] },
  { page: signIn, guards: 'open', line: perNetwork },
  { page: account.employer, guards: [employerSession] },
  { page: sessions.employer, guards: [employerSession], line: perCase },
  { page: contact.employer, guards: [employerSession], line: perCase },
  { page: contactCode.employer, guards: [employerSession], line: perCase },
  { page: contactDone.employer, guards: [employerSession] },
  { page: savedCode, guards: [employerSession], line: perCase },
  { page: withdrawCode, guards: [employerSession], line: perCase },
  { page: hardening, guards: [employerSession], line: perCase },
  { page: signOut, guards: [employerSession] },
  { page: personalBefore, guards: 'open' },
  { page: unlockStart, guards: 'open', line: perNetwork },
  { page: unlockPuzzle, guards: 'open' },
  { page: unlockCode, guards: [holdingUnlock], line: perCase },
  { page: unlockResend, guards: [holdingUnlock], line: perCase },
  { page: unlockLink, guards: 'open', line: perToken },
  { page: unlockOption, guards: [holdingUnlock], line: perCase },
  { page: unlockDone, guards: [holdingUnlock] },
  { page: personalSignIn, guards: 'open', line: perNetwork },
  { page: account.personal, guards: [personalSession] },
  { page: sessions.personal, guards: [personalSession], line: perCase },
  { page: contact.personal, guards: [personalSession], line: perCase },
  { page: contactCode.personal, guards: [personalSession], line: perCase },
  { page: contactDone.personal, guards: [personalSession] },
  { page: personalSignOut, guards: [personalSession] },
  { page: requestBefore.employer, guards: 'open' },
  { page: reason, guards: 'open' },
  { page: requirements.employer, guards: 'open' },
  { page: requestData.employer, guards: 'open', line: perNetwork },
  { page: requestPuzzle.employer, guards: 'open' },
  { page: requestContact.employer, guards: [fillingRequest], line: perCase },
  { page: requestCode.employer, guards: [fillingRequest], line: perCase },
  { page: office.employer, guards: [fillingRequest], line: perCase },
  { page: review.employer, guards: [fillingRequest], line: perCase },
  { page: changeAnswers, guards: [fillingRequest], line: perCase },
  { page: requestReceipt.employer, guards: 'open' },
  { page: requestPdf.employer, guards: 'open' },
  { page: requestBefore.personal, guards: 'open' },
  { page: requirements.personal, guards: 'open' },
  { page: requestData.personal, guards: 'open', line: perNetwork },
  { page: requestPuzzle.personal, guards: 'open' },
  { page: requestContact.personal, guards: [fillingPersonalRequest], line: perCase },
  { page: requestCode.personal, guards: [fillingPersonalRequest], line: perCase },
  { page: office.personal, guards: [fillingPersonalRequest], line: perCase },
  { page: review.personal, guards: [fillingPersonalRequest], line: perCase },
  { page: requestReceipt.personal, guards: 'open' },
  { page: requestPdf.personal, guards: 'open' },
  { page: follow, guards: 'open', line: perNetwork },
  { page: answer, guards: 'open', line: perNetwork },
  { page: cancel, guards: 'open', line: perNetwork },
  { page: activate, guards: 'open', line: perNetwork },
  { page: activateCode, guards: 'open', line: perNetwork },
  { page: activateKey, guards: 'open', line: perNetwork },
  { page: activated, guards: 'open' },
  { page: finish, guards: 'open' },
  { page: enrolment, guards: 'open', line: perToken },
  { page: staffSignIn, guards: 'open', line: perNetwork },
  { page: staffHelp, guards: 'open' },
  { page: today, guards: [staffSession] },
  { page: passkeys, guards: [staffSession], line: perCase },
  { page: record, guards: [staffSession], line: perCase },
  { page: people, guards: [staffSession] },
  { page: invite, guards: [staffSession], line: perCase },
  { page: person, guards: [staffSession], line: perCase },
  { page: removal, guards: [staffSession] },
  { page: staffSignOut, guards: [staffSession] },
  { page: screen, guards: [staffSession], line: perCase },
  { page: approvals, guards: [staffSession], line: perCase },
  { page: approval, guards: [staffSession], line: perCase },
  { page: dispute, guards: [staffSession], line: perCase },
  { page: hold, guards: [staffSession], line: perCase },
  { page: queue, guards: [staffSession], line: perCase },
  { page: search, guards: [staffSession], line: perCase },
  { page: caseOfOffice, guards: [staffSession], line: perCase },
  { page: caseAccess, guards: [staffSession], line: perCase },
  { page: caseIdentity, guards: [staffSession], line: perCase },
  { page: caseUnknown, guards: [staffSession], line: perCase },
  { page: caseResult, guards: [staffSession], line: perCase },
  { page: caseNote, guards: [staffSession], line: perCase },
  { page: caseAsk, guards: [staffSession], line: perCase },
  { page: casePropose, guards: [staffSession], line: perCase },
  { page: veto, guards: 'open', line: perToken },
  { page: vetoDone, guards: 'open' },
  { page: wellKnown.changePassword, guards: 'open' },
  { page: wellKnown.securityTxt, guards: 'open' },
  { page: health.alive, guards: 'open' },
  { page: health.ready, guards: 'open' },
  { page: inbox, guards: 'open', when: 'demo' },
  { page: demoStaff, guards: 'open', when: 'demo' },
]

/** Bodies above this are refused before they are read. */
const bodyLimit = 64 * 1024
const headerLimit = 16 * 1024
/** A request that drips in for longer is cut off; Fastify by itself would wait for ever. */
const requestTimeout = 30_000

const newReference = (random: Context['random']) => Array.from({ length: 8 }, () => random.pick(crockford)).join('')

export async function createApp(context: Context, options: { trustedProxies?: readonly string[]; inbox?: inbox.Inbox } = {}): Promise<FastifyInstance> {
  const trusted = options.trustedProxies ?? []
  const http = Fastify({
    logger: false,
    bodyLimit,
    requestTimeout,
    trustProxy: trusted.length === 0 ? false : [...trusted],
    http: { maxHeaderSize: headerLimit },
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: 'idle',
    frameworkErrors: refuseAddress,
    // The reference of an error page: read out on the telephone, and found in the log of any process.
    genReqId: () => newReference(context.random),
  })
  http.decorateRequest('held')
  http.decorateRequest('inbox')
  logRequests(http, context)
  // Forms alone: nothing here reads another kind of body.
  http.removeAllContentTypeParsers()
  await http.register(cookie)
  await http.register(formbody, { bodyLimit })
  await http.register(helmet, securityHeaders(context.origin))
  await http.register(csrf, { cookieKey: cookieName('csrf', context.origin), cookieOpts: cookieOptions(context.origin), logLevel: 'trace' })
  answerErrors(http, context)
  refuseWithoutAddress(http)
  rememberLanguage(http, context)
  await serveAssets(http, context)
  if (options.inbox) inbox.fill(http, options.inbox)

  const lines = createLines()
  for (const { page, guards, line, when } of pages) {
    if (when === 'demo' && !options.inbox) continue
    const own = guards === 'open' ? [] : guards.map((guard) => guard(context))
    http.get(page.path, { preHandler: own }, page.get(context))
    if (!page.post) continue
    const post = line ? standingIn(context, lines, line)(page.post(context)) : page.post(context)
    http.post(page.path, { preHandler: [sameOrigin(context), http.csrfProtection, ...own] }, post)
  }
  closeConnectionsAtTheEnd(http)
  http.addHook('onResponse', async (request) => {
    if (request.method === 'POST') context.jobs.wake()
  })
  return http
}

/** Whoever is answered while the server stops is told not to use the connection again: a kept one would hold the stop up for a minute. */
function closeConnectionsAtTheEnd(http: FastifyInstance) {
  let stopping = false
  http.addHook('preClose', async () => {
    stopping = true
  })
  http.addHook('onSend', async (_request, reply) => {
    if (stopping) reply.header('connection', 'close')
  })
}
