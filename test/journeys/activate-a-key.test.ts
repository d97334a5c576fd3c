import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, createVisitor, type Harness, mailTo } from '../harness.ts'
import { activated, activationPages, approved, entered, keyOfCase, provenCase, words } from '../security/activation-steps.ts'
import { addHolder, madeUpTriple } from '../security/holders.ts'
import { caseOf } from '../security/office-steps.ts'
import { recovered, signsIn, vetoed } from '../security/steps.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const contactsOf = (branchId: string) =>
  harness.context.db.selectFrom('contact').selectAll().where('branch_id', '=', branchId).orderBy('since').orderBy('id').execute()

const currentRepresentatives = async (branchId: string) => {
  const rows = await harness.context.db
    .selectFrom('branch')
    .innerJoin('representation', 'representation.employer_id', 'branch.employer_id')
    .innerJoin('person', 'person.id', 'representation.person_id')
    .select(['person.national_id', 'person.full_name', 'representation.source', 'representation.valid_to', 'representation.branch_id'])
    .where('branch.id', '=', branchId)
    .where('representation.valid_to', 'is', null)
    .execute()
  return rows.filter((row) => row.branch_id === null || row.branch_id === branchId)
}

describe('the end of a case', () => {
  it('is a new key that the applicant chose, a new contact, and nothing left of what was before', async () => {
    const holder = await addHolder(harness)
    const before = await recovered(harness, holder, 'la clave de antes era esta misma')
    await before.signIn(holder, 'la clave de antes era esta misma')
    const ready = await approved(harness, holder)
    const visitor = await activated(harness, ready)

    const row = await caseOf(harness, ready.number)
    expect(row).toMatchObject({ state: 'activated', proof_hash: null, codes: [] })
    expect(await signsIn(harness, holder, keyOfCase)).toBe(true)
    expect(await signsIn(harness, holder, 'la clave de antes era esta misma')).toBe(false)
    expect((await before.get('/empleador/cuenta')).headers.location).toBe('/empleador/ingresar')
    const contacts = await contactsOf(holder.branchId)
    expect(contacts.filter(({ status }) => status === 'active')).toMatchObject([
      { value: ready.email, source: 'office', cools_until: null, through_replacement: row.id },
    ])
    expect(contacts.filter(({ status }) => status === 'removed')).toMatchObject([{ value: holder.email, removed_through: row.id }])

    const done = await visitor.get(activationPages.done)
    expect(words(done)).toContain('La clave nueva ya sirve')
    expect(words(done)).toContain(ready.number)
    expect(done.body).not.toContain(keyOfCase)
    expect(visitor.cookies.has('employer')).toBe(false)
    await visitor.post('/tramite/terminar', {})
    expect((await visitor.get(activationPages.done)).headers.location).toBe(activationPages.enter)
  })

  it('that a contact of before undoes says so to the applicant: its key is void, and what there is is held', async () => {
    const holder = await addHolder(harness)
    const ready = await approved(harness, holder)
    const visitor = await activated(harness, ready)
    expect(words(await visitor.get('/tramite'))).not.toContain('ya no sirve')
    expect(await vetoed(harness, holder.email)).toBe('frozen')
    await harness.settled()
    const page = words(await visitor.get('/tramite'))
    for (const said of ['La clave que se creó con este trámite ya no sirve', 'La clave está retenida']) expect(page).toContain(said)
    const told = mailTo(harness, ready.email ?? '').find(({ message }) => message.subject.includes('detuvo'))
    expect(JSON.stringify(told)).toContain('La clave que se creó con este trámite ya no sirve')
  })

  it('writes a representative whom the register did not have, and ends the one it had', async () => {
    const holder = await addHolder(harness)
    const { nationalId } = madeUpTriple()
    const ready = await approved(harness, { ...holder, nationalId }, { reason: 'representative_changed' })
    await activated(harness, ready)
    expect(await currentRepresentatives(holder.branchId)).toMatchObject([
      { national_id: nationalId, full_name: 'Persona Del Documento', source: 'office', branch_id: holder.branchId },
    ])
    const online = createVisitor(harness)
    await online.start(holder)
    await harness.settled()
    expect(mailTo(harness, ready.email ?? '').filter(({ message }) => message.subject.includes('recuper'))).toEqual([])
    await recovered(harness, { ...holder, nationalId, email: ready.email ?? '' })
  })

  it('leaves the other branches of the employer with whom they had', async () => {
    const holder = await addHolder(harness)
    const other = harness.context.random.uuid()
    await harness.context.db.insertInto('branch').values({ id: other, employer_id: holder.employerId, code: '0002', status: 'active' }).execute()
    const { nationalId } = madeUpTriple()
    await activated(harness, await approved(harness, { ...holder, nationalId }, { reason: 'representative_changed' }))
    expect(await currentRepresentatives(other)).toMatchObject([{ national_id: holder.nationalId }])
    expect(await currentRepresentatives(holder.branchId)).toMatchObject([{ national_id: nationalId }])
  })

  it('lifts a hold, and ends the recoveries of before', async () => {
    const holder = await addHolder(harness, { held: true })
    const online = createVisitor(harness)
    await online.start(holder)
    await activated(harness, await approved(harness, holder, { reason: 'hold_or_dispute' }))
    const branch = await harness.context.db.selectFrom('branch').selectAll().where('id', '=', holder.branchId).executeTakeFirstOrThrow()
    expect(branch).toMatchObject({ security_hold_since: null, security_hold_reason: null })
    const open = await harness.context.db.selectFrom('recovery').select('state').where('branch_id', '=', holder.branchId).execute()
    expect(open.map(({ state }) => state)).toEqual(['ended'])
  })

  it('begins with a message only when it is asked for, and goes on where it was', async () => {
    const holder = await addHolder(harness)
    const ready = await approved(harness, holder)
    const { applicant } = ready
    const codes = () => mailTo(harness, ready.email ?? '').filter(({ message }) => message.subject.includes('Código para terminar')).length
    expect((await applicant.get(activationPages.enter)).headers.location).toBe(activationPages.code)
    expect(words(await applicant.get(activationPages.code))).toContain('Enviar el código')
    await harness.settled()
    expect(codes()).toBe(0)
    expect((await applicant.post(activationPages.enter, {})).headers.location).toBe(activationPages.code)
    await harness.settled()
    expect(codes()).toBe(1)
    expect((await applicant.post(activationPages.enter, {})).statusCode).toBe(429)
    await harness.settled()
    expect(codes()).toBe(1)
    expect((await applicant.get(activationPages.key)).headers.location).toBe(activationPages.code)
    expect((await applicant.get(activationPages.done)).headers.location).toBe(activationPages.code)
  })

  it('offers five words first, and a key that is refused costs nothing', async () => {
    const holder = await addHolder(harness)
    const visitor = await provenCase(harness, await approved(harness, holder))
    const page = await visitor.get(activationPages.key)
    expect(page.body).toContain('offered-key')
    for (const clave of ['', 'corta', 'la clave de empresa inventada']) {
      expect((await visitor.post(activationPages.key, { clave })).statusCode, clave).toBe(422)
    }
    const offered = /name="clave" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
    expect((await visitor.post(activationPages.key, { clave: offered })).headers.location).toBe(activationPages.done)
    expect(await signsIn(harness, holder, offered)).toBe(true)
  })

  it('tells the applicant at the contact that is registered now', async () => {
    const ready = await approved(harness, await addHolder(harness))
    await activated(harness, ready)
    const subjects = mailTo(harness, ready.email ?? '').map(({ message }) => message.subject)
    expect(subjects).toContain(`Terminó el trámite ${ready.number}`)
    expect(subjects).toContain(`Su trámite ${ready.number} está listo: termínelo usted`)
  })

  it('tells the applicant of it once, of other contacts only where there were any, and of a first key as what it is', async () => {
    const about = (email: string | null, since: number) => mailTo(harness, email ?? '').slice(0, -since || undefined)
    const again = await approved(harness, await addHolder(harness))
    const before = mailTo(harness, again.email ?? '').length
    await activated(harness, again)
    const [done, code, ...more] = about(again.email, before)
    expect(more).toEqual([])
    expect(code?.message.subject).toBe(`Código para terminar el trámite ${again.number}`)
    for (const text of ['La clave patronal nueva ya sirve', 'Los que había antes', 'un contacto anterior puede'])
      expect(JSON.stringify(done?.message.blocks)).toContain(text)

    const first = await approved(harness, await addHolder(harness, { key: 'none', contacts: [] }), { reason: 'first_key' })
    const sentBefore = mailTo(harness, first.email ?? '').length
    await activated(harness, first)
    const [told, firstCode, ...others] = about(first.email, sentBefore)
    expect([told?.message.subject, firstCode?.message.subject, others]).toEqual([
      `Terminó el trámite ${first.number}`,
      `Código para terminar el trámite ${first.number}`,
      [],
    ])
    const text = JSON.stringify(told?.message.blocks)
    expect(text).toContain('Ya tiene su clave patronal. Este contacto queda registrado.')
    for (const word of ['nueva', 'anterior', 'había', 'avisamos']) expect(text).not.toContain(word)
  })

  it('is told to every contact, the ones that it removed too, and these can still stop it', async () => {
    const holder = await addHolder(harness)
    const ready = await approved(harness, holder)
    await activated(harness, ready)
    expect(mailTo(harness, holder.email)[0]?.message.subject).toContain('en una oficina')
    expect(await vetoed(harness, holder.email)).not.toBe('')
    expect(await signsIn(harness, holder, keyOfCase)).toBe(false)
  })

  it('is in the record', async () => {
    const holder = await addHolder(harness)
    const ready = await approved(harness, holder)
    await activated(harness, ready)
    const { id } = await caseOf(harness, ready.number)
    const events = await harness.context.db.selectFrom('audit_event').select(['type', 'details']).where('subject', '=', id).orderBy('id').execute()
    expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['replacement.activated', 'credential.replaced']))
    expect(JSON.stringify(events)).not.toContain(keyOfCase)
  })

  it('sends whoever has no case to the first page', async () => {
    const nobody = createVisitor(harness)
    for (const page of [activationPages.code, activationPages.key, activationPages.done]) {
      expect((await nobody.get(page)).headers.location, page).toBe(activationPages.enter)
    }
    const ready = await approved(harness, await addHolder(harness))
    expect((await entered(harness, ready)).cookies.get('case')).toBeDefined()
  })
})
