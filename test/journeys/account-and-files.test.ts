import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dateAt } from '../../src/offices/calendar-date.ts'
import { createHarness, createVisitor, type Harness, mailTo } from '../harness.ts'
import { bakery, contactsOf, emptyRegistry, importLines, type RegistryLine } from '../registry-file.ts'
import { askContact, changedContact, savedCode, signedIn } from '../security/account-steps.ts'
import type { Holder } from '../security/holders.ts'
import { newKey, recovered, vetoed } from '../security/steps.ts'

const day = 86_400_000
const ofBakery = { taxId: '1790000109001', branchCode: '0001', nationalId: '1700000092', email: 'pan@pan.example' }

let harness: Harness
let holder: Holder
beforeEach(async () => {
  harness = await createHarness({ policy: { importHeldAbove: 1000 } })
  await emptyRegistry(harness)
  await importLines(harness, [bakery()])
  const { id } = await harness.context.db.selectFrom('branch').select('id').executeTakeFirstOrThrow()
  holder = { ...ofBakery, branchId: id } as Holder
  await recovered(harness, holder)
  harness.advance(8 * day)
})
afterEach(() => harness.close())

/** A file of the day after everything that was done here. */
function nextFile(changes: RegistryLine = {}) {
  harness.advance(day)
  return fileOfToday(changes)
}

async function fileOfToday(changes: RegistryLine = {}) {
  const report = await importLines(harness, [bakery({ as_of: dateAt(harness.now(), harness.context.institution.timeZone), ...changes })])
  expect(report).toMatchObject({ outcome: 'applied', bad: 0 })
}
const active = async () => (await contactsOf(harness, ofBakery.taxId)).filter(({ status }) => status === 'active').map(({ value }) => value)
const idOf = async (value: string) =>
  (await harness.context.db.selectFrom('contact').select('id').where('value', '=', value).where('status', '=', 'active').executeTakeFirstOrThrow()).id

describe('a file of the institution that has not heard of a change', () => {
  it('does not bring back the address that the holder changed, nor tell anybody', async () => {
    const owner = await signedIn(harness, holder)
    await changedContact(harness, owner, { contact: 'nuevo@pan.example', replaces: await idOf(holder.email) })
    await harness.settled()
    const told = harness.inbox.received.length
    await nextFile()
    await harness.settled()
    expect(await active()).toEqual(['+593990000001', 'nuevo@pan.example'])
    expect(harness.inbox.received.length).toBe(told)
    expect((await createVisitor(harness).signIn(holder, newKey)).statusCode).toBe(303)
  })

  it('does not bring it back either when it writes it with other capitals', async () => {
    await changedContact(harness, await signedIn(harness, holder), { contact: 'nuevo@pan.example', replaces: await idOf(holder.email) })
    await nextFile({ email: 'PAN@pan.example' })
    expect(await active()).toEqual(['+593990000001', 'nuevo@pan.example'])
  })

  it('does not remove what the holder added', async () => {
    await changedContact(harness, await signedIn(harness, holder), { contact: 'otro@pan.example' })
    await nextFile()
    expect(await active()).toEqual(['+593990000001', 'otro@pan.example', 'pan@pan.example'])
  })

  it('prevails over the holder when it gives a third address', async () => {
    const owner = await signedIn(harness, holder)
    await changedContact(harness, owner, { contact: 'nuevo@pan.example', replaces: await idOf(holder.email) })
    await nextFile({ email: 'tercero@pan.example' })
    expect(await active()).toEqual(['+593990000001', 'tercero@pan.example'])
  })

  it('finds the address as it was after a contact undid its change', async () => {
    await changedContact(harness, await signedIn(harness, holder), { contact: 'nuevo@pan.example', replaces: await idOf(holder.email) })
    await harness.settled()
    expect(await vetoed(harness, holder.email)).toBe('undone')
    await nextFile()
    expect(await active()).toEqual(['+593990000001', 'pan@pan.example'])
  })

  it('is not undone by a former contact that takes back the change before it: the file would have removed that one too', async () => {
    await changedContact(harness, await signedIn(harness, holder), { contact: 'nuevo@pan.example', replaces: await idOf(holder.email) })
    await harness.settled()
    await nextFile({ email: 'tercero@pan.example' })
    await harness.settled()
    expect(await vetoed(harness, holder.email)).toBe('undone')
    expect(await active()).toEqual(['+593990000001', 'tercero@pan.example'])
  })

  it('nor where the change had put a phone in the place of the address', async () => {
    await changedContact(harness, await signedIn(harness, holder), { contact: '+593990000077', replaces: await idOf(holder.email) })
    await harness.settled()
    await nextFile({ email: 'tercero@pan.example' })
    expect(await vetoed(harness, holder.email)).toBe('undone')
    expect(await active()).toEqual(['+593990000001', 'tercero@pan.example'])
  })
})

describe('a file that comes while a new contact waits for its code', () => {
  it('and removes the one that it was to replace: nothing is changed, and the page begins again', async () => {
    const owner = await signedIn(harness, holder)
    await savedCode(owner)
    await askContact(owner, { contact: 'nuevo@pan.example', replaces: await idOf(holder.email) })
    await harness.settled()
    await fileOfToday({ email: 'tercero@pan.example' })
    const [{ message } = { message: { blocks: [] } }] = mailTo(harness, 'nuevo@pan.example')
    const code = message.blocks.flatMap((block) => ('code' in block ? [block.code] : [])).at(0) ?? ''
    expect((await owner.post('/empleador/cuenta/contacto/codigo', { codigo: code })).headers.location).toBe('/empleador/cuenta/contacto')
    expect(await active()).toEqual(['+593990000001', 'tercero@pan.example'])
  })
})
