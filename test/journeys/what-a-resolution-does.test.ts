import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { maskContact } from '../../src/contacts/contacts.ts'
import { dateAt } from '../../src/offices/calendar-date.ts'
import { isHeld } from '../../src/registry/holder.ts'
import { codeTo, createHarness, createVisitor, type Harness, linkTo } from '../harness.ts'
import { activated, activationPages, approvedBy, entered, proposedOfPerson } from '../security/activation-steps.ts'
import { disputePage, numberOfDisputedRecovery, resolved } from '../security/disputes.ts'
import { addHolder, madeUpTriple } from '../security/holders.ts'
import { examined, hiddenFields, proposedBy, verified } from '../security/office-steps.ts'
import { addPerson } from '../security/persons.ts'
import { filed } from '../security/requests.ts'
import { addStaff } from '../security/staff.ts'
import { proven, recovered, vetoed } from '../security/steps.ts'
import { kept } from '../security/unlock-steps.ts'

// The page on which a supervisor checks what an answer does, and what it then does: of each contact, the case, the key, the representatives,
// and who hears.

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const words = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
let made = 0
const contactsFor = () => {
  made += 1
  return [`uno@caso${made}.example`, `dos@caso${made}.example`].map((value) => ({ channel: 'email' as const, value }))
}
const resolves = async (number: string, answer: string) => resolved(harness, number, { answer, by: await addStaff(harness, ['supervisor']) })
const wins = 'applicant_was_right.contact_was_an_old_one'

async function inReview({ successor = false } = {}) {
  const [first, second] = contactsFor()
  const holder = await addHolder(harness, { contacts: [first, second].flatMap((each) => (each ? [each] : [])) })
  const applicant = successor ? { ...holder, nationalId: madeUpTriple().nationalId } : holder
  const request = await filed(harness, applicant, { reason: successor ? 'representative_changed' : 'key_holder_gone' })
  const agent = await addStaff(harness, ['agent'])
  await verified(harness, request, agent)
  await examined(harness, request, agent)
  return { ...request, agent, first: first?.value ?? '', second: second?.value ?? '' }
}
type InReview = Awaited<ReturnType<typeof inReview>>

async function finished(request: InReview) {
  await proposedBy(harness, request, request.agent)
  await approvedBy(harness, request, await addStaff(harness, ['approver'], { office: 'puerto' }))
  await activated(harness, request)
}
const stops = async (email: string) => {
  expect(['disputed', 'frozen']).toContain(await vetoed(harness, email))
  await harness.settled()
}

async function ofPerson({ finish }: { finish: boolean }) {
  const contacts = contactsFor()
  const person = await addPerson(harness, { contacts })
  const request = await proposedOfPerson(harness, person)
  if (finish) {
    await approvedBy(harness, request, await addStaff(harness, ['approver'], { office: 'puerto' }))
    await (await entered(harness, request)).post(activationPages.code, { codigo: codeTo(harness, request.email ?? '') })
    await harness.settled()
  }
  await stops(contacts[0]?.value ?? '')
  return request.number
}

const situations: Record<string, () => Promise<string>> = {
  'stopped during the review': async () => {
    const request = await inReview()
    await stops(request.first)
    return request.number
  },
  'stopped during the review by both contacts': async () => {
    const request = await inReview()
    await stops(request.first)
    await stops(request.second)
    return request.number
  },
  'stopped after the activation': async () => {
    const request = await inReview()
    await finished(request)
    await stops(request.first)
    return request.number
  },
  'of a new representative, stopped after the activation': async () => {
    const request = await inReview({ successor: true })
    await finished(request)
    await stops(request.second)
    return request.number
  },
  'stopped again during the review, with a contact suspended before': async () => {
    const request = await inReview()
    await stops(request.first)
    await resolves(request.number, wins)
    await proposedBy(harness, request, request.agent)
    await stops(request.second)
    return request.number
  },
  'stopped again after the activation, with a contact suspended before': async () => {
    const request = await inReview()
    await stops(request.first)
    await resolves(request.number, wins)
    await finished(request)
    await stops(request.second)
    return request.number
  },
  'stopped after the activation, and again in the review that followed': async () => {
    const request = await inReview({ successor: true })
    await finished(request)
    await stops(request.first)
    await resolves(request.number, wins)
    await proposedBy(harness, request, request.agent)
    await stops(request.second)
    return request.number
  },
  'stopped again by another after somebody withdrew': async () => {
    const request = await inReview()
    await stops(request.first)
    await resolves(request.number, 'applicant_was_right.withdrew_by_call')
    await proposedBy(harness, request, request.agent)
    await stops(request.second)
    return request.number
  },
  'of a person, stopped during the review': () => ofPerson({ finish: false }),
  'of a person, stopped after the end': () => ofPerson({ finish: true }),
  'of a recovery': async () => {
    const [first, second] = contactsFor()
    const holder = await addHolder(harness, { contacts: [first, second].flatMap((each) => (each ? [each] : [])) })
    await proven(harness, holder)
    await stops(second?.value ?? '')
    return numberOfDisputedRecovery(harness, holder)
  },
  'of a recovery that was finished': async () => {
    const holder = await addHolder(harness, { contacts: contactsFor() })
    await recovered(harness, holder)
    await stops(holder.email)
    return numberOfDisputedRecovery(harness, holder)
  },
  'of an unlock': async () => {
    const person = await addPerson(harness)
    await kept(harness, person)
    await createVisitor(harness).post(linkTo(harness, person.email, '/v/'), {})
    await harness.settled()
    const { db } = harness.context
    const unlock = db.selectFrom('unlock').select('number').where('person_id', '=', person.personId).where('state', '=', 'disputed')
    return (await unlock.executeTakeFirstOrThrow()).number
  },
}

/** The whole of what a resolution can change. */
async function standing(number: string) {
  const { db, institution } = harness.context
  const tables = ['replacement', 'recovery', 'unlock'] as const
  const rows = await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().where('number', '=', number).executeTakeFirst()))
  const row = rows.find((each) => each !== undefined)
  const branch = row && 'branch_id' in row ? row.branch_id : null
  const person = row && 'person_id' in row ? row.person_id : null
  const [column, id] = branch === null ? (['person_id', person] as const) : (['branch_id', branch] as const)
  const today = dateAt(harness.now(), institution.timeZone)
  const represent = await db
    .selectFrom('branch')
    .innerJoin('representation', 'representation.employer_id', 'branch.employer_id')
    .innerJoin('person', 'person.id', 'representation.person_id')
    .select(['full_name', 'valid_from', 'valid_to'])
    .where('branch.id', '=', branch)
    .execute()
  return {
    office: rows[0] ?? null,
    contacts: await db.selectFrom('contact').selectAll().where(column, '=', id).orderBy('since').orderBy('id').execute(),
    keys: (await db.selectFrom('credential').select(['status', 'ended_at']).where(column, '=', id).execute()).map(({ status }) => status),
    held: await db.transaction().execute((tx) => isHeld(tx, { kind: branch === null ? 'personal' : 'employer', id: id ?? '' })),
    representatives: represent.filter((each) => each.valid_from <= today && (each.valid_to ?? today) >= today).map((each) => each.full_name),
  }
}

type Standing = Awaited<ReturnType<typeof standing>>

const contactsSaid = (body: string) =>
  [...body.matchAll(/<strong>([^<]*•[^<]*)<\/strong>([^<]*)<br\/>([^<]*)/g)].map(([, contact, , said]) => `${contact}: ${said?.split('. ')[0]?.split(':')[0]}`)
const definition = (body: string, title: string) => words(new RegExp(`<dt>${title}</dt><dd>(.*?)</dd>`, 's').exec(body)?.[1] ?? '')

/** What came of each contact, in the words of the page. */
function contactsBecame(before: Standing, after: Standing): string[] {
  return after.contacts.flatMap((is) => {
    const was = before.contacts.find(({ id }) => id === is.id)
    // Found to be wrong in an earlier decision, and still out: there is nothing to say of it.
    if (was?.suspended_at && is.suspended_at && is.through_replacement === null) return []
    const said =
      is.status === 'active'
        ? was?.status === 'active'
          ? 'Sigue registrado.'
          : 'Vuelve a quedar registrado.'
        : was?.status === 'active'
          ? 'Deja de contar'
          : is.suspended_at !== null && was?.suspended_at === null
            ? 'No está registrado, y deja de contar'
            : 'No está registrado, y sigue así.'
    return [`${maskContact(is)}: ${said}`]
  })
}

const plain = (lines: readonly string[]) => lines.map((line) => line.replace(/\.$/, '')).toSorted()

describe.each(Object.keys(situations))('what the page foresees of a case %s', (situation) => {
  it.each(['contact_was_right.did_not_represent', wins, 'applicant_was_right.withdrew_in_person'])('is what comes of it: %s', async (answer) => {
    const number = (await situations[situation]?.()) ?? ''
    harness.advance(1000)
    const supervisor = await addStaff(harness, ['supervisor'])
    const where = await disputePage(number, supervisor)
    const before = await standing(number)
    const earlier = new Set(harness.inbox.received)
    const since = () => harness.inbox.received.filter((each) => !earlier.has(each))
    const { body } = await supervisor.browser.post(where, { ...hiddenFields(await supervisor.browser.get(where)), respuesta: answer, nota: '' })
    expect(body).toContain('Revise antes de resolver')
    await harness.settled()
    // To look is to do nothing.
    expect(await standing(number)).toEqual(before)
    expect(since()).toEqual([])

    expect((await resolved(harness, number, { answer, by: supervisor })).statusCode).toBe(303)
    const after = await standing(number)
    expect(plain(contactsSaid(body))).toEqual(plain(contactsBecame(before, after)))
    const heard = since().map(({ to }) => to)
    const applicant = after.office?.contact_value ?? null
    const told = definition(body, 'A quién se avisa')
    expect(told.match(/\S*•\S*/g)?.toSorted()).toEqual(
      heard
        .filter((to) => to !== applicant)
        .map((value) => maskContact({ channel: 'email', value }))
        .toSorted(),
    )
    expect(told.includes('A quien pide, en el contacto nuevo')).toBe(heard.some((to) => to === applicant))

    const [ofCase, key] = [definition(body, 'El trámite'), definition(body, 'La clave')]
    expect(ofCase.includes('Termina rechazado')).toBe(after.office?.state === 'rejected')
    expect(ofCase.includes('Vuelve a la revisión')).toBe(after.office?.state === 'in_review')
    expect([key.includes('Sigue retenida'), key.includes('Queda retenida')]).toEqual([before.held, after.held && !before.held])
    const isEmployer = after.representatives.length > 0
    expect(key.includes('sigue anulada')).toBe(isEmployer && after.office !== null && after.keys.includes('frozen') && !after.keys.includes('active'))
    const missing = (one: Standing, other: Standing) => one.representatives.filter((name) => !other.representatives.includes(name))
    const changes = [...missing(before, after).map((name) => `${name} deja de constar.`), ...missing(after, before).map((name) => `${name} vuelve a constar.`)]
    const ofRepresentatives = definition(body, 'Los representantes')
    for (const change of changes) expect(ofRepresentatives).toContain(change)
    expect(ofRepresentatives.includes('No cambian.')).toBe(isEmployer && after.office !== null && changes.length === 0)
  })
})
