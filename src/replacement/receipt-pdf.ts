import type { KeyKind } from '../credentials/credentials.ts'
import type { Institution, Language } from '../institution.ts'
import type { Secret } from '../secret.ts'
import { uiTexts } from '../ui/layout.tsx'
import { beside, type Doc, figure, heading, keepTogether, line, list, type Part, paper, paragraph, table, title } from '../ui/paper.ts'
import { qrPath } from '../ui/qr-code.tsx'
import { groupContinuation } from './continuation.ts'
import type { Receipt } from './receipt.ts'
import { requestTexts } from './texts.ts'

// The receipt on paper: what is handed to the office, and on a sheet of its own the continuation code, which is for nobody. The code is in the
// text of its sheet: in no metadata and in no file name.

type Paper = { institution: Institution; language: Language; kind: KeyKind; receipt: Receipt; continuation: Secret; followAt: string; at: Date }

const size = { small: 9, number: 24, qr: 110 } as const

function officeSheet(doc: Doc, sheet: Part, paper: Paper) {
  const { receipt, language, institution } = paper
  const { receipt: texts, requirements } = requestTexts[language]
  const { width, below } = beside(doc, size.qr)
  const { size: units, path } = qrPath(receipt.number)
  paragraph(doc, sheet, { text: institution.fictional ? `${institution.name}. ${uiTexts[language].demo}` : institution.name, size: size.small, width })
  title(doc, sheet, { text: texts.pdfTitle[paper.kind], width })
  paragraph(doc, sheet, { text: receipt.number, face: 'bold', size: size.number, width })
  paragraph(doc, sheet, { text: receipt.until, face: 'bold', width })
  paragraph(doc, sheet, { text: texts.forOffice, width })
  figure(doc, sheet, { path, units, side: size.qr, alt: texts.qr(receipt.number) })
  doc.y = Math.max(doc.y, below)
  heading(doc, sheet, texts.asTyped)
  table(doc, sheet, [[texts.number, receipt.number], ...receipt.rows])
  heading(doc, sheet, requirements.bringTitle)
  list(doc, sheet, receipt.bring)
  if (receipt.lookedUp.length > 0) {
    heading(doc, sheet, requirements.lookUpTitle)
    list(doc, sheet, receipt.lookedUp)
    paragraph(doc, sheet, { text: requirements.noCopies })
  }
  const say = (office: Receipt['otherOffices'][number]) => `${office.name}: ${office.lines.join('; ')}.`
  heading(doc, sheet, texts.where)
  if (receipt.office) paragraph(doc, sheet, { text: say(receipt.office), face: 'bold' })
  if (receipt.otherOffices.length > 0) {
    paragraph(doc, sheet, { text: texts.otherOffices })
    list(doc, sheet, receipt.otherOffices.map(say))
  }
  heading(doc, sheet, texts.cancelTitle)
  paragraph(doc, sheet, { text: texts.cancelAt(paper.followAt) })
  const { support } = institution
  paragraph(doc, sheet, { text: `${texts.help}: ${support.phone}, ${support.hours[language]}` })
  keepTogether(doc, 90)
  heading(doc, sheet, texts.signatureTitle)
  line(doc)
  paragraph(doc, sheet, { text: `${receipt.number}. ${texts.signature}`, size: size.small })
}

function ownSheet(doc: Doc, sheet: Part, paper: Paper) {
  const { receipt: texts } = requestTexts[paper.language]
  title(doc, sheet, { text: texts.codeTitle })
  paragraph(doc, sheet, { text: texts.nobody, face: 'bold', gap: 14 })
  paragraph(doc, sheet, { text: groupContinuation(paper.continuation), face: 'code', size: size.number, gap: 14 })
  paragraph(doc, sheet, { text: `${texts.number}: ${paper.receipt.number}` })
  paragraph(doc, sheet, { text: `${texts.code} ${paper.followAt}` })
  paragraph(doc, sheet, { text: texts.lost })
}

export const receiptPdf = (of: Paper): Promise<Buffer> =>
  paper({
    title: requestTexts[of.language].receipt.pdfSubject(of.receipt.number),
    language: of.language,
    at: of.at,
    sheets: [(doc, sheet) => officeSheet(doc, sheet, of), (doc, sheet) => ownSheet(doc, sheet, of)],
  })
