import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeTo, createHarness, createVisitor, type Harness, linkTo, mailTo } from '../harness.ts'
import { changedContact, contactId, settledOwner } from './account-steps.ts'
import { activated, activationPages, approved, approvedBy, entered, keyOfCase, openedScreen, provenCase, words } from './activation-steps.ts'
import { addHolder, madeUpTriple } from './holders.ts'
import { actorOf, caseOf, examined, moved, proposedBy } from './office-steps.ts'
import { addStaff } from './staff.ts'
import { recovered, signsIn, vetoed } from './steps.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const keyOf = (number: string) => caseOf(harness, number).then((row) => row.credential_id)

describe('a proof of the last code', () => {
  it('is one browser’s own: number and continuation code in another one begin again', async () => {
    const ready = await approved(harness, await addHolder(harness))
    await provenCase(harness, ready)
    const other = await entered(harness, ready).catch(() => createVisitor(harness))
    expect((await other.post(activationPages.key, { clave: keyOfCase })).headers.location).not.toBe(activationPages.done)
    expect(await keyOf(ready.number)).toBeNull()
  })

  it('is the newest one’s: two browsers that prove leave the first with nothing', async () => {
    const ready = await approved(harness, await addHolder(harness))
    const first = await provenCase(harness, ready)
    harness.advance(61_000)
    const second = await provenCase(harness, ready)
    expect(await first.post(activationPages.key, { clave: keyOfCase })).toMatchObject({ statusCode: 409 })
    expect((await first.get(activationPages.key)).headers.location).toBe(activationPages.code)
    expect((await second.post(activationPages.key, { clave: keyOfCase })).headers.location).toBe(activationPages.done)
  })

  it('sets one key, however often it is sent at once', async () => {
    const holder = await addHolder(harness)
    const ready = await approved(harness, holder)
    const visitor = await provenCase(harness, ready)
    const keys = ['una primera frase bien larga', 'una segunda frase bien larga', 'una tercera frase bien larga']
    await Promise.all(keys.map((clave) => visitor.post(activationPages.key, { clave })))
    const living = await harness.context.db
      .selectFrom('credential')
      .select('id')
      .where('branch_id', '=', holder.branchId)
      .where('status', '=', 'active')
      .execute()
    expect(living).toHaveLength(1)
    expect(await Promise.all(keys.map((key) => signsIn(harness, holder, key)))).toContain(true)
    const events = await harness.context.db.selectFrom('audit_event').select('id').where('type', '=', 'replacement.activated').execute()
    const { id } = await caseOf(harness, ready.number)
    const own = await harness.context.db.selectFrom('audit_event').select('id').where('type', '=', 'replacement.activated').where('subject', '=', id).execute()
    expect(events.length).toBeGreaterThan(0)
    expect(own).toHaveLength(1)
  })

  it('ends after its time', async () => {
    const ready = await approved(harness, await addHolder(harness))
    const visitor = await provenCase(harness, ready)
    harness.advance(harness.context.institution.policy.proofLifetime)
    expect(await visitor.post(activationPages.key, { clave: keyOfCase })).toMatchObject({ statusCode: 409 })
    expect(await keyOf(ready.number)).toBeNull()
  })

  it('counts with the case it was given for alone', async () => {
    const [one, other] = [await approved(harness, await addHolder(harness)), await approved(harness, await addHolder(harness))]
    const visitor = await provenCase(harness, one)
    const proof = visitor.cookies.get('activation') ?? ''
    const thief = await entered(harness, other)
    thief.cookies.set('activation', proof)
    await thief.post(activationPages.key, { clave: keyOfCase })
    expect(await keyOf(other.number)).toBeNull()
  })

  it('needs the continuation code to the end: the proof without the case’s cookie is nothing', async () => {
    const ready = await approved(harness, await addHolder(harness))
    const visitor = await provenCase(harness, ready)
    visitor.cookies.delete('case')
    expect(await visitor.post(activationPages.key, { clave: keyOfCase })).toMatchObject({ statusCode: 409 })
    expect(await keyOf(ready.number)).toBeNull()
  })
})

describe('a code', () => {
  it('with which the contact was confirmed finishes nothing', async () => {
    const holder = await addHolder(harness)
    const ready = await approved(harness, holder)
    const confirming = mailTo(harness, ready.email ?? '')
      .flatMap(({ message }) => message.blocks)
      .flatMap((block) => ('code' in block ? [block.code] : []))
      .at(-1)
    const visitor = await entered(harness, ready)
    expect((await visitor.post(activationPages.code, { codigo: confirming ?? '' })).statusCode).toBe(422)
  })

  it('of another case of the same contact finishes nothing', async () => {
    const email = 'la-misma@nuevo.example'
    const one = await approved(harness, await addHolder(harness), { email })
    const other = await approved(harness, await addHolder(harness), { email })
    await entered(harness, one)
    const ofOne = codeTo(harness, email)
    const visitor = await entered(harness, other)
    expect((await visitor.post(activationPages.code, { codigo: ofOne })).statusCode).toBe(422)
    expect((await visitor.post(activationPages.code, { codigo: codeTo(harness, email) })).headers.location).toBe(activationPages.key)
  })

  it('is spent by its use', async () => {
    const ready = await approved(harness, await addHolder(harness))
    await provenCase(harness, ready)
    const again = createVisitor(harness)
    await again.post('/tramite', { numero: ready.number, continuacion: ready.continuation })
    expect((await again.post(activationPages.code, { codigo: codeTo(harness, ready.email ?? '') })).statusCode).toBe(422)
  })

  it('is tried five times, then another one has to be sent', async () => {
    const ready = await approved(harness, await addHolder(harness))
    const visitor = await entered(harness, ready)
    const code = codeTo(harness, ready.email ?? '')
    for (let tries = 0; tries < 5; tries += 1) expect((await visitor.post(activationPages.code, { codigo: '000000000000' })).statusCode).toBe(422)
    expect((await visitor.post(activationPages.code, { codigo: code })).statusCode).toBe(422)
    harness.advance(61_000)
    await visitor.post(activationPages.enter, {})
    await harness.settled()
    expect((await visitor.post(activationPages.code, { codigo: codeTo(harness, ready.email ?? '') })).headers.location).toBe(activationPages.key)
  })

  it('is sent three times an hour and no more, whoever asks', async () => {
    const ready = await approved(harness, await addHolder(harness))
    const visitor = await entered(harness, ready)
    const sent = () => mailTo(harness, ready.email ?? '').filter(({ message }) => message.subject.includes('para terminar')).length
    for (let times = 0; times < 6; times += 1) {
      harness.advance(61_000)
      await visitor.post(activationPages.enter, {})
      await harness.settled()
    }
    expect(sent()).toBeLessThanOrEqual(harness.context.institution.policy.messagesPerHour)
  })

  it('made before a dispute is dead after it, and so are the proof and the screen', async () => {
    const holder = await addHolder(harness)
    const ready = await approved(harness, holder)
    const supervisor = await addStaff(harness, ['supervisor'])
    const screen = await openedScreen(harness, ready, await addStaff(harness, ['agent']))
    const proven = await provenCase(harness, ready)
    harness.advance(61_000)
    await entered(harness, ready)
    const before = codeTo(harness, ready.email ?? '')
    await vetoed(harness, holder.email)
    expect((await proven.post(activationPages.key, { clave: keyOfCase })).headers.location).not.toBe(activationPages.done)
    const by = await actorOf(harness, supervisor)
    expect(await moved(harness, ready.number, { event: { type: 'resolve', outcome: 'applicant_was_right', by } })).toMatchObject({ outcome: 'moved' })
    const row = await caseOf(harness, ready.number)
    expect(row).toMatchObject({ state: 'in_review', codes: [], proof_hash: null, screen_hash: null, screen_by: null })
    await examined(harness, ready, ready.agent)
    await proposedBy(harness, ready, ready.agent)
    await approvedBy(harness, ready, await addStaff(harness, ['approver'], { office: 'puerto' }))
    const after = createVisitor(harness)
    await after.post('/tramite', { numero: ready.number, continuacion: ready.continuation })
    for (const codigo of [before, screen]) expect((await after.post(activationPages.code, { codigo })).statusCode).toBe(422)
    expect(await proven.post(activationPages.key, { clave: keyOfCase })).toMatchObject({ statusCode: 409 })
    expect(await keyOf(ready.number)).toBeNull()
  })
})

describe('an approval', () => {
  it('is void when the representatives on the register changed since: the office looks again', async () => {
    const holder = await addHolder(harness)
    const ready = await approved(harness, holder)
    const visitor = await provenCase(harness, ready)
    const { db, random } = harness.context
    const personId = random.uuid()
    await db.insertInto('person').values({ id: personId, national_id: madeUpTriple().nationalId, full_name: 'Otra Persona' }).execute()
    await db
      .insertInto('representation')
      .values({ id: random.uuid(), employer_id: holder.employerId, person_id: personId, role: 'gerente', valid_from: '2026-01-01', source: 'test' })
      .execute()
    const answer = await visitor.post(activationPages.key, { clave: keyOfCase })
    expect(answer.statusCode).toBe(409)
    expect(words(answer)).toContain('La clave no quedó puesta')
    expect(answer.body).toContain('href="/tramite"')
    expect(answer.body).not.toContain(keyOfCase)
    expect((await caseOf(harness, ready.number)).state).toBe('in_review')
    expect(await signsIn(harness, holder, keyOfCase)).toBe(false)
  })

  it('ends with its time, also under a proof that was given before', async () => {
    const ready = await approved(harness, await addHolder(harness))
    harness.advance((await caseOf(harness, ready.number)).ends_at.getTime() - harness.now().getTime() - 60_000)
    const visitor = await provenCase(harness, ready)
    harness.advance(120_000)
    await visitor.post(activationPages.key, { clave: keyOfCase })
    expect(await keyOf(ready.number)).toBeNull()
  })

  it('that a hold overtook waits anew', async () => {
    const holder = await addHolder(harness, { contacts: [] })
    const ready = await approved(harness, holder)
    const visitor = await provenCase(harness, ready)
    await harness.context.db
      .updateTable('branch')
      .set({ security_hold_since: harness.now(), security_hold_reason: 'set_by_supervisor' })
      .where('id', '=', holder.branchId)
      .execute()
    await visitor.post(activationPages.key, { clave: keyOfCase })
    expect(await caseOf(harness, ready.number)).toMatchObject({ state: 'in_review', credential_id: null })
  })
})

describe('a contact that stops a case while its key is being set', () => {
  it('comes before it, and no key is set, or after it, and the key is frozen and the holder held', async () => {
    for (let times = 0; times < 4; times += 1) {
      const holder = await addHolder(harness)
      const ready = await approved(harness, holder)
      const visitor = await provenCase(harness, ready)
      const link = linkTo(harness, holder.email, '/v/')
      await Promise.all([visitor.post(activationPages.key, { clave: keyOfCase }), createVisitor(harness).post(link, {})])
      await harness.settled()
      expect((await caseOf(harness, ready.number)).state).toBe('disputed')
      expect(await signsIn(harness, holder, keyOfCase)).toBe(false)
      const active = await harness.context.db
        .selectFrom('contact')
        .select('value')
        .where('branch_id', '=', holder.branchId)
        .where('status', '=', 'active')
        .execute()
      expect(active.map(({ value }) => value)).not.toContain(ready.email)
    }
  })
})

describe('whoever was before', () => {
  it('does not bring a contact back with the link that undoes a change of before', async () => {
    const { holder, owner } = await settledOwner(harness)
    await changedContact(harness, owner, { contact: 'segundo@anterior.example', replaces: await contactId(harness, holder, holder.email) })
    await harness.settled()
    const undo = linkTo(harness, holder.email, '/v/')
    const ready = await approved(harness, { ...holder, nationalId: madeUpTriple().nationalId }, { reason: 'representative_changed' })
    await activated(harness, ready, 'otra frase para la clave de hoy')
    await createVisitor(harness).post(undo, {})
    const active = await harness.context.db
      .selectFrom('contact')
      .select('value')
      .where('branch_id', '=', holder.branchId)
      .where('status', '=', 'active')
      .execute()
    expect(active).toEqual([{ value: ready.email }])
  })

  it('has no recovery, no saved code and no known browser left', async () => {
    const holder = await addHolder(harness)
    const before = await recovered(harness, holder, keyOfCase)
    const running = createVisitor(harness)
    await running.start(holder)
    await harness.settled()
    const code = codeTo(harness, holder.email)
    await harness.context.db
      .insertInto('saved_code')
      .values({ id: harness.context.random.uuid(), branch_id: holder.branchId, hash: 'h', made_at: harness.now() })
      .execute()
    await activated(harness, await approved(harness, holder), 'otra frase para la clave de hoy')
    expect((await running.enterCode(code)).headers.location).not.toBe('/empleador/recuperar/clave')
    expect((await before.signIn(holder, keyOfCase)).headers.location).not.toBe('/empleador/cuenta')
    const { db } = harness.context
    expect(await db.selectFrom('saved_code').select('id').where('branch_id', '=', holder.branchId).where('ended_at', 'is', null).execute()).toEqual([])
  })
})
