import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../context.ts'
import { sendPage } from '../http/send-page.ts'
import { type View, viewOf } from '../http/view.ts'
import { Layout } from '../ui/layout.tsx'
import { guideTexts } from './texts.ts'

export const path = '/'

export function get(context: Context): RouteHandlerMethod {
  return (request, reply) => sendPage(reply, 200, <HomePage view={viewOf(context, request, reply)} />)
}

function HomePage({ view }: { view: View }) {
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
            <a href="/personal/ingresar">{texts.signInPersonal}</a>
          </p>
        </section>
      </div>
    </Layout>
  )
}
