import type { RouteHandlerMethod } from 'fastify'
import { takesPhones } from '../../contacts/read-contact.ts'
import type { Context } from '../../context.ts'
import type { KeyKind } from '../../credentials/credentials.ts'
import { lookAtToday, type Today } from '../../guide/look-at-today.ts'
import { OfficeTakes } from '../../guide/takes.tsx'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { Layout } from '../../ui/layout.tsx'
import { Offices } from '../../ui/offices.tsx'
import { SupportLine } from '../../ui/support.tsx'
import { followPath, requestPath } from '../paths.ts'
import type { EmployerReason } from '../replacement.ts'
import { hasOfficePath } from '../requirements.ts'
import { requestTexts } from '../texts.ts'
import { readReason } from './answers.ts'

const page = (kind: KeyKind) => {
  const get =
    (context: Context): RouteHandlerMethod =>
    async (request, reply) => {
      const reason = kind === 'employer' ? readReason(request.query) : null
      return sendPage(reply, 200, <BeforePage view={viewOf(context, request, reply)} kind={kind} reason={reason} today={await lookAtToday(context)} />)
    }
  return { path: requestPath[kind].before, get }
}

export const employer = page('employer')
export const personal = page('personal')

const online = { employer: '/empleador', personal: '/personal' } as const satisfies Record<KeyKind, string>

function BeforePage({ view, kind, reason, today }: { view: View; kind: KeyKind; reason: EmployerReason | null; today: Today }) {
  const kept: Record<string, string> = reason === null ? {} : { motivo: reason }
  const texts = requestTexts[view.language].before
  const { title, lead, who } = texts[kind]
  if (!hasOfficePath(view.institution)) {
    return (
      <Layout view={view} title={title}>
        <p>{texts.noPath}</p>
        <SupportLine view={view} />
        <Offices view={view} />
      </Layout>
    )
  }
  return (
    <Layout view={view} title={title} keep={kept}>
      <p class="lead">{lead}</p>
      <p>{who}</p>
      {kind === 'personal' && (
        <div class="inset">
          <p>{texts.ownContact(takesPhones(view.institution))}</p>
          <SupportLine view={view} />
        </div>
      )}
      <h2>{texts.stepsTitle}</h2>
      <ol class="have">
        {[...texts.stepsOf[kind], ...texts.steps].map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <h2>{texts.takesTitle}</h2>
      <OfficeTakes view={view} takes={today.howLong.office} />
      <p>
        <a
          class="button"
          href={
            kind === 'employer' ? `${requestPath.employer.reason}${reason === null ? '' : `?${new URLSearchParams(kept)}`}` : requestPath.personal.requirements
          }
        >
          {texts.start}
        </a>
      </p>
      <p>
        {texts.online} <a href={online[kind]}>{texts.onlineLink[kind]}</a>.
      </p>
      <p>
        {texts.follow} <a href={followPath.case}>{texts.followLink}</a>.
      </p>
    </Layout>
  )
}
