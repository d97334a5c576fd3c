import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { codeTo, createHarness, createVisitor, type Harness, linkTo } from '../harness.ts'
import { importPeople, type PersonLine, pensioner } from '../people-file.ts'
import { bakery, emptyRegistry, importLines } from '../registry-file.ts'

let harness: Harness
const later = (changes: PersonLine = {}) => pensioner({ as_of: '2026-02-28', ...changes })

describe('a later file of people and an open case of the personal key', () => {
  const key = 'mi abuela vende mangos verdes'
  const option = '/personal/desbloquear/opcion'
  beforeEach(async () => {
    harness = await createHarness({ policy: { importHeldAbove: 1000 } })
    await emptyRegistry(harness)
    await importPeople(harness, [pensioner()])
  })
  afterEach(() => harness.close())

  async function asked() {
    const browser = createVisitor(harness)
    expect((await browser.startUnlock('0960000016')).headers.location).toBe('/personal/desbloquear/codigo')
    await harness.settled()
    return browser
  }
  async function proven() {
    const browser = await asked()
    expect((await browser.enterUnlockCode(codeTo(harness, 'rosa@casa.example'))).headers.location).toBe(option)
    await harness.settled()
    return browser
  }
  const cases = () => harness.context.db.selectFrom('unlock').select(['state', 'office_reason']).execute()
  const keys = () => harness.context.db.selectFrom('credential').select(['generation', 'status']).orderBy('generation').execute()

  it('voids the proof that a changed contact gave; a contact that stayed proves anew by its link', async () => {
    const browser = await proven()
    const link = linkTo(harness, '+593990000011', '/d/')
    await importPeople(harness, [later({ email: 'nueva@casa.example' })])
    expect(await cases()).toEqual([{ state: 'needs_office', office_reason: 'no_usable_contact' }])
    const said = await harness.context.db.selectFrom('audit_event').select('details').where('type', '=', 'unlock.office_needed').execute()
    expect(said).toEqual([{ details: { reason: 'no_usable_contact' } }])
    await browser.setPersonalKey(key)
    expect(await keys()).toEqual([{ generation: 1, status: 'external' }])

    const phone = createVisitor(harness)
    await phone.get(link)
    await phone.post(link, {})
    expect((await cases())[0]?.office_reason).not.toBe('no_usable_contact')
  })

  it('is sent to the office when it proves after its contact was removed, and by a contact that has only just come', async () => {
    const browser = await asked()
    const code = codeTo(harness, 'rosa@casa.example')
    await importPeople(harness, [later({ email: 'nueva@casa.example' })])
    await browser.enterUnlockCode(code)
    expect((await cases()).map(({ state }) => state)).not.toContain('proven')
    await browser.setPersonalKey(key)

    const newcomer = await asked()
    await newcomer.enterUnlockCode(codeTo(harness, 'nueva@casa.example'))
    expect(await cases()).toContainEqual({ state: 'needs_office', office_reason: 'contact_cooling_off' })
    await newcomer.setPersonalKey(key)
    expect(await keys()).toEqual([{ generation: 1, status: 'external' }])
  })

  it('keeps a proof by a contact that stayed, and a case of an employer is not touched', async () => {
    await importLines(harness, [bakery({ email: 'rosa@casa.example', representative_id: '0960000016' })])
    const employer = createVisitor(harness)
    await employer.start({ taxId: '1790000109001', branchCode: '0001', nationalId: '0960000016' })
    await harness.settled()
    expect((await employer.enterCode(codeTo(harness, 'rosa@casa.example'))).headers.location).toBe('/empleador/recuperar/clave')
    const browser = await proven()
    await importPeople(harness, [later({ phone: '0990000012' })])
    expect(await cases()).toEqual([{ state: 'proven', office_reason: null }])
    expect((await browser.setPersonalKey(key)).headers.location).toBe('/personal/desbloquear/listo')
    await importPeople(harness, [later({ as_of: '2026-03-31', email: 'nueva@casa.example' })])
    expect(await harness.context.db.selectFrom('recovery').select('state').execute()).toEqual([{ state: 'proven' }])
    expect((await employer.setKey(key)).headers.location).toBe('/empleador/recuperar/listo')
  })

  it('ends for a person whom a file closed', async () => {
    const browser = await proven()
    await importPeople(harness, [later({ status: 'closed' })])
    await browser.setPersonalKey(key)
    expect(await cases()).toEqual([{ state: 'needs_office', office_reason: 'person_closed' }])
  })
})
