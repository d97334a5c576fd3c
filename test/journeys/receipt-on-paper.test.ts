import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeTo, createHarness, createVisitor, type Harness, panaderia, solvedPuzzle } from '../harness.ts'
import { readPdf, textOf } from '../pdf-file.ts'
import { offencesOf } from '../pdf-ua.ts'
import { type Filed, filed, opened, requestPages } from '../security/requests.ts'

const pdf = `${requestPages.receipt}/pdf`

let harness: Harness
let one: Filed
const lines: string[] = []
beforeAll(async () => {
  harness = await createHarness({ logTo: { write: (line) => void lines.push(line) } })
  one = await filed(harness, panaderia)
})
afterAll(() => harness.close())

const bare = (text: string) => text.replace(/[\s-]/g, '')

describe('the receipt on the screen', () => {
  it('has a QR code drawn in the page, which says what is in it', () => {
    expect(one.last.body).toContain(`aria-label="Código QR con el número de trámite ${one.number}, y nada más"`)
    expect(/<svg class="qr"[\s\S]*?<\/svg>/.exec(one.last.body)?.[0]).not.toContain('style=')
  })
})

describe('the receipt on paper', () => {
  it('is for the office on its first sheet, without the code, and has the code on a sheet of its own, which is for nobody else', async () => {
    const answer = await one.applicant.get(pdf)
    expect(answer.statusCode).toBe(200)
    const { pages } = readPdf(answer.rawPayload)
    expect(pages.length).toBe(2)
    for (const said of [
      one.number,
      panaderia.taxId,
      panaderia.branchCode,
      panaderia.nationalId,
      'Oficina Puerto',
      'Firma del solicitante',
      'representante legal',
      '/tramite',
    ]) {
      expect(pages[0]).toContain(said)
    }
    expect(bare(pages[0] ?? '')).not.toContain(bare(one.continuation))
    expect(pages[1]).toContain(one.continuation)
    expect(pages[1]).toContain('para nadie más')
  })

  it('is tagged, in its language, with a title, headings, lists and a text for the QR code', async () => {
    const spanish = (await one.applicant.get(pdf)).rawPayload
    expect(offencesOf(spanish)).toEqual([])
    const { catalogue, tags, info } = readPdf(spanish)
    expect(textOf(catalogue.Lang)).toBe('es-EC')
    expect(info.Title).toBe(`Solicitud ${one.number}, para entregar en la oficina`)
    const named = tags.map(({ tag }) => tag)
    for (const tag of ['Document', 'H1', 'H2', 'P', 'L', 'LI', 'LBody', 'Table', 'TR', 'TH', 'TD']) expect(named).toContain(tag)
    expect(named.filter((tag) => tag === 'Sect').length).toBe(2)
    expect(textOf(tags.find(({ tag }) => tag === 'Figure')?.dictionary.Alt)).toContain(one.number)
    const english = (await one.applicant.get(`${pdf}?lang=en`)).rawPayload
    expect(offencesOf(english)).toEqual([])
    expect(textOf(readPdf(english).catalogue.Lang)).toBe('en')
    expect(readPdf(english).pages[1]).toContain('nobody else')
    await one.applicant.get('/?lang=es')
  })

  it('is kept by no cache, and has the code in no name, no metadata and no log', async () => {
    const answer = await one.applicant.get(pdf)
    expect(answer.headers['cache-control']).toBe('no-store')
    const code = bare(one.continuation)
    expect(bare(JSON.stringify(answer.headers))).not.toContain(code)
    const { outsidePages } = readPdf(answer.rawPayload)
    for (const form of [code, Buffer.from(code, 'utf16le').swap16().toString('latin1')]) expect(bare(outsidePages)).not.toContain(form)
    expect(bare(lines.join(''))).not.toContain(code)
  })

  it('is for the browser alone that holds the case, of its kind and while it is to be handed in', async () => {
    expect((await createVisitor(harness).get(pdf)).headers.location).toBe('/empleador/solicitud')
    expect((await one.applicant.get('/personal/solicitud/recibo/pdf')).headers.location).toBe('/personal/solicitud')
    const guessed = createVisitor(harness)
    guessed.cookies.set('case', `${one.number}.0000000000000000`)
    expect((await guessed.get(pdf)).headers.location).toBe('/empleador/solicitud')
    const other = await opened(harness, await filed(harness, panaderia))
    expect((await other.get(pdf)).statusCode).toBe(200)
    await other.get('/tramite/cancelar')
    await other.post('/tramite/cancelar', {})
    expect((await other.get(pdf)).headers.location).toBe('/tramite')
    const finished = await opened(harness, one)
    await finished.post('/tramite/terminar', {})
    expect((await finished.get(pdf)).headers.location).toBe('/empleador/solicitud')
  })

  it('of a person has the cédula and no employer, and says that the contact changes', async () => {
    const visitor = createVisitor(harness)
    await visitor.post('/personal/solicitud/datos', { cedula: '1700000092', altcha: await solvedPuzzle(harness, { form: 'contact_replacement' }) })
    await visitor.post('/personal/solicitud/contacto', { correo: 'ana@papel.example' })
    await harness.settled()
    await visitor.post('/personal/solicitud/contacto/codigo', { codigo: codeTo(harness, 'ana@papel.example') })
    await visitor.post('/personal/solicitud/turno', { oficina: 'puerto' })
    await visitor.post('/personal/solicitud/revisar', {})
    const { pages } = readPdf((await visitor.get('/personal/solicitud/recibo/pdf')).rawPayload)
    expect(pages[0]).toContain('cambiar el contacto')
    expect(pages[0]).toContain('1700000092')
    expect(pages[0]).not.toMatch(/RUC|Sucursal|ana@papel/)
    expect((await visitor.get(pdf)).headers.location).toBe('/empleador/solicitud')
  })

  it('has the letters of its font, whatever the institution is called', async () => {
    const { institution } = harness.context
    harness.context.institution = { ...institution, name: 'Institución «Ōtavalo» – Ñandú 社' }
    const { pages } = readPdf((await (await filed(harness, panaderia, { email: null })).applicant.get(pdf)).rawPayload)
    harness.context.institution = institution
    expect(pages[0]).toContain('Institución «Ōtavalo» – Ñandú ?')
  })
})
