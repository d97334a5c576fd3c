import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import { lookAtToday, type Today } from '../../guide/look-at-today.ts'
import { Takes } from '../../guide/takes.tsx'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { OfficeWay } from '../../replacement/office-way.tsx'
import { Layout } from '../../ui/layout.tsx'
import { Offices } from '../../ui/offices.tsx'
import { SupportLine } from '../../ui/support.tsx'
import { unlockTexts } from '../texts.ts'

export const path = '/personal'

export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => sendPage(reply, 200, <BeforePage view={viewOf(context, request, reply)} today={await lookAtToday(context)} />)
}

function BeforePage({ view, today }: { view: View; today: Today }) {
  const texts = unlockTexts[view.language].before
  return (
    <Layout view={view} title={texts.title}>
      <p class="lead">{texts.lead}</p>
      <p>
        <a class="button" href="/personal/desbloquear">
          {texts.start}
        </a>
      </p>
      <p>
        <a href="/personal/ingresar">{texts.signIn}</a>
      </p>
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
      <Takes view={view} takes={today.howLong.unlock} />
      <h2>{texts.notAskedTitle}</h2>
      <ul>
        {texts.notAsked.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      <h2>{texts.noContactTitle}</h2>
      <OfficeWay view={view} reason="lost_contact">
        <p>{texts.noContact}</p>
        <SupportLine view={view} />
      </OfficeWay>
      <Offices view={view} />
      <h2>{texts.employerTitle}</h2>
      <p>
        {texts.employer} <a href="/empleador">{texts.employerLink}</a>.
      </p>
    </Layout>
  )
}
