import type { Context } from '../../../context.ts'
import type { Requirement } from '../../../institution.ts'
import { bare } from '../../../registry/identifiers.ts'
import type { StaffBrowser } from '../../../staff/enter-office.ts'
import { answerCase } from '../../answer-case.ts'
import { shownAgain, theIdentity, withIdentity } from '../../asked.ts'
import { type CaseInHand, moveCase, takeInHand } from '../../facts.ts'
import { foundAfter, newestResults } from '../../requirements.ts'
import { enterCaseOf, type Refused, workOnCase } from '../enter-case.ts'
import { addAsks, addResult } from '../store.ts'
import { lease, type Taken } from './take-case.ts'
import { checkDocument, type DocumentKind, identifyAgain, type Verified } from './verify-identity.ts'

export type AskedFor = { requirement: string; reason: string }
type Of = { number: string; version: number }

/** Whether everything that is asked for is something of these requirements, or to be shown again. */
export const areKnown = ({ requirements, again }: Pick<CaseInHand, 'requirements' | 'again'>, asked: readonly AskedFor[]) =>
  asked.every(({ requirement, reason }) =>
    reason === shownAgain ? again.includes(requirement) : requirements.some((each) => each.id === requirement && each.missing.some(({ id }) => id === reason)),
  )

type Found = { requirement: Requirement; result: { outcome: 'met' | 'not_met' } | null }
/** What has to be shown, is not met, and is not asked for: whoever is told that they need not come could never finish the case. */
export const leftToShow = (found: readonly Found[], asked: readonly AskedFor[]): Requirement[] =>
  found.flatMap(({ requirement, result }) =>
    requirement.kind === 'show' && result?.outcome !== 'met' && !asked.some((each) => each.requirement === requirement.id) ? [requirement] : [],
  )

/** Asks the applicant for what is missing: exactly those requirements open again, and what was found of them is not met until they are examined anew. */
export function askApplicant(
  context: Context,
  browser: StaffBrowser,
  { asked: chosen, ...of }: Of & { asked: readonly AskedFor[] },
): Promise<{ outcome: 'asked' | 'nothing_asked' } | Refused> {
  return workOnCase<{ outcome: 'asked' | 'nothing_asked' }>(context, browser, {
    ...of,
    async work(tx, { row, actor, now, inHand }) {
      const asked = withIdentity(inHand.again, chosen)
      if (asked.length === 0 || !areKnown(inHand, asked)) return { outcome: 'nothing_asked' }
      const newest = newestResults(inHand.requirements, inHand.results)
      if (leftToShow(newest, asked).length > 0) return { outcome: 'nothing_asked' }
      const tells = { asked: asked.map(({ requirement, reason }) => `${requirement}/${reason}`) }
      const moved = await moveCase(context, tx, { inHand, event: { type: 'ask', by: actor }, now, tells })
      if (moved.outcome === 'refused') return { outcome: 'out_of_order' }
      const ofCase = { replacement_id: row.id, round: row.round }
      await addAsks(
        tx,
        asked.map((each) => ({ id: context.random.uuid(), ...ofCase, ...each, asked_by: actor.id, asked_at: now, answered_at: null })),
      )
      for (const { requirement } of asked) {
        if (requirement === theIdentity || newest.find((each) => each.requirement.id === requirement)?.result?.outcome === 'not_met') continue
        await addResult(tx, {
          id: context.random.uuid(),
          ...ofCase,
          requirement,
          outcome: 'not_met',
          reference: null,
          found_by: actor.id,
          found_at: foundAfter(inHand.results, now),
        })
      }
      return { outcome: 'asked' }
    },
  })
}

type NotShown = Extract<Verified, { outcome: 'wrong' | 'no_tries' }>

/**
 * The applicant came back with what was asked for, and with the document: the review goes on, in a further round, with the agent who attends.
 * `kind`: which document it is, where they were asked to identify again; it is the identity step then.
 */
export function takeAnswer(
  context: Context,
  browser: StaffBrowser,
  { document, kind, ...of }: Of & { document: string; kind: DocumentKind | null },
): Promise<Taken | NotShown | Refused> {
  return enterCaseOf<Taken | NotShown>(context, browser, {
    ...of,
    async work(tx, at) {
      const { row, actor, now } = at
      if (row.state !== 'awaiting_applicant') return { outcome: 'out_of_order' }
      const wrong = await checkDocument(context, tx, { at, document })
      if (wrong) return wrong
      const inHand = await takeInHand(context, tx, { row, now })
      const event = { type: 'answer', continuation: false, document: bare(document), by: actor } as const
      if (!(await answerCase(context, tx, { inHand, event, now }))) return { outcome: 'out_of_order' }
      if (kind !== null) await identifyAgain(context, tx, { ...at, document, kind })
      return lease(context, tx, { found: row, actor, now })
    },
  })
}
