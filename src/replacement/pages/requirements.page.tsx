import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import type { KeyKind } from '../../credentials/credentials.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { Layout } from '../../ui/layout.tsx'
import { Offices } from '../../ui/offices.tsx'
import { requestPath } from '../paths.ts'
import { type Answers, hasOfficePath } from '../requirements.ts'
import { requestTexts } from '../texts.ts'
import { whatToBring } from '../what-to-bring.ts'
import { answersFields, answersQuery, readAnswers } from './answers.ts'

/** What will be examined, and where: shown before any data is asked for. */
const page = (kind: KeyKind) => {
  const get =
    (context: Context): RouteHandlerMethod =>
    (request, reply) => {
      const answers = readAnswers(kind, request.query)
      if (!answers || !hasOfficePath(context.institution)) return reply.redirect(answers ? requestPath[kind].before : requestPath.employer.reason, 303)
      return sendPage(reply, 200, <RequirementsPage view={viewOf(context, request, reply)} kind={kind} answers={answers} />)
    }
  return { path: requestPath[kind].requirements, get }
}

export const employer = page('employer')
export const personal = page('personal')

function RequirementsPage({ view, kind, answers }: { view: View; kind: KeyKind; answers: Answers }) {
  const texts = requestTexts[view.language].requirements
  return (
    <Layout view={view} title={texts.title} keep={answersFields(answers)}>
      <p>{texts.lead[kind]}</p>
      <WhatToBring view={view} answers={answers} />
      <h2>{texts.notAskedTitle}</h2>
      <ul>
        {texts.notAsked.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      <h2>{texts.officesTitle}</h2>
      <Offices view={view} />
      <p>
        <a class="button" href={`${requestPath[kind].data}${answersQuery(answers)}`}>
          {texts.continue}
        </a>
      </p>
      {kind === 'employer' && (
        <p>
          <a href={`${requestPath.employer.reason}${answersQuery(answers)}`}>{texts.change}</a>
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
