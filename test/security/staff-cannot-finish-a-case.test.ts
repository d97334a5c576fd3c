import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pages } from '../../src/app.ts'
import { crockford } from '../../src/random.ts'
import { continuationLength } from '../../src/replacement/continuation.ts'
import type { StaffRole } from '../../src/staff/staff.ts'
import { staffRoles } from '../../src/staff/staff.ts'
import { codeTo, createHarness, createVisitor, type Harness } from '../harness.ts'
import { activationPages, entered, keyOfCase, openedScreen } from './activation-steps.ts'
import { act, allMet, identified } from './agents.ts'
import { addHolder } from './holders.ts'
import { approvedOnPage, caseOf, moved, takenForApproval } from './office-steps.ts'
import { type Filed, filed } from './requests.ts'
import { addStaff, type Staff, signedInAgain } from './staff.ts'

// Members of staff in any roles and number, with everything that their screens showed, their printers printed and any message said, the
// applicant's among them. What they never have is the continuation code, which is on the applicant's receipt alone.

const day = 86_400_000
let harness: Harness
/** Everything that a browser of staff was ever answered, headers and all. */
const shown: string[] = []
beforeAll(async () => {
  harness = await createHarness()
  const inject = harness.http.inject.bind(harness.http) as (options: { headers: Record<string, string> }) => Promise<{ body: string; headers: unknown }>
  const recording = async (options: { headers: Record<string, string> }) => {
    const answer = await inject(options)
    if (/(^|; )staff=/.test(options.headers.cookie ?? '')) shown.push(answer.body, JSON.stringify(answer.headers))
    return answer
  }
  Object.assign(harness.http, { inject: recording })
})
afterAll(() => harness.close())

type Cast = { agent: Staff; approver: Staff; third: Staff; others: Staff[] }

async function cast(): Promise<Cast> {
  const of = (roles: readonly StaffRole[], office: string) => addStaff(harness, roles, { office })
  const others: Staff[] = []
  for (const role of staffRoles) others.push(await of([role], 'centro'), await of([role], 'puerto'))
  others.push(await of([...staffRoles], 'centro'), await of([...staffRoles], 'puerto'))
  return { agent: await of(['agent'], 'centro'), approver: await of(['approver'], 'puerto'), third: await of(['supervisor'], 'centro'), others }
}

/** Every page of the console, also one that is added later, by everybody, for this case and for each of them. */
async function lookEverywhere({ agent, approver, third, others }: Cast, number: string) {
  for (const staff of [agent, approver, third, ...others]) {
    await signedInAgain(harness, staff)
    for (const { page } of pages) {
      if (!page.path.startsWith('/oficina')) continue
      const path = page.path.replace(/:(numero|number)\b/, number).replace(/:[a-zA-Z]+/g, third.id)
      await staff.browser.get(path)
      await staff.browser.get(`${path}?q=${number}&numero=${number}&lang=en`)
    }
  }
}

/** The path of a case to the applicant's last step, looked at by everybody at each. */
async function walked(options: { email?: null }): Promise<{ request: Filed; people: Cast; screen: string }> {
  const people = await cast()
  const holder = await addHolder(harness)
  const request = await filed(harness, holder, options)
  const { number } = request
  await lookEverywhere(people, number)
  await signedInAgain(harness, people.agent)
  await identified(harness, people.agent.browser, number)
  await allMet(harness, people.agent.browser, number)
  await lookEverywhere(people, number)
  await signedInAgain(harness, people.agent)
  await act(harness, people.agent.browser, { number, page: 'proponer', decision: 'approve' })
  expect((await caseOf(harness, number)).state).toBe('proposed')
  await signedInAgain(harness, people.approver)
  await approvedOnPage(people.approver, number, await takenForApproval(people.approver))
  await lookEverywhere(people, number)
  expect((await caseOf(harness, number)).state).toBe('waiting')
  harness.advance(5 * day)
  expect(await moved(harness, number, { event: { type: 'end_wait' } })).toMatchObject({ outcome: 'moved' })
  const screen = await openedScreen(harness, request, people.third)
  await entered(harness, request)
  await lookEverywhere(people, number)
  await harness.settled()
  return { request, people, screen }
}

const normal = (text: string) => text.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1')

/** A text as whoever looks for a code in it reads it: Crockford's characters alone, whatever stands between them, with the marks of the page and without. */
const readAsCodes = (text: string) =>
  [text, text.replace(/<[^>]+>/g, ' ')].map((each) => [...normal(each)].filter((character) => crockford.includes(character)).join(''))

describe.each([
  { who: 'an applicant with a contact', options: {} },
  { who: 'an applicant without any contact', options: { email: null } as const },
])('of $who, the staff', ({ options }) => {
  it('have no continuation code in anything they were shown, printed or sent, and finish nothing with all of it', { timeout: 300_000 }, async () => {
    const { request, screen } = await walked(options)
    const { number, continuation, email } = request
    const messages = JSON.stringify(harness.inbox.received)
    const everything = [...shown, messages]
    expect(everything.join('\n').length).toBeGreaterThan(100_000)
    expect(everything.join('\n')).toContain(number)
    expect(everything.join('\n')).toContain(screen)

    const code = continuation.replaceAll('-', '')
    expect(code).toHaveLength(continuationLength)
    const holdsCode = (text: string) => readAsCodes(text).some((read) => read.includes(code))
    expect(holdsCode(`<p>${continuation.toLowerCase().replaceAll('-', ' . ')}</p>`)).toBe(true)
    expect([...new Set(everything)].some(holdsCode)).toBe(false)

    // And at the pages themselves, with every token as each thing that is asked for.
    const lastCodes = [screen, ...(email === null ? [] : [codeTo(harness, email)])]
    const tokens = new Set(everything.flatMap((text) => text.match(/[0-9A-Za-z_-]{16,64}/g) ?? []))
    for (const token of [...tokens].slice(0, 400)) {
      const thief = createVisitor(harness)
      thief.cookies.set('case', `${number}.${token}`)
      thief.cookies.set('activation', token)
      for (const codigo of lastCodes) await thief.post(activationPages.code, { codigo })
      await thief.post(activationPages.key, { clave: keyOfCase })
    }
    for (const codigo of lastCodes) {
      const thief = createVisitor(harness)
      await thief.get(activationPages.enter)
      expect((await thief.post(activationPages.enter, { numero: number, continuacion: codigo })).statusCode).toBe(422)
      expect((await thief.post(activationPages.code, { codigo })).headers.location).toBe(activationPages.enter)
    }
    expect(await caseOf(harness, number)).toMatchObject({ state: 'ready', credential_id: null, proof_hash: null })

    // The applicant does it with the same codes.
    const applicant = createVisitor(harness)
    await applicant.get(activationPages.enter)
    await applicant.post('/tramite', { numero: number, continuacion: continuation })
    expect((await applicant.post(activationPages.code, { codigo: screen })).headers.location).toBe(activationPages.key)
    expect((await applicant.post(activationPages.key, { clave: keyOfCase })).headers.location).toBe(activationPages.done)
    await harness.settled()
  })
})
