import PDFDocument from 'pdfkit'
import type { KeyKind } from '../credentials/credentials.ts'
import type { Institution, Language } from '../institution.ts'
import type { Secret } from '../secret.ts'
import { uiTexts } from '../ui/layout.tsx'
import { qrPath } from '../ui/qr-code.tsx'
import { groupContinuation } from './continuation.ts'
import type { Receipt } from './receipt.ts'
import { requestTexts } from './texts.ts'

// The receipt on paper: what is handed to the office, and on a sheet of its own the continuation code, which is for nobody. Tagged, so that it is
// read aloud in order, and in black alone. The code is in the text of its sheet: in no metadata and in no file name.

type Paper = { institution: Institution; language: Language; kind: KeyKind; receipt: Receipt; continuation: Secret; followAt: string; at: Date }

const margin = 56
const [regular, bold] = ['Helvetica', 'Helvetica-Bold'] as const
const size = { h1: 18, h2: 12.5, text: 10.5, small: 9, number: 24 } as const
const qrSize = 110

type Doc = PDFKit.PDFDocument
type Part = PDFKit.PDFStructureElement
type Look = { font?: string; size?: number; gap?: number; width?: number }

/** The letters that the fonts of every reader have (windows-1252). What is typed here is digits; an institution's name may have others, and loses their marks. */
const legible = (text: string) =>
  [...text]
    .map((each) =>
      /[\u0020-\u007e\u00a0-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u20ac\u2122]/.test(each)
        ? each
        : each.normalize('NFD').replace(/[^\u0020-\u007e]/g, '') || '?',
    )
    .join('')

/** Writes one element of the document and of its tags. */
function write(doc: Doc, into: Part, element: { tag: string; text: string } & Look) {
  const { tag, text, font = regular, size: points = size.text, gap = 4, width } = element
  into.add(
    doc.struct(tag, {}, () => {
      doc
        .font(font)
        .fontSize(points)
        .text(legible(text), { paragraphGap: gap, ...(width === undefined ? {} : { width }) })
    }),
  )
}

const heading = (doc: Doc, into: Part, text: string) => {
  doc.moveDown(0.5)
  write(doc, into, { tag: 'H2', text, font: bold, size: size.h2, gap: 3 })
}
const paragraph = (doc: Doc, into: Part, text: string, look: Look = {}) => write(doc, into, { tag: 'P', text, ...look })

function list(doc: Doc, into: Part, items: readonly string[]) {
  const whole = doc.struct('L')
  into.add(whole)
  for (const item of items) {
    const row = doc.struct('LI')
    whole.add(row)
    const [left, top] = [doc.x, doc.y]
    doc.font(regular).fontSize(size.text)
    row.add(doc.struct('Lbl', {}, () => void doc.text('•', left, top, { lineBreak: false })))
    row.add(doc.struct('LBody', {}, () => void doc.text(legible(item), left + 12, top, { width: doc.page.width - 2 * margin - 12, paragraphGap: 3 })))
    row.end()
    doc.x = left
  }
  whole.end()
}

/** Names and what was typed, as a table whose first column are headings. */
function table(doc: Doc, into: Part, rows: Receipt['rows']) {
  const whole = doc.struct('Table')
  into.add(whole)
  for (const [name, value] of rows) {
    const row = doc.struct('TR')
    whole.add(row)
    const [left, top] = [doc.x, doc.y]
    const nameWidth = 130
    let below = top
    doc.fontSize(size.text)
    row.add(
      doc.struct('TH', { scope: 'Row' } as PDFKit.Mixins.StructureElementOptions, () => {
        doc.font(bold).text(legible(name), left, top, { width: nameWidth - 10 })
        below = doc.y
      }),
    )
    row.add(doc.struct('TD', {}, () => void doc.font(regular).text(legible(value), left + nameWidth, top, { width: doc.page.width - 2 * margin - nameWidth })))
    row.end()
    doc.x = left
    doc.y = Math.max(below, doc.y) + 3
  }
  whole.end()
}

function figure(doc: Doc, into: Part, { number, alt }: { number: string; alt: string }) {
  const { size: units, path } = qrPath(number)
  const [left, top] = [doc.page.width - margin - qrSize, margin]
  into.add(
    doc.struct('Figure', { alt, bbox: [left, top, left + qrSize, top + qrSize] } as PDFKit.Mixins.StructureElementOptions, () => {
      doc
        .save()
        .translate(left, top)
        .scale(qrSize / units)
        .path(path)
        .fill('#000')
        .restore()
    }),
  )
}

function officeSheet(doc: Doc, paper: Paper) {
  const { receipt, language, institution } = paper
  const { receipt: texts, requirements } = requestTexts[language]
  const sheet = doc.struct('Sect')
  doc.addStructure(sheet)
  const beside = doc.page.width - 2 * margin - qrSize - 16
  const name = institution.fictional ? `${institution.name}. ${uiTexts[language].demo}` : institution.name
  write(doc, sheet, { tag: 'P', text: name, size: size.small, width: beside })
  write(doc, sheet, { tag: 'H1', text: texts.pdfTitle[paper.kind], font: bold, size: size.h1, width: beside })
  paragraph(doc, sheet, receipt.number, { font: bold, size: size.number, width: beside })
  paragraph(doc, sheet, receipt.until, { font: bold, width: beside })
  paragraph(doc, sheet, texts.forOffice, { width: beside })
  figure(doc, sheet, { number: receipt.number, alt: texts.qr(receipt.number) })
  doc.x = margin
  doc.y = Math.max(doc.y, margin + qrSize)
  heading(doc, sheet, texts.asTyped)
  table(doc, sheet, receipt.rows)
  heading(doc, sheet, requirements.bringTitle)
  list(doc, sheet, receipt.bring)
  if (receipt.lookedUp.length > 0) {
    heading(doc, sheet, requirements.lookUpTitle)
    list(doc, sheet, receipt.lookedUp)
    paragraph(doc, sheet, requirements.noCopies)
  }
  const say = (office: Receipt['otherOffices'][number]) => `${office.name}: ${office.lines.join('. ')}.`
  heading(doc, sheet, texts.where)
  if (receipt.office) paragraph(doc, sheet, say(receipt.office), { font: bold })
  if (receipt.otherOffices.length > 0) {
    paragraph(doc, sheet, texts.otherOffices)
    list(doc, sheet, receipt.otherOffices.map(say))
  }
  heading(doc, sheet, texts.cancelTitle)
  paragraph(doc, sheet, texts.cancelAt(paper.followAt))
  const { support } = institution
  paragraph(doc, sheet, `${texts.help}: ${support.phone}, ${support.hours[language]}`)
  heading(doc, sheet, texts.signatureTitle)
  signature(doc, sheet, texts.signature)
  sheet.end()
}

function signature(doc: Doc, into: Part, text: string) {
  if (doc.y + 60 > doc.page.height - margin) doc.addPage()
  doc.y += 36
  doc.markContent('Artifact', { type: 'Layout' })
  doc
    .moveTo(margin, doc.y)
    .lineTo(doc.page.width - margin, doc.y)
    .lineWidth(0.8)
    .stroke('#000')
  doc.endMarkedContent()
  doc.y += 4
  paragraph(doc, into, text, { size: size.small })
}

function ownSheet(doc: Doc, paper: Paper) {
  const { receipt: texts } = requestTexts[paper.language]
  const sheet = doc.struct('Sect')
  doc.addStructure(sheet)
  write(doc, sheet, { tag: 'H1', text: texts.codeTitle, font: bold, size: size.h1 })
  paragraph(doc, sheet, texts.nobody, { font: bold, gap: 14 })
  paragraph(doc, sheet, groupContinuation(paper.continuation), { font: 'Courier-Bold', size: size.number, gap: 14 })
  paragraph(doc, sheet, `${texts.number}: ${paper.receipt.number}`)
  paragraph(doc, sheet, texts.code)
  paragraph(doc, sheet, `${texts.cancel} ${paper.followAt}`)
  paragraph(doc, sheet, texts.lost)
  sheet.end()
}

export function receiptPdf(paper: Paper): Promise<Buffer> {
  const { institution, language, receipt } = paper
  const texts = requestTexts[language].receipt
  const doc = new PDFDocument({
    size: 'A4',
    margin,
    pdfVersion: '1.7',
    tagged: true,
    lang: language === 'es' ? 'es-EC' : 'en',
    displayTitle: true,
    info: { Title: texts.pdfSubject(receipt.number), Author: institution.name, CreationDate: paper.at },
  })
  const parts: Buffer[] = []
  const whole = new Promise<Buffer>((resolve, reject) => {
    doc.on('data', (part: Buffer) => parts.push(part))
    doc.on('end', () => resolve(Buffer.concat(parts)))
    doc.on('error', reject)
  })
  officeSheet(doc, paper)
  doc.addPage()
  ownSheet(doc, paper)
  doc.end()
  return whole
}
