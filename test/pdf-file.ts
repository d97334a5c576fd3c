import { inflateSync } from 'node:zlib'

// As much of a PDF as a test asks about: its pages' text, its tags in reading order, its catalogue and its metadata.

type Objects = ReadonlyMap<number, { dictionary: string; stream: Buffer | null }>

function objectsOf(file: Buffer): Objects {
  const text = file.toString('latin1')
  const objects = new Map<number, { dictionary: string; stream: Buffer | null }>()
  for (const found of text.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const body = found[2] ?? ''
    const at = body.indexOf('\nstream\n')
    const dictionary = at < 0 ? body : body.slice(0, at)
    const raw = at < 0 ? null : Buffer.from(body.slice(at + 8, body.lastIndexOf('\nendstream')), 'latin1')
    objects.set(Number(found[1]), { dictionary, stream: raw && (dictionary.includes('/FlateDecode') ? inflateSync(raw) : raw) })
  }
  return objects
}

const refs = (text: string) => [...text.matchAll(/(\d+) 0 R/g)].map((found) => Number(found[1]))
const winAnsi = new TextDecoder('windows-1252')

/** What a page shows, in the order in which it is drawn. */
const textOf = (content: Buffer) =>
  [...content.toString('latin1').matchAll(/\[((?:<[0-9a-f]*>|[-\d. ])*)\] TJ/gi)]
    .map((found) => [...(found[1] ?? '').matchAll(/<([0-9a-f]*)>/gi)].map((hex) => winAnsi.decode(Buffer.from(hex[1] ?? '', 'hex'))).join(''))
    .join(' ')
    .replace(/\s+/g, ' ')

export function readPdf(file: Buffer) {
  const objects = objectsOf(file)
  const get = (id: number | undefined) => objects.get(id ?? -1) ?? { dictionary: '', stream: null }
  const all = [...objects.values()]
  const catalogue = all.find(({ dictionary }) => dictionary.includes('/Type /Catalog'))?.dictionary ?? ''
  const first = (pattern: RegExp, text: string) => Number(pattern.exec(text)?.[1] ?? -1)
  const root = get(first(/\/StructTreeRoot (\d+) 0 R/, catalogue)).dictionary
  const kids = (dictionary: string) => {
    const list = /\/K \[([\s\S]*?)\]/.exec(dictionary)
    return refs(list ? (list[1] ?? '') : (/\/K (\d+ 0 R)/.exec(dictionary)?.[1] ?? ''))
  }
  const tags: { tag: string; dictionary: string }[] = []
  const walk = (id: number) => {
    const { dictionary } = get(id)
    const tag = /\/S \/(\w+)/.exec(dictionary)?.[1]
    if (tag === undefined) return
    tags.push({ tag, dictionary })
    for (const kid of kids(dictionary)) walk(kid)
  }
  for (const kid of kids(root)) walk(kid)
  const pages = refs(/\/Kids \[([^\]]*)\]/.exec(get(first(/\/Pages (\d+) 0 R/, catalogue)).dictionary)?.[1] ?? '').map((id) =>
    textOf(get(first(/\/Contents (\d+) 0 R/, get(id).dictionary)).stream ?? Buffer.alloc(0)),
  )
  const fields = all.find(({ dictionary }) => dictionary.includes('/Producer'))?.dictionary ?? ''
  const outsidePages = all
    .map(({ dictionary, stream }) => dictionary + (stream && !/TJ|re\nf/.test(stream.toString('latin1')) ? stream.toString('latin1') : ''))
    .join('\n')
  return { catalogue, tags, pages, fields, outsidePages }
}
