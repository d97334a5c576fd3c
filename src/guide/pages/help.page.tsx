import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { followPath, requestPath } from '../../replacement/paths.ts'
import { hasOfficePath } from '../../replacement/requirements.ts'
import { sayDuration } from '../../ui/format.ts'
import { Layout } from '../../ui/layout.tsx'
import { SupportLine } from '../../ui/support.tsx'
import { en } from '../help.texts.en.ts'
import { es, type HelpFacts, type HelpText, type Topic, topicPaths } from '../help.texts.es.ts'
import { lookAtToday, type Today } from '../look-at-today.ts'
import { OfficeTakes, Takes } from '../takes.tsx'
import { triagePath } from '../triage.ts'

const texts = { es, en }
const topics = Object.keys(topicPaths) as Topic[]

export const path = '/ayuda'

export function get(context: Context): RouteHandlerMethod {
  return (request, reply) => sendPage(reply, 200, <IndexPage view={viewOf(context, request, reply)} />)
}

const topicPage = (topic: Topic) => ({
  path: topicPaths[topic],
  get(context: Context): RouteHandlerMethod {
    return async (request, reply) => sendPage(reply, 200, <TopicPage view={viewOf(context, request, reply)} topic={topic} today={await lookAtToday(context)} />)
  },
})

/** A page for each topic, at an address of its own. */
export const topicPages = topics.map(topicPage)

function factsOf({ institution, language }: View): HelpFacts {
  const { policy } = institution
  const say = (milliseconds: number) => sayDuration(milliseconds, language)
  return {
    institution: institution.name,
    code: say(policy.codeLifetime),
    codeDigits: policy.codeDigits,
    tries: policy.codeTries,
    link: say(policy.linkLifetime),
    failures: policy.signInFailuresBeforeBlock,
    known: say(policy.knownBrowserLifetime),
    coolOff: say(policy.coolOff),
    veto: say(policy.vetoWindow),
    vetoDays: policy.vetoWorkingDays,
    office: hasOfficePath(institution),
    draft: say(policy.draftKept),
    visit: say(policy.visitWithin),
    answer: say(policy.answerWithin),
    approval: say(policy.approvalLifetime),
    wait: say(policy.waitAtLeast),
    waitDays: policy.waitWorkingDays,
    workingDays: policy.officeTakesAtMost,
  }
}

function TopicList({ view, but }: { view: View; but?: Topic }) {
  const named: Record<Topic, HelpText> = texts[view.language].topics(factsOf(view))
  return (
    <ul class="choices">
      {topics
        .filter((topic) => topic !== but && (topic !== 'oficina' || hasOfficePath(view.institution)))
        .map((topic) => (
          <li key={topic}>
            <a href={topicPaths[topic]}>{named[topic].title}</a>
            <p class="hint">{named[topic].about}</p>
          </li>
        ))}
    </ul>
  )
}

function IndexPage({ view }: { view: View }) {
  const { title, lead, triage, call } = texts[view.language].index
  return (
    <Layout view={view} title={title}>
      <p class="lead">{lead}</p>
      <p>
        <a class="button" href={triagePath}>
          {triage}
        </a>
      </p>
      <TopicList view={view} />
      <p>{call}</p>
      <SupportLine view={view} />
    </Layout>
  )
}

function TopicPage({ view, topic, today }: { view: View; topic: Topic; today: Today }) {
  const words = texts[view.language]
  const { title, parts }: HelpText = words.topics(factsOf(view))[topic]
  return (
    <Layout view={view} title={title}>
      {parts.map((part) => (
        <>
          <h2>{part.title}</h2>
          {part.text.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </>
      ))}
      {topic === 'tarda' && (
        <>
          <h2>{words.online.recovery}</h2>
          <Takes view={view} takes={today.howLong.recovery} />
          <h2>{words.online.unlock}</h2>
          <Takes view={view} takes={today.howLong.unlock} />
          <h2>{words.online.office}</h2>
          <OfficeTakes view={view} takes={today.howLong.office} />
        </>
      )}
      {topic === 'oficina' && hasOfficePath(view.institution) && (
        <>
          <p>
            <a href={followPath.case}>{words.follow}</a>
          </p>
          <p>
            <a class="button" href={requestPath.employer.before}>
              {words.request.employer}
            </a>
          </p>
          <p>
            <a class="button button-secondary" href={requestPath.personal.before}>
              {words.request.personal}
            </a>
          </p>
        </>
      )}
      <h2>{words.more}</h2>
      <p>
        <a href={triagePath}>{words.index.lead}</a>
      </p>
      <TopicList view={view} but={topic} />
    </Layout>
  )
}
