import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import { FilingNote } from '../../guide/filing-note.tsx'
import { lookAtToday, type Today } from '../../guide/look-at-today.ts'
import { Takes } from '../../guide/takes.tsx'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { OfficeWay } from '../../replacement/office-way.tsx'
import { requestPath } from '../../replacement/paths.ts'
import { hasOfficePath } from '../../replacement/requirements.ts'
import { Layout } from '../../ui/layout.tsx'
import { Offices } from '../../ui/offices.tsx'
import { SupportLine } from '../../ui/support.tsx'
import { recoveryTexts } from '../texts.ts'

export const path = '/empleador'

export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => sendPage(reply, 200, <BeforePage view={viewOf(context, request, reply)} today={await lookAtToday(context)} />)
}

function BeforePage({ view, today }: { view: View; today: Today }) {
  const texts = recoveryTexts[view.language].before
  return (
    <Layout view={view} title={texts.title}>
      <p class="lead">{texts.lead}</p>
      <FilingNote view={view} today={today} />
      <h2>{texts.haveTitle}</h2>
      <ol class="have">
        {texts.have.map(({ what, when }) => (
          <li key={what}>
            <strong>{what}</strong>
            <br />
            {when}
          </li>
        ))}
      </ol>
      <h2>{texts.timeTitle}</h2>
      <Takes view={view} takes={today.howLong.recovery} />
      <p>{texts.deadline}</p>
      <h2>{texts.notAskedTitle}</h2>
      <ul>
        {texts.notAsked.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      <p>
        <a class="button" href="/empleador/recuperar">
          {texts.start}
        </a>
      </p>
      <h2>{texts.noContactTitle}</h2>
      <OfficeWay view={view} reason="no_usable_contact">
        <p>{texts.noContact}</p>
        <SupportLine view={view} />
      </OfficeWay>
      <Offices view={view} />
      {hasOfficePath(view.institution) && (
        <p>
          {texts.other} <a href={requestPath.employer.before}>{texts.otherLink}</a>.
        </p>
      )}
      <h2>{texts.personalTitle}</h2>
      <p>
        {texts.personal} <a href="/personal">{texts.personalLink}</a>.
      </p>
    </Layout>
  )
}
