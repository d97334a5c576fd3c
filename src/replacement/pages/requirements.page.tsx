import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import type { KeyKind } from '../../credentials/credentials.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { Button, Form, Hidden } from '../../ui/form.tsx'
import { Layout } from '../../ui/layout.tsx'
import { Offices } from '../../ui/offices.tsx'
import { requestPath } from '../paths.ts'
import { type Answers, hasOfficePath } from '../requirements.ts'
import { requestTexts } from '../texts.ts'
import { whatToBring } from '../what-to-bring.ts'
import { answersFields, isReturning, readAnswers, returningFields, withQuery } from './answers.ts'

/** What will be examined, and where: shown before any data is asked for. */
const page = (kind: KeyKind) => {
  const get =
    (context: Context): RouteHandlerMethod =>
    (request, reply) => {
      const answers = readAnswers(kind, request.query)
      if (!answers || !hasOfficePath(context.institution)) return reply.redirect(answers ? requestPath[kind].before : requestPath.employer.reason, 303)
      const returning = kind === 'employer' && isReturning(request.query)
      return sendPage(reply, 200, <RequirementsPage view={viewOf(context, request, reply)} kind={kind} answers={answers} returning={returning} />)
    }
  return { path: requestPath[kind].requirements, get }
}

export const employer = page('employer')
export const personal = page('personal')

type RequirementsPageProps = { view: View; kind: KeyKind; answers: Answers; returning: boolean }

function RequirementsPage({ view, kind, answers, returning }: RequirementsPageProps) {
  const texts = requestTexts[view.language].requirements
  const kept = { ...answersFields(answers), ...returningFields(returning) }
  return (
    <Layout view={view} title={texts.title} keep={kept}>
      <p>{returning ? texts.leadReturning : texts.lead[kind]}</p>
      <WhatToBring view={view} answers={answers} />
      <h2>{texts.notAskedTitle}</h2>
      <ul>
        {texts.notAsked.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      <h2>{texts.officesTitle}</h2>
      <Offices view={view} />
      {returning ? (
        <Form view={view} action={requestPath.employer.change}>
          <Hidden fields={answersFields(answers)} />
          <Button>{texts.continue}</Button>
        </Form>
      ) : (
        <p>
          <a class="button" href={withQuery(requestPath[kind].data, kept)}>
            {texts.continue}
          </a>
        </p>
      )}
      {kind === 'employer' && (
        <p>
          <a href={withQuery(requestPath.employer.reason, kept)}>{texts.change}</a>
        </p>
      )}
    </Layout>
  )
}

type ToBring = { view: View; answers: Answers; lookedUpOn?: 'screen' | 'paper' }

/** What to take to the office, and what the office looks up by itself, which whoever has read it need not see again on the screen. */
export function WhatToBring({ view, answers, lookedUpOn = 'screen' }: ToBring) {
  const texts = requestTexts[view.language].requirements
  const { bring, lookedUp } = whatToBring({ institution: view.institution, answers, language: view.language })
  return (
    <>
      <h2>{texts.bringTitle}</h2>
      <ul>
        {bring.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      {lookedUp.length > 0 && (
        <>
          <div class={lookedUpOn === 'paper' ? 'only-print' : undefined}>
            <h2>{texts.lookUpTitle}</h2>
            <ul>
              {lookedUp.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          </div>
          <p>{texts.noCopies}</p>
        </>
      )}
    </>
  )
}
