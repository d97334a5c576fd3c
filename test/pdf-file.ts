import { inflateSync } from 'node:zlib'

// As much of a PDF as a test asks about: what its pages show and in which marks, its tags in reading order, its fonts, its catalogue and its metadata.

type Ref = { ref: number }
type Operator = { operator: string }
type Value = number | boolean | null | string | Buffer | Ref | Operator | Value[] | Dictionary
/** Names are strings with their slash (`/Page`), texts are bytes. */
export type Dictionary = { [key: string]: Value }

const isRef = (value: unknown): value is Ref => typeof value === 'object' && value !== null && 'ref' in value
const isOperator = (value: unknown): value is Operator => typeof value === 'object' && value !== null && 'operator' in value
const dictionaryOf = (value: unknown): Dictionary | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value) && !isRef(value) && !isOperator(value)
    ? (value as Dictionary)
    : null

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }
const word = /<<|>>|[[\]]|\((?:\\[\s\S]|[^\\()])*\)|<[0-9a-fA-F\s]*>|\/[^\s()<>[\]{}/%]*|[^\s()<>[\]{}/%]+/g

/** The values and operators of a piece of PDF, in order. */
function valuesOf(text: string): Value[] {
  const open: Value[][] = [[]]
  const push = (value: Value) => void open.at(-1)?.push(value)
  for (const [each] of text.matchAll(word)) {
    if (each === '<<' || each === '[') open.push([])
    else if (each === ']') push(open.pop() ?? [])
    else if (each === '>>') {
      const flat = open.pop() ?? []
      push(Object.fromEntries(flat.flatMap((key, at) => (at % 2 === 0 ? [[String(key).slice(1), flat[at + 1] ?? null]] : []))))
    } else if (each === 'R') push({ ref: Number(open.at(-1)?.splice(-2)[0]) })
    else if (each.startsWith('('))
      push(
        Buffer.from(
          each.slice(1, -1).replace(/\\([\s\S])/g, (_, escaped: string) => escapes[escaped] ?? escaped),
          'latin1',
        ),
      )
    else if (each.startsWith('<')) push(Buffer.from(each.slice(1, -1).replace(/\s/g, ''), 'hex'))
    else if (each.startsWith('/')) push(each)
    else if (/^[-+.\d]+$/.test(each)) push(Number(each))
    else push(each === 'true' || each === 'false' ? each === 'true' : each === 'null' ? null : { operator: each })
  }
  return open[0] ?? []
}

/** A text of a dictionary, in either of its two encodings. */
export const textOf = (value: unknown) =>
  !Buffer.isBuffer(value)
    ? ''
    : value.toString('latin1', 0, 2) === '\xfe\xff'
      ? Buffer.from(value.subarray(2)).swap16().toString('utf16le')
      : value.toString('latin1')

type Held = { value: Value; raw: string; stream: Buffer | null }

/** Every object of the file, found by its own table of contents. */
function objectsOf(file: Buffer): ReadonlyMap<number, Held> {
  const text = file.toString('latin1')
  const table = Number(/startxref\n(\d+)\n%%EOF\s*$/.exec(text)?.[1])
  const offsets = [...text.slice(table).matchAll(/(\d{10}) \d{5} ([nf])/g)]
  const objects = new Map<number, Held>()
  for (const [id, found] of offsets.entries()) {
    if (found[2] !== 'n') continue
    const at = Number(found[1])
    const head = `${id} 0 obj\n`
    if (!text.startsWith(head, at)) throw new Error(`object ${id} is not where the table says`)
    const [stream, end] = [text.indexOf('\nstream\n', at), text.indexOf('\nendobj', at)]
    const hasStream = stream >= 0 && stream < end
    const raw = text.slice(at + head.length, hasStream ? stream : end)
    const value = valuesOf(raw)[0] ?? null
    const length = Number(dictionaryOf(value)?.Length ?? 0)
    const bytes = hasStream ? file.subarray(stream + 8, stream + 8 + length) : null
    objects.set(id, { value, raw, stream: bytes && (raw.includes('/FlateDecode') ? inflateSync(bytes) : bytes) })
  }
  return objects
}

/** Which text each code of a font stands for. */
function unicodeOf(map: string): ReadonlyMap<number, string> {
  const known = new Map<number, string>()
  for (const [, from = '', list = ''] of map.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/gi)) {
    for (const [at, [, hex = '']] of [...list.matchAll(/<([0-9a-f ]*)>/gi)].entries()) {
      known.set(Number.parseInt(from, 16) + at, Buffer.from(hex.replace(/ /g, ''), 'hex').swap16().toString('utf16le'))
    }
  }
  return known
}

export type Font = {
  name: string
  unicode: ReadonlyMap<number, string> | null
  program: Buffer | null
  descendant: Dictionary
  descriptor: Dictionary
  used: Set<number>
}
export type Tag = { tag: string; path: string; dictionary: Dictionary; text: string }

const paints = new Set(['f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 'S', 's', 'sh', 'Do', 'Tj', 'TJ', "'", '"', 'BI', 'EI'])

export function readPdf(file: Buffer) {
  const objects = objectsOf(file)
  const get = (value: Value | undefined): Value => (isRef(value) ? (objects.get(value.ref)?.value ?? null) : (value ?? null))
  const dictionary = (value: Value | undefined): Dictionary => dictionaryOf(get(value)) ?? {}
  const array = (value: Value | undefined): Value[] => {
    const found = get(value)
    return Array.isArray(found) ? found : []
  }
  const stream = (value: Value | undefined) => (isRef(value) ? (objects.get(value.ref)?.stream ?? null) : null)
  const trailer = dictionary(valuesOf(file.toString('latin1').split('\ntrailer\n')[1]?.split('\nstartxref')[0] ?? '')[0])
  const catalogue = dictionary(trailer.Root)
  const info = dictionary(trailer.Info)

  const fonts = new Map<number, Font>()
  const fontOf = (value: Value | undefined): Font => {
    const id = isRef(value) ? value.ref : -1
    const made = fonts.get(id)
    if (made) return made
    const top = dictionary(value)
    const descendant = dictionary(array(top.DescendantFonts)[0])
    const descriptor = dictionary(top.FontDescriptor ?? descendant.FontDescriptor)
    const map = stream(top.ToUnicode)
    const font = {
      name: String(top.BaseFont),
      unicode: map && unicodeOf(map.toString('latin1')),
      program: stream(descriptor.FontFile2) ?? stream(descriptor.FontFile3) ?? stream(descriptor.FontFile),
      descendant,
      descriptor,
      used: new Set<number>(),
    }
    fonts.set(id, font)
    return font
  }

  /** What a page draws, piece by piece: in which marks it is, and which text. */
  const drawnOn = (page: Dictionary) => {
    const named = dictionary(dictionary(page.Resources).Font)
    const drawn: { marks: string[]; id: number | null; text: string | null; operator: string }[] = []
    const marks: { tag: string; id: number | null }[] = []
    let operands: Value[] = []
    let font: Font | null = null
    for (const each of valuesOf((stream(page.Contents) ?? Buffer.alloc(0)).toString('latin1'))) {
      if (!isOperator(each)) {
        operands.push(each)
        continue
      }
      const { operator } = each
      const id = dictionaryOf(operands[1])?.MCID
      if (operator === 'BMC' || operator === 'BDC') marks.push({ tag: String(operands[0]), id: typeof id === 'number' ? id : null })
      if (operator === 'EMC') marks.pop()
      if (operator === 'Tf') font = fontOf(named[String(operands[0]).slice(1)])
      if (paints.has(operator)) {
        const shown = operands.flat().filter(Buffer.isBuffer)
        const codes = shown.flatMap((bytes) => Array.from({ length: bytes.length / 2 }, (_, at) => bytes.readUInt16BE(at * 2)))
        for (const code of codes) font?.used.add(code)
        const text = operator === 'TJ' || operator === 'Tj' ? codes.map((code) => font?.unicode?.get(code) ?? '\ufffd').join('') : null
        drawn.push({ marks: marks.map(({ tag }) => tag), id: marks.findLast(({ id }) => id !== null)?.id ?? null, text, operator })
      }
      operands = []
    }
    if (marks.length > 0) throw new Error('a mark is left open')
    return drawn
  }

  const pageRefs = array(dictionary(catalogue.Pages).Kids)
  const sheets = pageRefs.map((ref) => {
    const page = dictionary(ref)
    return { ref: isRef(ref) ? ref.ref : -1, page, drawn: drawnOn(page), fonts: Object.values(dictionary(dictionary(page.Resources).Font)).map(fontOf) }
  })
  const plain = (texts: readonly (string | null)[]) =>
    texts
      .filter((text) => text !== null)
      .join(' ')
      .replace(/\s+/g, ' ')
      .trim()

  const tags: Tag[] = []
  const tagged: { page: number; id: number }[] = []
  const walk = (value: Value, path: string, on: Value | undefined) => {
    const element = dictionary(value)
    const page = element.Pg ?? on
    if (typeof element.S !== 'string') return
    const own = `${path}${element.S}`
    const marked = [get(element.K)].flat().flatMap((kid): { page: number; id: number }[] => {
      if (typeof kid === 'number') return [{ page: isRef(page) ? page.ref : -1, id: kid }]
      const { Type, Pg = page, MCID } = dictionaryOf(kid) ?? {}
      return Type === '/MCR' && isRef(Pg) && typeof MCID === 'number' ? [{ page: Pg.ref, id: MCID }] : []
    })
    tagged.push(...marked)
    const texts = marked.flatMap(({ page, id }) => sheets.find(({ ref }) => ref === page)?.drawn.filter((each) => each.id === id) ?? [])
    tags.push({ tag: element.S.slice(1), path: own, dictionary: element, text: plain(texts.map(({ text }) => text)) })
    for (const kid of [get(element.K)].flat()) if (isRef(kid)) walk(kid, own, page)
  }
  for (const kid of array(dictionary(catalogue.StructTreeRoot).K)) walk(kid, '', undefined)

  const contents = new Set(sheets.map(({ page }) => stream(page.Contents)))
  return {
    catalogue,
    dictionary,
    array,
    tags,
    tagged,
    sheets,
    fonts: [...fonts.values()],
    pages: sheets.map(({ drawn }) => plain(drawn.map(({ text }) => text))),
    info: Object.fromEntries(Object.entries(info).map(([key, value]) => [key, textOf(get(value))])),
    metadata: stream(catalogue.Metadata)?.toString('utf8') ?? '',
    /** All that the file has but the drawing of its pages. */
    outsidePages: [...objects.values()].map((held) => held.raw + (held.stream && !contents.has(held.stream) ? held.stream.toString('latin1') : '')).join('\n'),
  }
}
