import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../context.ts'
import { sendPage } from '../http/send-page.ts'
import { type View, viewOf } from '../http/view.ts'
import { followPath, requestPath } from '../replacement/paths.ts'
import { hasOfficePath } from '../replacement/requirements.ts'
import { Layout } from '../ui/layout.tsx'
import { FilingNote } from './filing-note.tsx'
import { lookAtToday, type Today } from './look-at-today.ts'
import { guideTexts } from './texts.ts'
import { triagePath } from './triage.ts'

export const path = '/'

export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => sendPage(reply, 200, <HomePage view={viewOf(context, request, reply)} today={await lookAtToday(context)} />)
}

function HomePage({ view, today }: { view: View; today: Today }) {
  const texts = guideTexts[view.language]
  return (
    <Layout view={view} title={texts.title}>
      <div class="doors">
        <section class="door">
          <h2>{texts.employer}</h2>
          <p>{texts.employerText}</p>
          <p>
            <a class="button" href="/empleador">
              {texts.recover}
            </a>
          </p>
          <p>
            <a href="/empleador/ingresar">{texts.signIn}</a>
          </p>
          {hasOfficePath(view.institution) && (
            <p>
              <a href={requestPath.employer.before}>{texts.office}</a>
            </p>
          )}
        </section>
        <section class="door">
          <h2>{texts.person}</h2>
          <p>{texts.personText}</p>
          <p>
            <a class="button" href="/personal">
              {texts.unlock}
            </a>
          </p>
          <p>
            <a href="/personal/ingresar">{texts.personSignIn}</a>
          </p>
          {hasOfficePath(view.institution) && (
            <p>
              <a href={requestPath.personal.before}>{texts.personOffice}</a>
            </p>
          )}
        </section>
      </div>
      <p>
        {texts.unsure} <a href={triagePath}>{texts.triage}</a>
      </p>
      {hasOfficePath(view.institution) && (
        <p>
          {texts.followCase} <a href={followPath.case}>{texts.follow}</a>
        </p>
      )}
      <FilingNote view={view} today={today} />
    </Layout>
  )
}
