import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isHeld } from '../../src/registry/holder.ts'
import { createHarness, type Harness } from '../harness.ts'
import { approved } from './activation-steps.ts'
import { disputePage, numberOfDisputedRecovery } from './disputes.ts'
import { addHolder, type Holder } from './holders.ts'
import { caseOf, hiddenFields, proposed } from './office-steps.ts'
import { addStaff, givePasskey, nextNationalId, type Staff, signedInAgain } from './staff.ts'
import { proven, vetoed } from './steps.ts'

// What takes a second or a third person, or stops the work of others, tried by one who sits down where a colleague is signed in: the session
// and the form are there, the colleague's passkey is not. Approving has a file of its own.

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

type Sent = Record<string, string>
/** An act of whoever left the desk, ready to be sent, and another of the same kind; `isDone`: whether it was. */
type Act = { absent: Staff; path: string; fields: Sent; page(): Promise<{ body: string }>; other: { path: string; fields: Sent }; isDone(): Promise<boolean> }

async function screen(): Promise<Act> {
  const absent = await addStaff(harness, ['supervisor'])
  const waiting = async () => {
    const { number } = await approved(harness, await addHolder(harness), { email: null })
    const { version, typed } = await caseOf(harness, number)
    return { number, path: `/oficina/tramites/${number}/pantalla`, fields: { version: String(version), documento: typed.nationalId } }
  }
  const [one, other] = [await waiting(), await waiting()]
  await signedInAgain(harness, absent)
  const isDone = async () => (await caseOf(harness, one.number)).screen_hash !== null
  return { absent, path: one.path, fields: one.fields, page: () => absent.browser.get(one.path), other, isDone }
}

async function dispute(): Promise<Act> {
  const absent = await addStaff(harness, ['supervisor'])
  const holder = await addHolder(harness)
  const { number } = await proposed(harness, holder)
  expect(await vetoed(harness, holder.email)).toBe('disputed')
  const path = await disputePage(number, absent)
  const wrong = { ...hiddenFields(await absent.browser.get(path)), respuesta: 'applicant_was_right.contact_was_an_old_one', nota: '', confirma: 'si' }
  const fields = { ...wrong, respuesta: 'contact_was_right.did_not_represent' }
  const page = () => absent.browser.post(path, { ...fields, confirma: '' })
  return { absent, path, fields, page, other: { path, fields: wrong }, isDone: async () => (await caseOf(harness, number)).state !== 'disputed' }
}

async function onlineDispute(): Promise<Act> {
  const absent = await addStaff(harness, ['supervisor'])
  const holder = await addHolder(harness)
  await proven(harness, holder)
  expect(await vetoed(harness, holder.email)).toBe('disputed')
  const path = await disputePage(await numberOfDisputedRecovery(harness, holder), absent)
  const fields: Sent = { ...hiddenFields(await absent.browser.get(path)), respuesta: 'contact_was_right.did_not_represent', nota: '', confirma: 'si' }
  const page = () => absent.browser.post(path, { ...fields, confirma: '' })
  const other = { path, fields: { ...fields, version: String(Number(fields.version) + 1) } }
  const isDone = async () => {
    const found = harness.context.db.selectFrom('recovery').select('state').where('branch_id', '=', holder.branchId)
    return (await found.executeTakeFirstOrThrow()).state !== 'disputed'
  }
  return { absent, path, fields, page, other, isDone }
}

const account = (id: string) => harness.context.db.selectFrom('staff_member').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

const accomplice = () => {
  const cedula = nextNationalId()
  return { nombre: 'Persona Cómplice', correo: `complice${cedula}@instituto.example`, cedula, oficina: '', funcion: 'approver' }
}

async function asking(): Promise<Act> {
  const [absent, agent] = [await addStaff(harness, ['administrator']), await addStaff(harness, ['agent'])]
  const [path, fields] = ['/oficina/personal/invitar', accomplice()]
  const other = { path: `/oficina/personal/${agent.id}`, fields: { accion: 'enlace' } }
  const rows = harness.context.db.selectFrom('staff_member').select('id').where('national_id', '=', fields.cedula)
  return { absent, path, fields, page: () => absent.browser.get(path), other, isDone: async () => (await rows.execute()).length > 0 }
}

async function askingForChange(): Promise<Act> {
  const [absent, agent] = [await addStaff(harness, ['administrator']), await addStaff(harness, ['agent'])]
  const [path, fields] = [`/oficina/personal/${agent.id}`, { accion: 'enlace' }]
  const rows = harness.context.db.selectFrom('staff_change').select('id').where('staff_id', '=', agent.id)
  const other = { path, fields: { accion: 'datos' } }
  return { absent, path, fields, page: () => absent.browser.get(path), other, isDone: async () => (await rows.execute()).length > 0 }
}

async function invitation(): Promise<Act> {
  const [absent, thief] = [await addStaff(harness, ['administrator']), await addStaff(harness, ['administrator'])]
  const invited = async () => {
    const path = String((await thief.decides('/oficina/personal/invitar', accomplice())).headers.location)
    const id = path.split('/').at(-1) ?? ''
    return { id, path, fields: { accion: 'confirmar', invitada: (await account(id)).invited_at.toISOString() } }
  }
  const [one, other] = [await invited(), await invited()]
  const isDone = async () => (await account(one.id)).confirmed_at !== null
  return { absent, path: one.path, fields: one.fields, page: () => absent.browser.get(one.path), other, isDone }
}

async function newLink(): Promise<Act> {
  const [absent, thief] = [await addStaff(harness, ['administrator']), await addStaff(harness, ['administrator'])]
  const { id } = await addStaff(harness, ['approver'])
  const path = `/oficina/personal/${id}`
  await thief.decides(path, { accion: 'enlace' })
  await thief.decides(path, { accion: 'datos', nombre: 'Persona Ficticia', correo: 'otra@instituto.example', oficina: 'centro', funcion: 'approver' })
  const asked = async (kind: 'new_link' | 'details') => {
    const change = harness.context.db.selectFrom('staff_change').select('id').where('staff_id', '=', id).where('kind', '=', kind)
    return { accion: 'aceptar', cambio: (await change.executeTakeFirstOrThrow()).id }
  }
  const [fields, other] = [await asked('new_link'), { path, fields: await asked('details') }]
  const isDone = async () => Number((await account(id)).approves_from) > Number(harness.now())
  return { absent, path, fields, page: () => absent.browser.get(path), other, isDone }
}

async function hold(): Promise<Act> {
  const absent = await addStaff(harness, ['supervisor'])
  const [holder, another] = [await addHolder(harness), await addHolder(harness)]
  const path = '/oficina/aprobaciones/retener'
  await absent.browser.get(path)
  const of = ({ taxId, branchCode }: Holder) => ({ ruc: taxId, sucursal: branchCode, cedula: '', motivo: 'theft_reported', confirma: 'si' })
  const fields = of(holder)
  const page = () => absent.browser.post(path, { ...fields, confirma: '' })
  const isDone = async () => harness.context.db.transaction().execute((tx) => isHeld(tx, { kind: 'employer', id: holder.branchId }))
  return { absent, path, fields, page, other: { path, fields: of(another) }, isDone }
}

async function removal(): Promise<Act> {
  const absent = await addStaff(harness, ['administrator'])
  const [one, two] = [await addStaff(harness, ['agent']), await addStaff(harness, ['agent'])]
  const [path, fields] = [`/oficina/personal/${one.id}`, { accion: 'quitar', revisar: 'si' }]
  const isDone = async () => (await account(one.id)).state === 'removed'
  return { absent, path, fields, page: () => absent.browser.get(`${path}/retirar`), other: { path: `/oficina/personal/${two.id}`, fields }, isDone }
}

async function doubt(): Promise<Act> {
  const of = await removal()
  await (await addStaff(harness, ['administrator'])).decides(of.path, { accion: 'quitar' })
  const id = of.path.split('/').at(-1) ?? ''
  const other = { path: of.path, fields: { accion: 'quitar' } }
  return { ...of, fields: { accion: 'revisar' }, other, isDone: async () => (await account(id)).work_voided_at !== null }
}

const acts: [string, string, () => Promise<Act>][] = [
  ['opens an applicant’s screen', 'open_screen', screen],
  ['resolves a dispute', 'resolve_dispute', dispute],
  ['resolves a dispute online', 'resolve_dispute', onlineDispute],
  ['holds a key', 'hold_key', hold],
  ['asks for an account', 'ask_account', asking],
  ['asks for a new link for an account', 'ask_account', askingForChange],
  ['confirms an account', 'confirm_account', invitation],
  ['confirms a new link for an account', 'confirm_account', newLink],
  ['removes an account', 'remove_account', removal],
  ['puts the work of a removed account in doubt', 'doubt_work', doubt],
]

/** The form of a page that is sent with a passkey's answer and hides these fields, as that alone. */
function formOf({ body }: { body: string }, fields: Sent) {
  const isOther = (form: string, [name, value]: [string, string]) =>
    value !== '' && form.includes(`type="hidden" name="${name}"`) && !form.includes(`name="${name}" value="${value}"`)
  const forms = body.split('<form').filter((form) => form.includes('data-options'))
  return { body: forms.find((form) => !Object.entries(fields).some((each) => isOther(form, each))) ?? '' }
}

describe.each(acts)('whoever %s', (_what, act, prepare) => {
  it('is who shows a passkey for just that, once; not who sits down at the desk', async () => {
    const { absent, path, fields, page, other, isDone } = await prepare()
    const sends = (passkey?: string) => absent.browser.post(path, { ...fields, ...(passkey === undefined ? {} : { passkey }) })
    const form = async () => formOf(await page(), fields)
    const lost = await givePasskey(harness, absent.id)
    await harness.context.db.updateTable('staff_passkey').set({ removed_at: harness.now() }).where('id', '=', lost.id).execute()
    const thief = await addStaff(harness, absent.roles)
    const answers: [string, () => Promise<string | undefined>][] = [
      ['none', async () => undefined],
      ['an empty one', async () => ''],
      ['no answer of a passkey at all', async () => '{"id":"x"}'],
      ['the passkey of whoever sits there', async () => thief.shows(await form())],
      ['a passkey that was removed', async () => lost.answer((await form()).body)],
      ['what was once answered to sign in', async () => absent.shows(await absent.browser.get('/oficina/ingresar'))],
      ['what was answered to add a passkey', async () => absent.shows(await absent.browser.get('/oficina/llaves'))],
      ['what was answered for another of the kind', async () => absent.showsFor(other.path, other.fields)],
    ]
    for (const [what, answer] of answers) {
      const refused = await sends(await answer())
      expect(refused.statusCode, what).toBe(422)
      expect(refused.body, what).toContain('field-error')
      expect(await isDone(), what).toBe(false)
    }
    const recorded = () =>
      harness.context.db.selectFrom('audit_event').select('details').where('type', '=', 'staff.passkey_shown').where('subject', '=', absent.id).execute()
    expect(await recorded()).toEqual([])
    const answer = await absent.shows(await form())
    expect([200, 303]).toContain((await sends(answer)).statusCode)
    expect(await isDone()).toBe(true)
    expect(await recorded()).toEqual([{ details: { act } }])
    // Sent once more, or with a form made from what is there now, it is used up.
    await sends(answer)
    expect(await recorded()).toHaveLength(1)
  })
})
