import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../../context.ts'
import { sendPage } from '../../../http/send-page.ts'
import { type View, viewOf } from '../../../http/view.ts'
import { Console } from '../../../staff/console.tsx'
import { passkeyTexts } from '../../../staff/passkeys/texts.ts'
import { officePath } from '../../../staff/paths.ts'
import { staffTexts } from '../../../staff/texts.ts'
import type { Today } from '../../../staff/view-today.ts'
import { sayDateTime } from '../../../ui/format.ts'
import { approvalPath } from '../approval/paths.ts'
import { disputeTexts } from '../disputes/texts.ts'
import { consolePath } from '../paths.ts'
import { officeName } from '../queue.ts'
import { consoleTexts } from '../texts.ts'
import { viewWork, type Work } from '../view-work.ts'
import { answerSignedOut } from './answer.tsx'

export const path = officePath.today

/** The account, which is the staff's to show, and the cases that wait for it, which are not. */
export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const work = await viewWork(context, { held: request.held })
    if (work.outcome !== 'seen') return answerSignedOut(context, request, reply, work)
    return sendPage(reply, 200, <TodayPage view={viewOf(context, request, reply)} today={work.today} work={work} />)
  }
}

type Props = { view: View; today: Today; work: Work }

function TodayPage({ view, today, work }: Props) {
  const { actor, passkeys, now } = today
  const texts = staffTexts[view.language].today
  const ofPasskeys = passkeyTexts[view.language].today
  return (
    <Console view={view} actor={actor} title={texts.title(actor.name)}>
      <WhatWaits view={view} today={today} work={work} />
      <WhoIsMissing view={view} missing={today.missing} />
      {work.resolve !== null && (
        <p>
          {disputeTexts[view.language].list.holdWhen} <a href={approvalPath.hold}>{disputeTexts[view.language].list.hold}</a>.
        </p>
      )}
      <dl class="summary-list">
        <dt>{texts.office}</dt>
        <dd>{officeName(view.institution, actor.office) || texts.noOffice}</dd>
        <dt>{texts.roles}</dt>
        <dd>{actor.roles.map((role) => staffTexts[view.language].roles[role]).join(', ')}</dd>
      </dl>
      {passkeys < 2 ? (
        <p class="inset">
          {ofPasskeys.onlyOne} <a href={officePath.passkeys}>{ofPasskeys.addOne}</a>.
        </p>
      ) : (
        <p>
          <a href={officePath.passkeys}>{ofPasskeys.see}</a>
        </p>
      )}
      {actor.roles.includes('approver') && now < actor.approvesFrom && <p>{texts.approvesFrom(sayDateTime(actor.approvesFrom, view))}</p>}
    </Console>
  )
}

function WhatWaits({ view, today, work }: Props) {
  const texts = consoleTexts[view.language].work
  const lines = linesOf({ view, today, work })
  return (
    <section aria-labelledby="espera">
      <h2 id="espera">{texts.title}</h2>
      {lines.length === 0 ? (
        <p>{texts.nothing}</p>
      ) : (
        <ul class="entries">
          {lines.map(({ before = '', href, label, after = '' }) => (
            <li key={label}>
              {before}{' '}
              <a class={before === '' ? undefined : 'whole'} href={href}>
                {label}
              </a>
              {after}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** What nobody does, to whoever can see to it. */
function WhoIsMissing({ view, missing: { roles, offices } }: { view: View; missing: Today['missing'] }) {
  const texts = staffTexts[view.language].today
  const said = [...roles.map((role) => texts.missing[role]), ...offices.map((id) => texts.withoutAgents(officeName(view.institution, id)))]
  return said.length === 0 ? null : (
    <div class="inset">
      <ul>
        {said.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </div>
  )
}

type Line = { before?: string; href: string; label: string; after?: string }

/** What was returned to them and what they began come first; then what waits, each with the way to it. */
function linesOf({ view, today: { actor, toConfirm }, work: { attend, approve, resolve } }: Props): Line[] {
  const texts = consoleTexts[view.language].work
  const lines: Line[] = []
  for (const number of attend?.returned ?? []) lines.push({ before: texts.returned, href: consolePath.case(number), label: number })
  if (attend?.own) lines.push({ before: texts.ownCase, href: consolePath.case(attend.own), label: attend.own })
  if (approve?.own) lines.push({ before: texts.ownApproval, href: approvalPath.case(approve.own), label: approve.own })
  if (attend && attend.waiting.count > 0)
    lines.push({ href: consolePath.queue, label: texts.attend(attend.waiting, officeName(view.institution, actor.office)) })
  if (approve && approve.waiting.count > 0) lines.push({ href: approvalPath.queue, label: texts.approve(approve.waiting) })
  if (resolve?.open) {
    const terms = [resolve.past > 0 && texts.past(resolve.past), resolve.today > 0 && texts.today(resolve.today)].filter(Boolean)
    const after = terms.length === 0 ? '' : `: ${terms.join(', ')}`
    lines.push({ href: `${approvalPath.queue}#disputas`, label: texts.resolve(resolve.open), after })
  }
  if (resolve && resolve.withoutOpener.count > 0) lines.push({ href: `${consolePath.queue}#pantallas`, label: texts.withoutOpener(resolve.withoutOpener) })
  if (toConfirm > 0) lines.push({ href: officePath.staff, label: staffTexts[view.language].today.toConfirm(toConfirm) })
  return lines
}
