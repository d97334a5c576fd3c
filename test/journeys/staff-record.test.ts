import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordAudit } from '../../src/audit/audit.ts'
import { recordLook } from '../../src/staff/record-look.ts'
import { createHarness, type Harness, panaderia, taller } from '../harness.ts'
import { wordsOf } from '../security/account-steps.ts'
import { recordEvery, type Walked, walked } from '../security/every-event.ts'
import { filed } from '../security/requests.ts'
import { addStaff, type Staff } from '../security/staff.ts'
import { watchStatements } from '../security/statements.ts'

const day = 86_400_000

let harness: Harness
let auditor: Staff
let full: Walked
beforeAll(async () => {
  harness = await createHarness()
  full = await walked(harness)
  auditor = await addStaff(harness, ['auditor'], { name: 'Hugo Libros Ficticio' })
})
afterAll(() => harness.close())

const record = '/oficina/registro'
const search = (fields: Record<string, string>, language = '') => auditor.browser.post(`${record}${language}`, fields)
/** How many entries of an event are on a page. */
const count = (body: string, type: string) => body.split(`<strong title="${type}">`).length - 1
const typesOn = (body: string) => [...body.matchAll(/<strong title="([\w.]+)">/g)].map(([, type = '']) => type)
const caseId = async (number: string) =>
  (await harness.context.db.selectFrom('replacement').select('id').where('number', '=', number).executeTakeFirstOrThrow()).id
const look = (by: Staff, subject: string) =>
  harness.context.db.transaction().execute((tx) => recordLook(tx, by, { subject, what: 'case', reason: 'applicant_is_here', at: harness.now() }))

/** Every page of a search. */
async function pages(fields: Record<string, string>, language = ''): Promise<string[]> {
  const bodies: string[] = []
  for (let antes = ''; ; ) {
    const { body } = await search({ ...fields, antes }, language)
    bodies.push(body)
    antes = /name="antes" value="([^"]+)"/.exec(body)?.[1] ?? ''
    if (antes === '') return bodies
  }
}

describe('an auditor', () => {
  it('finds who looked at whom: by the case, by the RUC, by the cédula, and by who looked', async () => {
    const agent = await addStaff(harness, ['agent'], { name: 'Inés Curiosa Ficticia' })
    const one = await filed(harness, panaderia)
    const other = await filed(harness, taller)
    for (const each of [one, other]) await look(agent, await caseId(each.number))
    const { body } = await search({ sobre: one.number.toLowerCase(), tipo: 'staff.viewed' })
    expect(count(body, 'staff.viewed')).toBe(1)
    expect(body).toContain('Inés Curiosa Ficticia')
    expect(body).toContain('Motivo: La persona vino a esta oficina')
    expect(body).toContain(one.number)
    expect(body).not.toContain(other.number)
    expect(count((await search({ funcionario: agent.id, miradas: 'si' })).body, 'staff.viewed')).toBe(2)
    const branch = await harness.context.db
      .selectFrom('branch')
      .innerJoin('employer', 'employer.id', 'branch.employer_id')
      .select('branch.id')
      .where('tax_id', '=', panaderia.taxId)
      .executeTakeFirstOrThrow()
    await look(agent, branch.id)
    expect(wordsOf((await search({ sobre: panaderia.taxId, tipo: 'staff.viewed' })).body)).toContain(`${panaderia.name}, sucursal ${panaderia.branchCode}`)
    expect((await search({ sobre: panaderia.nationalId, tipo: 'staff.viewed' })).body).toContain(one.number)
    // The search for that account.
    expect(count((await search({ sobre: agent.nationalId, tipo: 'staff.viewed' })).body, 'staff.viewed')).toBe(1)
  })

  it('finds by a RUC all that happened to the employer: its keys, account, saved code, cases of both kinds, and the hold', async () => {
    const types = (await pages({ sobre: full.holder.taxId, miradas: 'si' })).flatMap(typesOn)
    for (const type of [
      'recovery.proven',
      'credential.replaced',
      'session.started',
      'saved_code.made',
      'hardening.chosen',
      'replacement.moved',
      'replacement.noted',
      'replacement.vetoed',
      'security_hold.set',
      'credential.frozen',
      'staff.viewed',
    ])
      expect(types, type).toContain(type)
    expect(types).not.toContain('unlock.proven')
    expect(types).not.toContain('recovery.hour_counted')
  })

  it('finds by the cédula of a person the unlock, and by that of a representative the recovery that was asked for in their name', async () => {
    expect((await pages({ sobre: full.person.nationalId })).flatMap(typesOn)).toEqual(expect.arrayContaining(['unlock.proven', 'personal_key.unlocked']))
    expect((await pages({ sobre: full.holder.nationalId })).flatMap(typesOn)).toEqual(expect.arrayContaining(['recovery.proven', 'replacement.moved']))
  })

  it('finds a recovery and an unlock by their numbers, however they are typed, and nothing else', async () => {
    const recovery = (await pages({ sobre: ` ${full.recovery.toLowerCase().replaceAll('-', ' ')} ` })).flatMap(typesOn)
    expect(recovery).toEqual(expect.arrayContaining(['recovery.proven', 'credential.replaced']))
    expect(recovery.filter((type) => !/^(recovery|credential|staff\.viewed)/.test(type))).toEqual([])
    expect((await search({ sobre: full.unlock })).body).toContain(`desbloqueo ${full.unlock}`)
  })

  it('finds a request that names nobody on the register by what was typed in it', async () => {
    const unknown = { taxId: '1790099995001', branchCode: '0001', nationalId: '1750000042' }
    const { number } = await filed(harness, { ...unknown, nationalId: panaderia.nationalId })
    expect((await search({ sobre: unknown.taxId })).body).toContain(number)
  })

  it('is not shown the looks at data but where they are asked for, and is told so', async () => {
    const agent = await addStaff(harness, ['agent'])
    const { number } = await filed(harness, panaderia)
    await look(agent, await caseId(number))
    const without = await search({ sobre: number })
    expect(typesOn(without.body)).toEqual(['replacement.moved'])
    const offered = without.body.split('<form').find((form) => form.includes('Mostrarlas también')) ?? ''
    const fields = Object.fromEntries([...offered.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]))
    const { _csrf, ...again } = fields
    expect(again).toMatchObject({ sobre: number, miradas: 'si' })
    const shown = (await search(again)).body
    expect(typesOn(shown)).toEqual(expect.arrayContaining(['replacement.moved', 'staff.viewed']))
    expect(shown).not.toContain('Mostrarlas también')
  })

  it('finds disputes and holds, and every event under what it is about', async () => {
    const types = await recordEvery(harness, full)
    expect(count((await search({ tipo: 'dispute.' })).body, 'dispute.resolved')).toBe(1)
    expect(count((await search({ tipo: 'security_hold.' })).body, 'security_hold.set')).toBe(2)
    const offered = [...(await auditor.browser.get(record)).body.matchAll(/<option value="([\w.]*)"/g)].map(([, kind = '']) => kind).filter((kind) => kind)
    expect(types.filter((type) => !offered.some((kind) => type.startsWith(kind)))).toEqual([])
  })

  it.each(['?lang=en', '?lang=es'])('reads every event, label, code and id in words %s', async (language) => {
    const types = await recordEvery(harness, full)
    const bodies = await pages({ miradas: 'si' }, language)
    expect(types.filter((type) => !bodies.flatMap(typesOn).includes(type))).toEqual([])
    const words = bodies.map((body) => wordsOf(body.slice(body.indexOf('<ul class="entries'), body.indexOf('</main>')))).join(' ')
    expect(words).toContain(full.request.number)
    expect(words.match(/[0-9a-f]{8}-[0-9a-f]{4}-\S*/g) ?? []).toEqual([])
    expect(words.match(/\b[a-z]+[_.][a-z]+\w*/g) ?? []).toEqual([])
    expect(words.match(/\b[a-z]+[A-Z]\w*:|\b(?:true|false|null)\b|[[\]{}]/g) ?? []).toEqual([])
    expect(words).not.toContain(full.holder.email)
    expect(words).not.toContain(full.person.email)
    if (language === '?lang=es') {
      for (const said of [
        `sobre trámite ${full.request.number}`,
        `${full.holder.name}, sucursal 0001`,
        `clave patronal número 2 de ${full.holder.name}`,
        'El trámite avanzó: cambió lo que se había revisado',
        'Antes: En revisión en la oficina Ahora: En espera de lo que se pidió a la persona',
        'Motivo: Un resultado no se entiende',
        'Equipo: Teléfono Equipo conocido: no',
        'ge••••@e',
        'Representante nuevo: Persona Inventada',
        'archivo de registro de empleadores',
        'Funciones: Agente; Aprobador',
        'Hora: lunes, 23 de noviembre de 2026, 09:00',
      ])
        expect(words, said).toContain(said)
    }
  })

  it('reads an entry of an event, or with a detail, that is no longer known as it stands', async () => {
    const old = { type: 'constructor', id: harness.context.random.uuid(), toString: 'plain', was: true }
    await harness.context.db.transaction().execute((tx) => recordAudit(tx, { actor: 'system', subject: old.id, at: harness.now() }, old as never))
    const { body, statusCode } = await search({})
    expect(statusCode).toBe(200)
    expect(wordsOf(body)).toContain(`constructor , sobre ${old.id}`)
    for (const said of [`id: ${old.id}`, 'toString: plain', 'Estaba: sí']) expect(wordsOf(body)).toContain(said)
  })

  it('is told when a number leads to nothing or a date is none, and searches what lies in between two days', async () => {
    for (const number of ['S-0000-0000', 'R-0000-0000', 'D-0000-0000', 'X-0000-0000']) expect((await search({ sobre: number })).statusCode, number).toBe(422)
    expect((await search({ sobre: '1790000125001' })).body).toContain('no lleva a nada')
    expect((await search({ desde: '2026-02-30' })).body).toContain('Escriba la fecha')
    const turned = await search({ desde: '2026-11-23', hasta: '2026-11-20' })
    expect(turned.statusCode).toBe(422)
    expect(turned.body).toContain('Este día es posterior a «Hasta».')
    const date = (offset: number) => new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Guayaquil' }).format(new Date(harness.now().getTime() + offset))
    expect(count((await search({ tipo: 'staff.viewed', hasta: date(-2 * day) })).body, 'staff.viewed')).toBe(0)
    expect(count((await search({ tipo: 'staff.viewed', desde: date(0), hasta: date(0) })).body, 'staff.viewed')).toBeGreaterThan(0)
  })

  it('reads page after page, each entry once, also where many have the same time', async () => {
    const hours = Array.from({ length: 120 }, (_, at) => `h${at}-`)
    for (const [at, hour] of hours.entries()) {
      // Three instants, none of them in the order of the ids, which are not of one length: as text 9 comes after 10.
      const occurred = new Date(harness.now().getTime() - 60_000 - (at % 3))
      const details = JSON.stringify({ hour, starts: 1, wrongCodes: 0 })
      await sql`insert into audit_event (id, occurred_at, type, actor, details) overriding system value
        values (${999_950 + at}, ${occurred}, 'unlock.hour_counted', 'system', ${details}::jsonb)`.execute(harness.context.db)
    }
    const bodies = await pages({ tipo: 'unlock.' })
    const seen = bodies.flatMap((body) => [...body.matchAll(/Hora: (h\d+-)/g)].map(([, hour = '']) => hour))
    expect(seen).toHaveLength(120)
    expect([...seen].sort()).toEqual([...hours].sort())
  })

  it('goes on and back between the pages, each the same both ways', async () => {
    const formOf = (body: string, button: string) => {
      const form = body.split('<form').find((each) => each.includes(`>${button}</button>`)) ?? ''
      return Object.fromEntries([...form.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]))
    }
    const shown = ({ body }: { body: string }) => [...body.matchAll(/Hora: (h\d+-)/g)].map(([, hour]) => hour)
    const first = await search({ tipo: 'unlock.' })
    expect(first.body).not.toContain('Anteriores')
    const second = await search(formOf(first.body, 'Siguientes'))
    const third = await search(formOf(second.body, 'Siguientes'))
    const back = await search(formOf(third.body, 'Anteriores'))
    expect(shown(back)).toEqual(shown(second))
    expect(shown(back).length).toBe(50)
    const again = await search(formOf(back.body, 'Anteriores'))
    expect(shown(again)).toEqual(shown(first))
    expect(again.body).not.toContain('Anteriores')
    // What is made up leads to the top, or nowhere back.
    for (const previas of ['x', '1,', ',', '9'.repeat(5000)]) expect((await search({ tipo: 'unlock.', previas })).body).not.toContain('Anteriores')
  })

  it('leads from an entry to its case, without the number in an address, and says to the second when it was', async () => {
    const { body } = await search({ sobre: full.holder.taxId })
    const number = full.request.number
    expect(body).toContain(`<button type="submit" class="link" form="tramite" name="sobre" value="${number}">`)
    expect(body).toMatch(/<form method="post" action="\/oficina\/registro" noValidate id="tramite">|id="tramite"/)
    expect(body).toMatch(/<time dateTime="[^"]+">[^<]+, \d\d:\d\d:\d\d<\/time>/i)
    expect(body).not.toContain(`href="/oficina/registro?`)
  })

  it('reads what was consulted in a look-up, which the record itself does not hold', async () => {
    const { body } = await search({ sobre: full.request.number })
    expect(wordsOf(body)).toContain('Referencia de la consulta: CONSULTA-77')
    const held = harness.context.db.selectFrom('audit_event').select('id').where(sql<string>`details::text`, 'like', '%CONSULTA%')
    expect(await held.execute()).toEqual([])
  })

  it('is answered by the same few statements, however many entries there are', async () => {
    const during = watchStatements(harness.context.db)
    const few = await during(() => search({ sobre: full.unlock }))
    const many = await during(() => search({ sobre: full.holder.taxId }))
    expect(typesOn(many.result.body).length).toBeGreaterThan(typesOn(few.result.body).length + 20)
    expect(many.statements.length).toBe(few.statements.length)
  })

  it('is seen searching: every search is an entry, with what was found and not what was typed', async () => {
    const one = await filed(harness, panaderia)
    await search({ sobre: one.number })
    const id = await caseId(one.number)
    const entries = await harness.context.db.selectFrom('audit_event').selectAll().where('staff_id', '=', auditor.id).where('subject', '=', id).execute()
    expect(entries.map(({ type, details }) => ({ type, details }))).toEqual([{ type: 'staff.viewed', details: { what: 'record', reason: null } }])
    expect(await harness.context.db.selectFrom('audit_event').select('id').where(sql<string>`details::text`, 'like', `%${one.number}%`).execute()).toEqual([])
  })
})

describe('the record', () => {
  it('is for auditors alone', async () => {
    const others = await addStaff(harness, ['agent', 'approver', 'supervisor', 'administrator'])
    expect((await others.browser.get(record)).statusCode).toBe(403)
    await others.browser.get('/oficina')
    expect((await others.browser.post(record, { sobre: panaderia.taxId })).statusCode).toBe(403)
  })

  it('takes nothing odd for a search', async () => {
    const odd = { tipo: "staff.' or 1=1", funcionario: 'x', antes: 'x', desde: '', hasta: '', sobre: "' or ''='" }
    expect((await search(odd)).statusCode).toBe(422)
    expect((await search({ ...odd, sobre: '' })).statusCode).toBe(200)
    for (const sobre of ['\u0000', 'S-\u0000000-0000', '%', '9'.repeat(60)]) expect((await search({ sobre })).statusCode, sobre).toBe(422)
    for (const [desde, hasta] of [
      ['0000-01-01', '9999-12-31'],
      ['0001-01-01', '0000-12-31'],
      ['9999-12-31', ''],
      ['', '2200-01-01'],
      ['', '-00001-01-01'],
    ] as const) {
      expect((await search({ desde, hasta })).statusCode, desde).toBe(422)
    }
  })

  it.each([
    '2026-99-99T99:99:99.999Z_1',
    '2026-02-30T00:00:00.000Z_1',
    '0000-00-00T00:00:00.000Z_1',
    '9223372036854775807',
    '9223372036854775808',
    '999999999999999999',
    '9'.repeat(400),
    '-1',
    '1e3',
    '0x10',
    "1'--",
    '1\u0000',
    ' 1',
    '0',
  ])('begins at its top for a made-up page such as %j', async (antes) => {
    const { statusCode, body } = await search({ antes, tipo: 'recovery.' })
    expect(statusCode).toBe(200)
    expect(typesOn(body).length).toBeGreaterThan(0)
  })
})
