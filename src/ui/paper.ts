import { fileURLToPath } from 'node:url'
import PDFDocument from 'pdfkit'
import type { Language } from '../institution.ts'

// Paper as PDF/UA-1 asks for it: read aloud in order, and in black alone. All that is drawn is in the tags or marked as decoration, every font is
// inside the file, and no letter is drawn that its font does not have.

export type Doc = PDFKit.PDFDocument
export type Part = PDFKit.PDFStructureElement
/** `code` is a face of its own: a file names the letters of each of its fonts, so one that the first sheet shares would tell whoever gets that sheet. */
type Face = 'regular' | 'bold' | 'code'
type Look = { face?: Face; size?: number; gap?: number; width?: number }

const margin = 56
const size = { h1: 18, h2: 12.5, text: 10.5 } as const
const [indent, labels] = [12, 130]

const files: Readonly<Record<Face, string>> = {
  regular: import.meta.resolve('@expo-google-fonts/open-sans/400Regular/OpenSans_400Regular.ttf'),
  bold: import.meta.resolve('@expo-google-fonts/open-sans/700Bold/OpenSans_700Bold.ttf'),
  code: import.meta.resolve('@expo-google-fonts/open-sans/600SemiBold/OpenSans_600SemiBold.ttf'),
}

/** What pdfkit makes of the bytes of a font, and takes in their place. */
type Parsed = PDFKit.Mixins.PDFFontSource & {
  characterSet: number[]
  hasGlyphForCodePoint: (point: number) => boolean
  glyphForCodePoint: (point: number) => unknown
}

/** Latin and signs, one by one: two letters joined in one sign, and the signs for what cannot be shown, are none. */
const isLetter = (letter: string) => /[\p{Script=Latin}\p{Script=Common}]/u.test(letter) && !/[\ufb00-\ufb06\ufffc\ufffd]/.test(letter)

/**
 * A font parsed once for all files: parsing takes several times as long as drawing them. It remembers for each glyph the letter that asked for it
 * first, or none when a composed letter did, so every letter asks for its own here.
 */
function parsed(file: string): Parsed {
  const { font } = (new PDFDocument({ font: fileURLToPath(file) }) as unknown as { _font: { font: Parsed } })._font
  for (const point of font.characterSet) if (isLetter(String.fromCodePoint(point))) font.glyphForCodePoint(point)
  return font
}

let opened: Readonly<Record<Face, Parsed>> | null = null
function faces() {
  opened ??= { regular: parsed(files.regular), bold: parsed(files.bold), code: parsed(files.code) }
  return opened
}

const isDrawn = (letter: string) => isLetter(letter) && Object.values(faces()).every((font) => font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0))
const longest = 2000

/** What can be drawn of a text: a letter that the font lacks loses its marks or is a question mark; what steers the line or cannot be seen is left out. */
export const legible = (text: string) =>
  [...text.slice(0, longest).normalize('NFC')]
    .map((each) => {
      if (/[\u202f\u2007]/.test(each)) return '\u00a0'
      if (/[\p{Cc}\p{Z}]/u.test(each)) return each === '\u00a0' ? each : ' '
      if (/[\p{Cf}\p{M}]/u.test(each)) return ''
      if (isDrawn(each)) return each
      const plain = each.normalize('NFKD').replace(/\p{M}/gu, '')
      return plain !== '' && [...plain].every(isDrawn) ? plain : '?'
    })
    .join('')

const across = (doc: Doc) => doc.page.width - 2 * margin
const set = (doc: Doc, { face = 'regular', size: points = size.text }: Look) => doc.font(face).fontSize(points)

/** What belongs together does not break over two sheets, unless one is too small for it. */
export function keepTogether(doc: Doc, height: number) {
  const [top, bottom] = [margin, doc.page.height - margin]
  if (doc.y > top && doc.y + height > bottom) doc.addPage()
}

function write(doc: Doc, into: Part, { tag, text, ...look }: { tag: string; text: string } & Look) {
  const { gap = 4, width = across(doc) } = look
  const said = legible(text)
  keepTogether(doc, set(doc, look).heightOfString(said, { width }))
  into.add(doc.struct(tag, {}, () => void doc.text(said, { paragraphGap: gap, width })))
}

export const title = (doc: Doc, into: Part, { text, ...look }: { text: string } & Look) =>
  write(doc, into, { tag: 'H1', text, face: 'bold', size: size.h1, ...look })

export function heading(doc: Doc, into: Part, text: string) {
  keepTogether(doc, 60)
  doc.y += 8
  write(doc, into, { tag: 'H2', text, face: 'bold', size: size.h2, gap: 3 })
}

export const paragraph = (doc: Doc, into: Part, { text, ...look }: { text: string } & Look) => write(doc, into, { tag: 'P', text, ...look })

export function list(doc: Doc, into: Part, items: readonly string[]) {
  const whole = doc.struct('L')
  into.add(whole)
  for (const item of items.map(legible)) {
    const width = across(doc) - indent
    keepTogether(doc, set(doc, {}).heightOfString(item, { width }))
    const row = doc.struct('LI')
    whole.add(row)
    const { x: left, y: top } = doc
    row.add(doc.struct('Lbl', {}, () => void doc.text('•', left, top, { lineBreak: false })))
    row.add(doc.struct('LBody', {}, () => void doc.text(item, left + indent, top, { width, paragraphGap: 3 })))
    row.end()
    doc.x = left
  }
  whole.end()
}

/** Names and values, as a table whose first column are headings. */
export function table(doc: Doc, into: Part, rows: readonly (readonly [name: string, value: string])[]) {
  const whole = doc.struct('Table')
  into.add(whole)
  for (const [name, value] of rows.map(([first, second]) => [legible(first), legible(second)] as const)) {
    const [narrow, wide] = [{ width: labels - 10 }, { width: across(doc) - labels }]
    const height = Math.max(set(doc, { face: 'bold' }).heightOfString(name, narrow), set(doc, {}).heightOfString(value, wide))
    keepTogether(doc, height)
    const row = doc.struct('TR')
    whole.add(row)
    const { x: left, y: top } = doc
    row.add(doc.struct('TH', { scope: 'Row' } as PDFKit.Mixins.StructureElementOptions, () => void set(doc, { face: 'bold' }).text(name, left, top, narrow)))
    row.add(doc.struct('TD', {}, () => void set(doc, {}).text(value, left + labels, top, wide)))
    row.end()
    doc.x = left
    doc.y = top + height + 3
  }
  whole.end()
}

/** A drawing in the upper right corner, `units` wide and high, of `side` points. */
export function figure(doc: Doc, into: Part, { path, units, side, alt }: { path: string; units: number; side: number; alt: string }) {
  const [left, top] = [doc.page.width - margin - side, margin]
  into.add(
    doc.struct('Figure', { alt, bbox: [left, top, left + side, top + side] } as PDFKit.Mixins.StructureElementOptions, () => {
      doc
        .save()
        .translate(left, top)
        .scale(side / units)
        .path(path)
        .fill('#000')
        .restore()
    }),
  )
}

/** How much room is beside a figure of `side` points, and the line where what stands below it starts. */
export const beside = (doc: Doc, side: number) => ({ width: across(doc) - side - 16, below: margin + side })

/** A line to sign on, which says nothing by itself. */
export function line(doc: Doc) {
  doc.y += 36
  doc.markContent('Artifact', { type: 'Layout' })
  doc
    .moveTo(margin, doc.y)
    .lineTo(doc.page.width - margin, doc.y)
    .lineWidth(0.8)
    .stroke('#000')
  doc.endMarkedContent()
  doc.y += 4
}

// pdfkit's own `subset: 'PDF/UA'` would add a list of the glyphs of each font that leaves out the parts of composed letters, which the standard forbids.
const conformance = `
        <rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
            <pdfuaid:part>1</pdfuaid:part>
        </rdf:Description>
        `

type Sheet = (doc: Doc, into: Part) => void

/** A file of sheets, each begun on a page of its own. Its title stands in its metadata, as plain text. */
export function paper({ title: named, language, at, sheets }: { title: string; language: Language; at: Date; sheets: readonly Sheet[] }): Promise<Buffer> {
  const doc = new PDFDocument({
    size: 'A4',
    margin,
    autoFirstPage: false,
    font: '',
    pdfVersion: '1.7',
    tagged: true,
    lang: language === 'es' ? 'es-EC' : 'en',
    displayTitle: true,
    info: { Title: legible(named).replace(/[<>&]/g, ' '), CreationDate: at },
  })
  for (const [name, font] of Object.entries(faces())) doc.registerFont(name, font)
  doc.appendXML(conformance)
  const parts: Buffer[] = []
  const whole = new Promise<Buffer>((resolve, reject) => {
    doc.on('data', (part: Buffer) => parts.push(part))
    doc.on('end', () => resolve(Buffer.concat(parts)))
    doc.on('error', reject)
  })
  const root = doc.struct('Document')
  doc.addStructure(root)
  for (const draw of sheets) {
    doc.addPage()
    const sheet = doc.struct('Sect')
    root.add(sheet)
    draw(doc, sheet)
    sheet.end()
  }
  root.end()
  doc.end()
  return whole
}
