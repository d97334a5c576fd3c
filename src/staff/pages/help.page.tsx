import type { RouteHandlerMethod } from 'fastify'
import type { Context } from '../../context.ts'
import { sendPage } from '../../http/send-page.ts'
import { type View, viewOf } from '../../http/view.ts'
import { sayDuration } from '../../ui/format.ts'
import { Layout } from '../../ui/layout.tsx'
import { en } from '../help-texts.en.ts'
import { es, type StaffHelpFacts } from '../help-texts.es.ts'
import { officePath } from '../paths.ts'
import { staffTexts } from '../texts.ts'

export const path = officePath.help

/** For whoever cannot sign in, too: nothing of it is anybody's. */
export function get(context: Context): RouteHandlerMethod {
  return (request, reply) => sendPage(reply, 200, <HelpPage view={viewOf(context, request, reply)} />)
}

function factsOf({ institution, language }: View): StaffHelpFacts {
  const { policy, support } = institution
  return {
    lease: sayDuration(policy.leaseLifetime, language),
    idle: sayDuration(policy.staffSessionIdle, language),
    documentTries: policy.documentTries,
    approvesAfter: sayDuration(policy.staffApprovesAfter, language),
    putBack: policy.approvalsPutBackPerDay,
    disputeDays: policy.disputeWorkingDays,
    support: support.phone,
  }
}

function HelpPage({ view }: { view: View }) {
  const texts = { es, en }[view.language]
  const names: Readonly<Record<string, string>> = staffTexts[view.language].roles
  const facts = factsOf(view)
  return (
    <Layout forStaff view={view} title={texts.title}>
      <p>{texts.lead}</p>
      <h2>{texts.rolesTitle}</h2>
      <dl class="summary-list">
        {texts.roles(facts).map(({ role, does }) => (
          <>
            <dt>{names[role]}</dt>
            <dd>{does}</dd>
          </>
        ))}
      </dl>
      <h2>{texts.whenTitle}</h2>
      {texts.when(facts).map(({ when, act }) => (
        <section key={when}>
          <h3>{when}</h3>
          <p>{act}</p>
        </section>
      ))}
      <p>
        {texts.publicHelp(facts.support)} <a href="/ayuda">{texts.publicLink}</a>.
      </p>
      <p>
        <a href={officePath.today}>{texts.back}</a>
      </p>
    </Layout>
  )
}
