import { describe, expect, it } from 'vitest'
import { demoInstitution } from '../src/demo/institution.ts'
import type { Institution, Language } from '../src/institution.ts'
import type { CaseView } from '../src/replacement/open-case.ts'
import { receiptOf } from '../src/replacement/receipt.ts'
import { receiptPdf } from '../src/replacement/receipt-pdf.ts'
import { Secret } from '../src/secret.ts'
import { legible, list, paper, paragraph, table } from '../src/ui/paper.ts'
import { readPdf } from './pdf-file.ts'
import { offencesOf } from './pdf-ua.ts'

const at = new Date('2026-11-23T17:00:00Z')
const held = {
  kind: 'employer',
  number: 'S-1234-ABCD',
  reason: 'key_holder_gone',
  employerKind: 'company',
  typed: { taxId: '1790012345001', branchCode: '0001', nationalId: '1700000092' },
  contactMasked: 's•••@n•••.example',
  submittedAt: at,
  endsAt: new Date('2026-12-23T17:00:00Z'),
  office: 'puerto',
} as unknown as CaseView

type Odd = { language?: Language; institution?: Partial<Institution>; view?: Partial<CaseView>; code?: string }

function receipt({ language = 'es', institution: odd = {}, view = {}, code = '0123456789ABCDEF' }: Odd = {}) {
  const institution = { ...demoInstitution, ...odd }
  const of = { ...held, ...view }
  return receiptPdf({
    institution,
    language,
    kind: of.kind,
    receipt: receiptOf({ institution, language }, of),
    continuation: new Secret(code),
    followAt: 'http://127.0.0.1:8080/tramite',
    at,
  })
}

const drawn = async (text: string) => readPdf(await paper({ title: 'x', language: 'es', at, sheets: [(doc, into) => paragraph(doc, into, { text })] })).pages[0]
const office = (name: string) => ({ id: 'puerto', name, address: 'Calle', canton: 'Quito', hours: { es: 'lunes', en: 'Monday' } })
const personal = {
  kind: 'personal',
  reason: 'lost_contact',
  employerKind: null,
  typed: { ...held.typed, taxId: '', branchCode: '' },
} as unknown as Partial<CaseView>

describe('a receipt is a document that everyone can read', () => {
  it.each<[string, Odd]>([
    ['in Spanish', {}],
    ['in English', { language: 'en' }],
    ['of a person', { view: personal }],
    ['without a contact, for an office that is gone', { view: { contactMasked: null, office: null } }],
    ['of an institution whose name is half markup', { institution: { name: 'Agua & Luz <«b»> ]]> S.A. (社)' } }],
    ['over several sheets', { institution: { offices: Array.from({ length: 60 }, (_, each) => ({ ...office(`Oficina ${each}`), id: `o${each}` })) } }],
  ])('%s: it breaks no rule of PDF/UA-1 that a program can see', async (_, odd) => {
    expect(offencesOf(await receipt(odd))).toEqual([])
  })

  it('is read in the order in which it is to be read, the figure and the table included', async () => {
    const { tags } = readPdf(await receipt())
    expect(
      tags.map(({ path }) => path.replace(/^\/Document/, '')).filter((path) => /^(\/Sect(\/(H1|H2|Figure|L|Table|P))?)?$/.test(path)),
    ).toMatchInlineSnapshot(`
      [
        "",
        "/Sect",
        "/Sect/P",
        "/Sect/H1",
        "/Sect/P",
        "/Sect/P",
        "/Sect/P",
        "/Sect/Figure",
        "/Sect/H2",
        "/Sect/Table",
        "/Sect/H2",
        "/Sect/L",
        "/Sect/H2",
        "/Sect/L",
        "/Sect/P",
        "/Sect/H2",
        "/Sect/P",
        "/Sect/P",
        "/Sect/L",
        "/Sect/H2",
        "/Sect/P",
        "/Sect/P",
        "/Sect/H2",
        "/Sect/P",
        "/Sect",
        "/Sect/H1",
        "/Sect/P",
        "/Sect/P",
        "/Sect/P",
        "/Sect/P",
        "/Sect/P",
      ]
    `)
    expect(tags.filter(({ tag }) => tag === 'TH').map(({ text }) => text)).toContain('Cédula')
    expect(tags.find(({ tag }) => tag === 'H1')?.text).toBe('Solicitud de clave patronal nueva')
    expect(tags.at(-1)?.text).toMatch(/^Si lo pierde, nadie/)
  })

  it('keeps every item beside its bullet, and the code alone on the last sheet', async () => {
    const offices = Array.from({ length: 60 }, (_, each) => ({
      ...office(`Oficina ${each} de la provincia que tiene el nombre más largo del país`),
      id: `o${each}`,
    }))
    const { pages, sheets } = readPdf(await receipt({ institution: { offices } }))
    expect(pages.length).toBeGreaterThan(2)
    for (const { drawn } of sheets) {
      const shown = drawn.filter(({ text }) => text !== null)
      for (const [place, { text }] of shown.entries()) if (text === '•') expect(shown[place + 1]?.text).toMatch(/^[A-Z].{12,}/)
    }
    expect(pages.filter((text) => text.includes('0123-4567-89AB-CDEF'))).toEqual([pages.at(-1)])
    expect(pages.at(-1)).not.toContain('Oficina')
    expect(pages.find((text) => text.includes('Firma del solicitante'))).toContain(held.number)
  })

  it('does not tear what belongs together: a row, an item, a paragraph', async () => {
    const rows = Array.from({ length: 40 }, (_, each) => [`Nombre ${each} `.repeat(1 + (each % 7)), `Valor ${each} `.repeat(1 + each)] as const)
    const torn = await paper({
      title: 'x',
      language: 'es',
      at,
      sheets: [
        (doc, into) => table(doc, into, rows),
        (doc, into) =>
          list(
            doc,
            into,
            rows.map(([, value]) => value),
          ),
        (doc, into) => {
          for (const [, text] of rows) paragraph(doc, into, { text })
        },
      ],
    })
    expect(offencesOf(torn)).toEqual([])
    const { tags, sheets } = readPdf(torn)
    const sheetOf = ({ dictionary: { K, Pg } }: (typeof tags)[number]) => {
      expect([K].flat().every((kid) => typeof kid === 'number')).toBe(true)
      return JSON.stringify(Pg)
    }
    const cells = tags.filter(({ tag }) => ['TH', 'TD', 'Lbl', 'LBody', 'P'].includes(tag))
    for (const [place, cell] of cells.entries()) {
      const [sheet, before] = [sheetOf(cell), cells[place - 1]]
      if (before && (cell.tag === 'TD' || cell.tag === 'LBody')) expect(sheetOf(before)).toBe(sheet)
    }
    expect(sheets.length).toBeGreaterThan(6)
  })

  it('is small', async () => {
    for (const language of ['es', 'en'] as const) expect((await receipt({ language })).length).toBeLessThan(64 * 1024)
  })

  it('gives away nothing of the code on the sheet for the office, its fonts included', async () => {
    const first = async (code: string) =>
      readPdf(await receipt({ code })).sheets[0]?.fonts.map(({ name, program, unicode }) => [name, program?.toString('hex'), [...(unicode ?? [])].join()])
    expect(await first('ZZZZYYYYXXXXWWWW')).toEqual(await first('0123456789ABCDEF'))
  })
})

describe('what is written on paper', () => {
  it.each([
    'Łukasz Müller',
    'Ñandú Peña',
    'Žižka',
    'Ștefan Țiriac',
    'Ōtavalo',
    'Nguyễn Phạm',
    'ĄĘĖĮŲŪ',
    'İğdır',
    'Ðórr Þæ',
    'Ĉapelĵo',
    'ẞ ß œ Œ',
    '«a» – “b” … €',
  ])('is %s, drawn and read as it is', async (text) => expect(await drawn(text)).toBe(text))

  it('has no sign for two letters where two letters were written, and is the same in the next file', async () => {
    for (const _ of [1, 2]) expect(await drawn('oficina ﬁn ffi Ŋ N Ñ')).toBe('oficina fin ffi Ŋ N Ñ')
  })

  it.each([
    ['社会保障', '????'],
    ['Иван', '????'],
    ['ǍǐƏ', 'Ai?'],
    ['Ｌｕｚ №１', 'Luz №1'],
    ['e\u0301 a\u0323\u0301\u0302\u0303\u0304', 'é ạ'],
    ['a\u202eb\u200fc\u2066d\u00ade\u200df\ufeff', 'abcdef'],
    ['a\u0000b\u001bc\nd\u2028e\tf', 'a b c d e f'],
    ['x\ud800y', 'x?y'],
    ['😀\ufffc\ufffd', '???'],
    ['14:05\u202fp.\u00a0m.', '14:05 p. m.'],
  ])('is what the font has of %j', async (text, shown) => {
    expect(await drawn(`${text}.`)).toBe(`${shown}.`)
    expect(offencesOf(await receipt({ institution: { name: text, offices: [office(text)] } }))).toEqual([])
  })

  it('draws every letter that it lets through', async () => {
    const letters = Array.from({ length: 0x10000 }, (_, point) => String.fromCodePoint(point)).filter((each) => legible(each) === each)
    expect(letters.length).toBeGreaterThan(500)
    const lines = Array.from({ length: Math.ceil(letters.length / 50) }, (_, line) => letters.slice(line * 50, line * 50 + 50).join(''))
    const pdf = await paper({
      title: 'x',
      language: 'es',
      at,
      sheets: [
        (doc, into) => {
          for (const text of lines) for (const face of ['regular', 'bold', 'code'] as const) paragraph(doc, into, { text, face })
        },
      ],
    })
    expect(offencesOf(pdf)).toEqual([])
  })

  it('is cut off rather than filling the office with paper, however long a name is', async () => {
    const pdf = await receipt({ institution: { name: 'W'.repeat(200_000), offices: [office('Ñ '.repeat(100_000))] } })
    expect(offencesOf(pdf)).toEqual([])
    expect(readPdf(pdf).pages.length).toBeLessThan(8)
  })
})
