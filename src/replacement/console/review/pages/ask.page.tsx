import type { RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../../../context.ts'
import { sendPage } from '../../../../http/send-page.ts'
import { languageOf, type View, viewOf } from '../../../../http/view.ts'
import type { Language, Requirement } from '../../../../institution.ts'
import { dateAt } from '../../../../offices/calendar-date.ts'
import { Console } from '../../../../staff/console.tsx'
import { Button, Choice } from '../../../../ui/form.tsx'
import { sayDay } from '../../../../ui/format.ts'
import type { FieldErrors } from '../../../../ui/layout.tsx'
import { applicantTexts } from '../../../applicant-texts.ts'
import { mustCome, sayAsked, sayReason, shownAgain, theIdentity, withIdentity } from '../../../asked.ts'
import { calendarOfOffice, lastDayAfter } from '../../../terms.ts'
import { numberOf, versionField } from '../../pages/answer.tsx'
import { consolePath } from '../../paths.ts'
import { consoleTexts } from '../../texts.ts'
import { type AskedFor, areKnown, askApplicant, leftToShow } from '../ask-applicant.ts'
import type { Review } from '../review.ts'
import { answerRefused } from './case.page.tsx'
import { CaseForm } from './case-form.tsx'
import { type InReview, readInReview } from './in-review.ts'

export const path = consolePath.ask(':numero')

const Body = z.object({ version: versionField, enviar: z.literal('si').optional().catch(undefined) }).catchall(z.string().max(200).catch(''))
const prefix = 'falta-'

export function get(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const seen = await readInReview(context, request, reply)
    return seen ? sendPage(reply, 200, <AskPage view={viewOf(context, request, reply)} seen={seen} asked={toBeginWith(seen)} errors={{}} />) : reply
  }
}

/** What has to be shown again is chosen already: the applicant comes once. */
const toBeginWith = ({ review }: InReview): AskedFor[] => review.again.map((requirement) => ({ requirement, reason: shownAgain }))

/** Shows what the applicant will read, in both languages; sent once that was seen. */
export function post(context: Context): RouteHandlerMethod {
  return async (request, reply) => {
    const { version, enviar, ...rest } = Body.parse(request.body)
    const asked = Object.entries(rest).flatMap(([name, value]): AskedFor[] =>
      name.startsWith(prefix) && typeof value === 'string' && value !== '' ? [{ requirement: name.slice(prefix.length), reason: value }] : [],
    )
    if (enviar === 'si') {
      const answer = await askApplicant(context, { held: request.held }, { number: numberOf(request), version, asked })
      switch (answer.outcome) {
        case 'asked':
          return reply.redirect(consolePath.case(numberOf(request)), 303)
        case 'nothing_asked':
          break
        default:
          return answerRefused(context, request, reply, { refused: answer, typed: {} })
      }
    }
    const seen = await readInReview(context, request, reply)
    if (!seen) return reply
    const view = viewOf(context, request, reply)
    const { examined, again } = seen.review
    const requirements = examined.map(({ requirement }) => requirement)
    const all = withIdentity(again, asked)
    const known = areKnown({ requirements, again }, all)
    if (all.length === 0 || !known) {
      const errors = { [`${prefix}${requirements[0]?.id}`]: consoleTexts[languageOf(context, request)].ask.choose }
      return sendPage(reply, 422, <AskPage view={view} seen={seen} asked={known ? asked : []} errors={errors} />)
    }
    const [left] = leftToShow(examined, all)
    if (left) {
      const errors = { [`${prefix}${left.id}`]: consoleTexts[view.language].ask.alsoShown(left.title[view.language]) }
      return sendPage(reply, 422, <AskPage view={view} seen={seen} asked={asked} errors={errors} />)
    }
    return sendPage(reply, 200, <PreviewPage view={view} seen={seen} version={version} asked={all} />)
  }
}

function AskPage({ view, seen: { actor, head, review }, asked, errors }: { view: View; seen: InReview; asked: readonly AskedFor[]; errors: FieldErrors }) {
  const texts = consoleTexts[view.language]
  return (
    <Console view={view} actor={actor} title={texts.ask.title} errors={errors}>
      <p class="case-number">{head.number}</p>
      <p>{texts.ask.lead}</p>
      {review.again.includes(theIdentity) && <p class="inset apart">{texts.ask.identity}</p>}
      <CaseForm view={view} head={head} action={consolePath.ask(head.number)}>
        {review.examined.map(({ requirement }) => (
          <Choice
            key={requirement.id}
            name={`${prefix}${requirement.id}`}
            legend={requirement.title[view.language]}
            options={[
              { value: '', label: texts.review.nothing },
              ...reasonsOf(requirement, review).map((reason) => ({ value: reason, label: wordsOf(view, requirement, reason) })),
            ]}
            chosen={asked.find((each) => each.requirement === requirement.id)?.reason ?? ''}
            errors={errors}
          />
        ))}
        <Button>{texts.ask.preview}</Button>
      </CaseForm>
      <p>
        <a href={consolePath.case(head.number)}>{texts.propose.back}</a>
      </p>
    </Console>
  )
}

const reasonsOf = (requirement: Requirement, { again }: Pick<Review, 'again'>) => [
  ...(again.includes(requirement.id) ? [shownAgain] : []),
  ...requirement.missing.map(({ id }) => id),
]

const wordsOf = ({ language }: View, requirement: Requirement, reason: string) =>
  sayReason({ requirements: [requirement], language }, { requirement: requirement.id, reason }) ?? reason

/** Each in itself. */
const languageNames = { es: 'Español', en: 'English' } as const satisfies Record<Language, string>

type PreviewProps = { view: View; seen: InReview; version: number; asked: readonly AskedFor[] }

function PreviewPage({ view, seen: { actor, head, review }, version, asked }: PreviewProps) {
  const texts = consoleTexts[view.language].ask
  const { timeZone, policy, languages } = view.institution
  const until = dateAt(lastDayAfter(view.now, policy.answerWithin, calendarOfOffice(view.institution, head.office)), timeZone)
  const office = view.institution.offices.find(({ id }) => id === head.office) ?? null
  const requirements = review.examined.map(({ requirement }) => requirement)
  const wording = (language: Language) =>
    applicantTexts[language].askedLines({
      number: head.number,
      office,
      until: sayDay(until, { language }),
      asked: sayAsked({ requirements, language }, asked),
    })
  return (
    <Console view={view} actor={actor} title={texts.previewTitle}>
      <p class="case-number">{head.number}</p>
      {languages.map((language) => (
        <div class="message" lang={language} key={language}>
          <h2>{languageNames[language]}</h2>
          {wording(language).map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      ))}
      <p>{texts.told[review.contact]}</p>
      {office && office.id !== actor.office && mustCome(requirements, asked) && <p class="inset">{texts.sentTo(office.name)}</p>}
      <CaseForm view={view} head={{ number: head.number, version }} action={consolePath.ask(head.number)}>
        <input type="hidden" name="enviar" value="si" />
        {asked
          .filter(({ requirement }) => requirement !== theIdentity)
          .map(({ requirement, reason }) => (
            <input type="hidden" name={`${prefix}${requirement}`} value={reason} key={requirement} />
          ))}
        <Button>{texts.send}</Button>
      </CaseForm>
      <p>
        <a href={consolePath.ask(head.number)}>{texts.change}</a>
      </p>
    </Console>
  )
}
