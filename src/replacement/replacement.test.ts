import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fencedBlocks } from '../../test/fenced-blocks.ts'
import type { StaffActor, StaffRole } from '../staff/staff.ts'
import { type CaseEvent, type CaseFacts, decide, type Guard, guards, oneForHolder, type ReplacementState, replacementStates } from './replacement.ts'

// Every path of a case, to a fixed point: every event by everybody who could try it, with time passing, contacts appearing and results
// changing underneath. What must never happen is written down by itself, from what was really done on the way, and not from the guards.

const day = 86_400_000
const at = (time: number) => new Date(time * day)
const lastDay = 3

const person = (id: string, roles: StaffRole[], more: Partial<StaffActor> = {}): StaffActor => ({
  id,
  nationalId: `of ${id}`,
  name: id,
  office: 'centro',
  roles,
  approvesFrom: at(0),
  ...more,
})
const every: StaffRole[] = ['agent', 'approver', 'supervisor', 'administrator']
const people = [
  person('agent', ['agent']),
  person('approver', ['approver'], { office: 'puerto' }),
  person('new approver', ['approver'], { office: 'puerto', approvesFrom: at(9) }),
  person('supervisor', ['supervisor']),
  person('everything', every),
  person('applicant', every, { nationalId: 'the applicant', office: 'puerto' }),
  person('auditor', ['auditor', 'administrator']),
]

/** What was really done on the way to where a case is. */
type Done = {
  verified: boolean
  by: readonly string[]
  approver: string | null
  approvedAt: number
  approvedResults: string
  wasComplete: boolean
  screenBy: string | null
  resolvers: readonly string[]
}
type Node = { facts: CaseFacts; time: number; done: Done }

const start = (facts: Partial<CaseFacts>): Node => ({
  facts: {
    state: 'draft',
    applicant: 'the applicant',
    contact: 'confirmed',
    found: true,
    identityBy: null,
    identityDoubtful: false,
    preparedBy: [],
    proposal: null,
    approvedBy: null,
    resolvedBy: [],
    screenBy: null,
    notByOffice: null,
    complete: false,
    mustCome: false,
    results: 'a',
    approvedResults: null,
    approvalEndsAt: null,
    mustWait: false,
    waitEndsAt: null,
    endsAt: at(lastDay),
    ...facts,
  },
  time: 0,
  done: { verified: false, by: [], approver: null, approvedAt: -1, approvedResults: '', wasComplete: false, screenBy: null, resolvers: [] },
})
const starts = [
  start({}),
  start({ mustWait: true }),
  start({ contact: 'none' }),
  start({ contact: 'unconfirmed' }),
  start({ found: false }),
  start({ notByOffice: 'centro', mustWait: true }),
]

const booleans = [true, false]
const events: CaseEvent[] = [
  { type: 'submit' },
  { type: 'end_wait' },
  { type: 'examined_changed' },
  { type: 'decision_doubted', through: 'administrator' },
  { type: 'expire' },
  ...booleans.map((timely): CaseEvent => ({ type: 'veto', timely })),
  ...booleans.map((continuation): CaseEvent => ({ type: 'cancel', continuation })),
  ...booleans.map((continuation): CaseEvent => ({ type: 'answer', continuation, document: null, by: null })),
  ...booleans.flatMap((continuation) =>
    booleans.flatMap((contactCode) => booleans.map((screen): CaseEvent => ({ type: 'activate', continuation, contactCode, screen }))),
  ),
  ...people.flatMap((who): CaseEvent[] => [
    { type: 'record_result', by: who },
    { type: 'ask', by: who },
    { type: 'return', by: who },
    { type: 'approve', by: who },
    ...['the applicant', 'somebody else'].flatMap((document): CaseEvent[] => [
      { type: 'verify_identity', document, by: who },
      { type: 'reject_unknown', document, by: who },
      { type: 'open_screen', document, by: who },
      { type: 'answer', continuation: false, document, by: who },
    ]),
    ...(['approve', 'reject'] as const).map((proposal): CaseEvent => ({ type: 'propose', proposal, by: who })),
    ...(['applicant_was_right', 'contact_was_right'] as const).map((outcome): CaseEvent => ({ type: 'resolve', outcome, by: who })),
  ]),
]

/** What the verbs fill in beside what the rule decides: digests, times, and what was done. */
function after(node: Node, event: CaseEvent, next: CaseFacts): Node[] {
  const who = 'by' in event && event.by ? event.by.id : null
  const done = { ...node.done }
  if (event.type === 'verify_identity') done.verified = event.document === next.applicant
  if (who !== null && ['verify_identity', 'record_result', 'propose'].includes(event.type)) done.by = [...new Set([...done.by, who])].sort()
  if (next.approvedBy === null) Object.assign(done, { approver: null, approvedAt: -1, approvedResults: '', screenBy: null })
  if (event.type === 'open_screen') done.screenBy = who
  if (event.type === 'resolve' && who !== null) done.resolvers = [...new Set([...done.resolvers, who])].sort()
  if (event.type === 'propose') done.wasComplete = node.facts.complete
  const facts = { ...next, preparedBy: [...next.preparedBy].sort(), resolvedBy: [...next.resolvedBy].sort() }
  if (event.type === 'approve') {
    Object.assign(done, { approver: who, approvedAt: node.time, approvedResults: facts.results })
    facts.approvalEndsAt = at(node.time + 2)
    facts.waitEndsAt = facts.mustWait ? at(node.time + 1) : null
  }
  if (event.type === 'ask') return booleans.map((mustCome) => ({ ...node, facts: { ...facts, mustCome }, done }))
  facts.mustCome = false
  if (event.type !== 'record_result') return [{ ...node, facts, done }]
  return booleans.map((complete) => ({ ...node, facts: { ...facts, complete, results: complete ? 'b' : 'a' }, done }))
}

/** What happens to a case without anybody: time passes, a contact settles, what was examined changes, who verified is doubted. */
function weather(node: Node): Node[] {
  const more: Node[] = []
  if (node.facts.identityBy !== null && !node.facts.identityDoubtful) {
    more.push({ ...node, facts: { ...node.facts, identityDoubtful: true }, done: { ...node.done, verified: false } })
  }
  if (node.time < lastDay) more.push({ ...node, time: node.time + 1 })
  if (!node.facts.mustWait) more.push({ ...node, facts: { ...node.facts, mustWait: true } })
  if (['waiting', 'approved', 'ready'].includes(node.facts.state) && node.facts.results !== 'c') more.push({ ...node, facts: { ...node.facts, results: 'c' } })
  return more
}

/** Everything that must never be, of one step: an empty list is what it should be. */
function wrongs(node: Node, event: CaseEvent, next: CaseFacts): string[] {
  const { facts, time, done } = node
  const who = 'by' in event ? event.by : null
  const found: [boolean, string][] = [
    [who !== null && who.nationalId === facts.applicant, 'a member of staff works on a case where they are the applicant'],
    [event.type === 'submit' && facts.contact === 'unconfirmed', 'a contact that nobody confirmed is filed'],
    [
      ['verify_identity', 'reject_unknown', 'record_result', 'ask', 'propose'].includes(event.type) && !who?.roles.includes('agent'),
      'who is no agent does what agents do',
    ],
    [event.type === 'verify_identity' && done.verified, 'an identity that was verified is verified again'],
    [event.type === 'reject_unknown' && facts.found, 'one person alone rejects a case of somebody on the register'],
    [event.type === 'reject_unknown' && event.document !== facts.applicant, 'a case is rejected of which nobody came'],
    [['approve', 'return'].includes(event.type) && !who?.roles.includes('approver'), 'who is no approver approves or returns'],
    [['approve', 'return'].includes(event.type) && done.by.includes(who?.id ?? ''), 'who prepared it approves or returns it'],
    [event.type === 'approve' && (who?.approvesFrom ?? at(9)) > at(time), 'somebody approves in the first days of an account'],
    [event.type === 'approve' && facts.notByOffice !== null && who?.office === facts.notByOffice, 'the office that prepared it approves it'],
    [event.type === 'resolve' && !who?.roles.includes('supervisor'), 'who is no supervisor resolves a dispute'],
    [event.type === 'resolve' && (done.by.includes(who?.id ?? '') || done.approver === who?.id), 'who took part resolves the dispute'],
    [event.type === 'open_screen' && (done.by.includes(who?.id ?? '') || done.approver === who?.id), 'who took part opens the applicant’s screen'],
    [
      ['verify_identity', 'record_result', 'ask', 'propose', 'approve', 'open_screen'].includes(event.type) && done.resolvers.includes(who?.id ?? ''),
      'who resolved a dispute of it prepares it, approves it or opens its screen',
    ],
    [event.type === 'open_screen' && event.document !== facts.applicant, 'the screen is opened for somebody else'],
    [event.type === 'cancel' && !event.continuation, 'somebody without the code cancels'],
    [event.type === 'answer' && !event.continuation && !event.by?.roles.includes('agent'), 'somebody without the code answers'],
    [event.type === 'answer' && event.by !== null && event.document !== facts.applicant, 'somebody else is at the counter for whoever was asked'],
    [event.type === 'answer' && event.by === null && facts.mustCome, 'what has to be shown is answered from afar'],
    [event.type === 'expire' && time < lastDay, 'a case expires before its time'],
    [event.type === 'veto' && event.timely && !['submitted'].includes(facts.state) && next.state !== 'disputed', 'a timely veto does not dispute'],
    [event.type === 'decision_doubted' && next.state !== 'disputed', 'what a supervisor in doubt decided stands'],
    [event.type === 'veto' && !event.timely, 'a contact that may not veto stops a case'],
    [facts.state === 'waiting' && next.state === 'ready' && facts.mustWait && time < done.approvedAt + 1, 'the waiting period is cut short'],
  ]
  if (next.state === 'activated' && event.type === 'activate') {
    const sawScreen = event.screen && done.screenBy !== null
    found.push(
      [!facts.found, 'a case of nobody on the register is activated'],
      [!done.verified, 'it is activated without a verification in person'],
      [done.approver === null || done.by.includes(done.approver), 'it is activated without the approval of another'],
      [!done.wasComplete, 'it is activated with a requirement that is not met'],
      [facts.results !== done.approvedResults, 'it is activated by results that nobody approved'],
      [time >= done.approvedAt + 2, 'it is activated by an approval that is over'],
      [facts.mustWait && (facts.waitEndsAt === null || time < done.approvedAt + 1), 'it is activated without its waiting period'],
      [!event.continuation, 'it is activated without the continuation code'],
      [!(event.contactCode && facts.contact === 'confirmed') && !sawScreen, 'it is activated without the code to the contact, or the screen'],
    )
  }
  return found.filter(([wrong]) => wrong).map(([, what]) => what)
}

type Searched = { wrong: Set<string>; arrows: Set<string>; reached: Set<ReplacementState>; nodes: number }

/** Follows everything from the starts. With `until` it stops at the first wrong. */
function search(held: Partial<typeof guards>, until: 'all' | 'first'): Searched {
  const key = ({ facts, time, done }: Node) => JSON.stringify([Object.values(facts), time, Object.values(done)])
  const queue = [...starts]
  const seen = new Set(queue.map(key))
  const found: Searched = { wrong: new Set(), arrows: new Set(), reached: new Set(), nodes: 0 }
  while (queue.length > 0) {
    const node = queue.pop() as Node
    found.nodes += 1
    found.reached.add(node.facts.state)
    const onward = weather(node)
    for (const event of events) {
      const decision = decide(node.facts, event, at(node.time), held)
      if (decision.outcome === 'refused') continue
      for (const wrong of wrongs(node, event, decision.next)) found.wrong.add(wrong)
      if (until === 'first' && found.wrong.size > 0) return found
      if (decision.next.state !== node.facts.state) found.arrows.add(`${node.facts.state} --> ${decision.next.state}: ${event.type}`)
      onward.push(...after(node, event, decision.next))
    }
    for (const next of onward) {
      const name = key(next)
      if (seen.has(name)) continue
      seen.add(name)
      queue.push(next)
    }
  }
  return found
}

describe('every path of a case with an office', () => {
  const all = search(guards, 'all')

  it('leads to nothing that must never be, and to every state', () => {
    expect([...all.wrong]).toEqual([])
    expect(all.nodes).toBeGreaterThan(1000)
    expect([...all.reached].sort()).toEqual([...replacementStates].sort())
  })

  it.each(Object.keys(guards) as Guard[])('leads to something that must never be when %s is not asked', (guard) => {
    const { [guard]: _left, ...held } = guards
    const { wrong } = search(held, 'first')
    expect([...wrong].length, guard).toBeGreaterThan(0)
  })

  it('is drawn, and no other is', () => {
    const [diagram = ''] = fencedBlocks(readFileSync('docs/journeys/replacement.md', 'utf8'), 'mermaid')
    const drawn = [...diagram.matchAll(/^\s*(\w+) --> (\w+): (.*)$/gm)].map(([, from, to, event]) => `${from} --> ${to}: ${event}`)
    expect(drawn.sort()).toEqual([...all.arrows].sort())
  })
})

describe('the states', () => {
  const sql = readFileSync('migrations/0017_replacement.sql', 'utf8')
  const list = (text: string) => [...text.matchAll(/'(\w+)'/g)].map(([, state]) => state)

  it('are the same in the code and in SQL', () => {
    expect(list(/state text not null check \(state in \(([^)]*)\)\)/.exec(sql)?.[1] ?? '')).toEqual([...replacementStates])
  })

  it('in which a holder has one case are the same in the code and in both indexes', () => {
    const newest = readFileSync('migrations/0020_disputes.sql', 'utf8')
    const indexes = [...newest.matchAll(/create unique index replacement_one_for_\w+ on replacement \(\w+\)\s+where state in \(([^)]*)\)/g)]
    expect(indexes.map(([, states = '']) => list(states))).toEqual([[...oneForHolder], [...oneForHolder]])
  })
})
