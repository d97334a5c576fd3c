import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { OfficeWay } from '../../replacement/office-way.tsx'
import { hasOfficePath } from '../../replacement/requirements.ts'
import { Layout } from '../../ui/layout.tsx'
import { Offices } from '../../ui/offices.tsx'
import { SupportLine } from '../../ui/support.tsx'
import { FilingNote } from '../filing-note.tsx'
import { lookAtToday, type Today } from '../look-at-today.ts'
import { OfficeTakes, Takes } from '../takes.tsx'
import { en } from '../triage.texts.en.ts'
import { es } from '../triage.texts.es.ts'
import { type Answers, type Journey, officeReason, type Question, questions, readAnswers, triage, triageLink, triagePath } from '../triage.ts'

const texts = { es, en }

export const path = triagePath

export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const view = viewOf(context, request, reply)
    const answers = readAnswers(request.query as Record<string, unknown>)
    const next = triage(answers)
    if ('ask' in next) return sendPage(reply, 200, <QuestionPage view={view} answers={answers} ask={next.ask} />)
    return sendPage(reply, 200, <ResultPage view={view} answers={answers} journey={next.journey} today={await lookAtToday(context)} />)
  }
}

type Gathered = { what: string; when: string; taken?: boolean }
type Choice = { label: string; hint?: string }

function QuestionPage({ view, answers, ask }: { view: View; answers: Answers; ask: Question }) {
  const { title, choices } = texts[view.language].questions[ask]
  const named = choices as Record<string, Choice>
  return (
    <Layout view={view} title={title} keep={answers}>
      <ul class="choices">
        {questions[ask].map((each) => (
          <li key={each}>
            <a href={triageLink({ ...answers, [ask]: each })}>{named[each]?.label}</a>
            {named[each]?.hint !== undefined && <p class="hint">{named[each]?.hint}</p>}
          </li>
        ))}
      </ul>
      <Back view={view} answers={answers} />
    </Layout>
  )
}

function Back({ view, answers }: { view: View; answers: Answers }) {
  const given = Object.entries(answers)
  if (given.length === 0) return null
  return (
    <p>
      <a href={triageLink(Object.fromEntries(given.slice(0, -1)))}>{texts[view.language].back}</a>
    </p>
  )
}

function ResultPage({ view, answers, journey, today }: { view: View; answers: Answers; journey: Journey; today: Today }) {
  const words = texts[view.language]
  const result = words.results[journey]
  const atOffice = journey === 'employer_office' || journey === 'personal_office'
  const path = hasOfficePath(view.institution)
  // What to take to the office follows from the requirements, where there are any.
  const gather = (result.gather as readonly Gathered[]).filter(({ taken }) => !(path && taken === true))
  const online = journey === 'recover' ? today.howLong.recovery : journey === 'unlock' ? today.howLong.unlock : null
  return (
    <Layout view={view} title={result.title} keep={answers}>
      <p class="lead">{result.lead}</p>
      {(journey === 'recover' || journey === 'employer_office') && <FilingNote view={view} today={today} at={atOffice ? 'office' : 'start'} />}
      <h2>{words.gatherTitle}</h2>
      <ol class="have">
        {gather.map(({ what, when }) => (
          <li key={what}>
            <strong>{what}</strong>
            <br />
            {when}
          </li>
        ))}
      </ol>
      {(online !== null || atOffice) && <h2>{words.timeTitle}</h2>}
      {online !== null && <Takes view={view} takes={online} />}
      {atOffice && <OfficeTakes view={view} takes={today.howLong.office} />}
      <h2>{words.costTitle}</h2>
      <p>{words.cost}</p>
      <h2>{words.notAskedTitle}</h2>
      <ul>
        {words.notAsked.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      {!atOffice && (
        <p>
          <a class="button" href={result.path}>
            {result.button}
          </a>
        </p>
      )}
      {atOffice && (
        <>
          {path && <h2>{words.how}</h2>}
          <OfficeWay view={view} reason={officeReason(answers)} main />
          <h2 id="oficinas">{words.offices}</h2>
          <Offices view={view} />
          {!path && (
            <>
              <p>{words.callFirst}</p>
              <SupportLine view={view} />
            </>
          )}
        </>
      )}
      <h2>{words.your}</h2>
      <ul>
        {(Object.entries(answers) as [Question, string][]).map(([question, answer]) => (
          <li key={question}>
            {words.questions[question].title} {(words.questions[question].choices as Record<string, Choice>)[answer]?.label}
          </li>
        ))}
      </ul>
      <Back view={view} answers={answers} />
      <p>
        <a href={triagePath}>{words.startAgain}</a>
      </p>
    </Layout>
  )
}
