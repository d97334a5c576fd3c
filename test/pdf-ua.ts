import { type Font, readPdf, textOf } from './pdf-file.ts'

// What PDF/UA-1 (ISO 14289-1) asks of a file and a program can see, clause by clause. What it cannot see: whether the order, the words of an
// alternative text and the levels of the headings make sense to who listens.

type Pdf = ReturnType<typeof readPdf>

const standard = new Set('Document Part Sect Div P H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD Span Link Figure'.split(' '))
const parents: Readonly<Record<string, readonly string[]>> = { LI: ['L'], Lbl: ['LI'], LBody: ['LI'], TR: ['Table'], TH: ['TR'], TD: ['TR'] }
const children: Readonly<Record<string, readonly string[]>> = { L: ['LI'], LI: ['Lbl', 'LBody'], Table: ['TR'], TR: ['TH', 'TD'] }
const parentOf = (path: string) => path.split('/').at(-2) ?? ''

function* identification({ catalogue, dictionary, metadata, info }: Pdf) {
  if (!/<pdfuaid:part>1<\/pdfuaid:part>/.test(metadata)) yield '5: the metadata does not say PDF/UA-1'
  const open: string[] = []
  for (const [, end, name = '', alone] of metadata.matchAll(/<(\/?)([a-z][\w:]*)[^<>]*?(\/?)>/gi)) {
    if (end === '/') {
      if (open.pop() !== name) yield `7.1: the metadata closes ${name} out of order`
    } else if (alone !== '/') open.push(name)
  }
  if (open.length > 0 || /&(?!amp;|lt;|gt;|quot;|apos;)/.test(metadata) || metadata.split('<').length !== metadata.split('>').length)
    yield '7.1: the metadata is not XML'
  const title = /<dc:title>[\s\S]*?<rdf:li xml:lang="x-default">([^<]*)<\/rdf:li>/.exec(metadata)?.[1]?.trim()
  if (!title || title !== info.Title) yield '7.1: the title is missing, or two'
  if (dictionary(catalogue.ViewerPreferences).DisplayDocTitle !== true) yield '7.1: the title is not shown'
  const marks = dictionary(catalogue.MarkInfo)
  if (marks.Marked !== true || marks.Suspects === true) yield '7.1: the file does not say that it is tagged'
  if (!/^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/.test(textOf(catalogue.Lang))) yield '7.2: no language'
}

function* content({ sheets, tagged, array, dictionary, catalogue }: Pdf) {
  const named = new Set(tagged.map(({ page, id }) => `${page} ${id}`))
  if (named.size !== tagged.length) yield '7.1: two tags have the same content'
  const numbers = array(dictionary(dictionary(catalogue.StructTreeRoot).ParentTree).Nums)
  for (const [at, { ref, page, drawn }] of sheets.entries()) {
    for (const { marks, id, text, operator } of drawn) {
      const isDecoration = marks.includes('/Artifact')
      if (isDecoration && id !== null) yield `7.1: decoration in a tag on page ${at + 1}`
      if (!isDecoration && (id === null || !named.has(`${ref} ${id}`))) yield `7.1: ${text ?? operator} on page ${at + 1} is in no tag`
      if (isDecoration && text !== null) yield `7.1: text as decoration on page ${at + 1}`
    }
    const ids = new Set(drawn.flatMap(({ id }) => (id === null ? [] : [id])))
    for (const { page: on, id } of tagged) if (on === ref && !ids.has(id)) yield `7.1: a tag has content ${id} that page ${at + 1} does not have`
    const back = array(numbers[numbers.findIndex((key, place) => place % 2 === 0 && key === page.StructParents) + 1])
    if (back.length !== ids.size) yield `7.1: page ${at + 1} does not lead back to its tags`
    if (page.Tabs !== '/S') yield `7.18.3: page ${at + 1} has no tab order`
    if (array(page.Annots).length > 0) yield `7.18: page ${at + 1} has notes or links`
  }
}

function* structure({ tags, sheets, array, dictionary }: Pdf) {
  let level = 0
  for (const { tag, path, dictionary: element, text } of tags) {
    const above = parentOf(path)
    if (!standard.has(tag)) yield `7.1: ${tag} is no tag of the standard`
    if (parents[tag]?.includes(above) === false || children[above]?.includes(tag) === false) yield `7.2: ${tag} in ${above}`
    const heading = /^H(\d)$/.exec(tag)
    if (heading && Number(heading[1]) > level + 1) yield `7.4.2: ${text} leaves out a level`
    if (heading) level = Number(heading[1])
    if (tag === 'TH' && dictionary(element.A).Scope === undefined) yield `7.5: ${text} heads nothing`
    if (tag !== 'Figure') continue
    if (textOf(element.Alt).trim() === '') yield '7.3: a figure without words'
    const [left = -1, bottom = -1, right = -1, top = -1] = array(dictionary(element.A).BBox).map(Number)
    const [, , width = 0, height = 0] = array(sheets[0]?.page.MediaBox).map(Number)
    if (!(left >= 0 && bottom >= 0 && right > left && top > bottom && right <= width && top <= height)) yield '7.3: a figure without a place on its page'
  }
}

/** As much of a TrueType program as its widths need. */
function program(bytes: Buffer) {
  const tables = new Map(
    Array.from({ length: bytes.readUInt16BE(4) }, (_, at) => {
      const entry = 12 + at * 16
      return [bytes.toString('latin1', entry, entry + 4), bytes.readUInt32BE(entry + 8)] as const
    }),
  )
  const [head = 0, hhea = 0, hmtx = 0, maxp = 0] = ['head', 'hhea', 'hmtx', 'maxp'].map((name) => tables.get(name))
  const [units, metrics] = [bytes.readUInt16BE(head + 18), bytes.readUInt16BE(hhea + 34)]
  return { glyphs: bytes.readUInt16BE(maxp + 4), width: (glyph: number) => (bytes.readUInt16BE(hmtx + Math.min(glyph, metrics - 1) * 4) * 1000) / units }
}

function* font({ array }: Pdf, { name, unicode, program: bytes, descendant, descriptor, used }: Font) {
  if (!bytes) {
    yield `7.21.4.1: ${name} is not in the file`
    return
  }
  const { glyphs, width } = program(bytes)
  if (descendant.CIDToGIDMap !== '/Identity') yield `7.21.3.2: ${name} does not say which glyph a code is`
  if (descriptor.CIDSet !== undefined) yield `7.21.4.2: ${name} has a list of glyphs, which may leave out parts of composed letters`
  const widths = array(array(descendant.W)[1]).map(Number)
  for (const code of used) {
    const text = unicode?.get(code) ?? ''
    if (code === 0) yield `7.21.8: ${name} draws a letter that it does not have`
    if (code >= glyphs) yield `7.21.4.1: ${name} lacks glyph ${code}`
    if (text === '' || /[\0\ufeff\ufffe\ufffd]/.test(text)) yield `7.21.7: ${name} does not say what glyph ${code} is`
    if (Math.abs((widths[code] ?? -1000) - width(code)) > 1) yield `7.21.5: ${name} has two widths for ${text}`
  }
}

/** What a file does against the standard: an empty list is what a test wants to see. */
export function offencesOf(file: Buffer): string[] {
  const pdf = readPdf(file)
  const all = [...identification(pdf), ...content(pdf), ...structure(pdf), ...pdf.fonts.flatMap((each) => [...font(pdf, each)])]
  return pdf.fonts.length > 0 && pdf.tags.length > 0 ? all : [...all, '7.1: an empty file']
}
