import type { Hash } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import { type Line, readLines } from './read-lines.ts'

export type Columns = { delimiter: ',' | '|'; required: readonly string[]; optional: readonly string[] }
/** A line's values by column; a column that the file does not have is empty. */
export type CsvRecord = { number: number; value(column: string): string } | { number: number; problem: string }

/** The file as a whole cannot be read as this format. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused'
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

const parseText = (text: string, delimiter: string): string[][] =>
  parse(text, { delimiter, record_delimiter: '\n', relax_quotes: true, relax_column_count: true })

/** The fields of every line. A batch that does not come out as one record a line holds an open quote: then each line stands alone. */
function splitLines(texts: readonly string[], delimiter: string): (string[] | null)[] {
  const alone = (text: string) => {
    try {
      const [fields, ...more] = parseText(text, delimiter)
      return more.length === 0 ? (fields ?? null) : null
    } catch {
      return null
    }
  }
  try {
    const records = parseText(texts.join('\n'), delimiter)
    return records.length === texts.length ? records : texts.map(alone)
  } catch {
    return texts.map(alone)
  }
}

function readHeader(line: Line | undefined, columns: Columns): string[] {
  if (line === undefined) throw new FileRefused(['The file is empty.'])
  if ('problem' in line) throw new FileRefused([`The header (line 1) ${line.problem}.`])
  const names = (splitLines([line.text], columns.delimiter)[0] ?? []).map((name) => name.trim())
  const known = [...columns.required, ...columns.optional]
  const problems = [
    ...names.filter((name) => !known.includes(name)).map((name) => `Column "${name.slice(0, 60)}" is not known.`),
    ...names.filter((name, at) => known.includes(name) && names.indexOf(name) !== at).map((name) => `Column "${name}" is there twice.`),
    ...columns.required.filter((name) => !names.includes(name)).map((name) => `Column "${name}" is missing.`),
  ]
  if (problems.length > 0) throw new FileRefused([...problems, `The first line names the columns, separated by "${columns.delimiter}".`])
  return names
}

function toRecords(lines: readonly Line[], header: readonly string[], delimiter: string): CsvRecord[] {
  const filled = lines.filter((line) => 'problem' in line || line.text.trim() !== '')
  const split = splitLines(
    filled.flatMap((line) => ('text' in line ? [line.text] : [])),
    delimiter,
  )
  const at = new Map(header.map((name, index) => [name, index]))
  let next = 0
  return filled.map((line) => {
    if ('problem' in line) return line
    const fields = split[next]
    next += 1
    if (!fields) return { number: line.number, problem: 'has a quote that is not closed' }
    if (fields.length !== header.length) return { number: line.number, problem: `has ${fields.length} fields where the header has ${header.length}` }
    return { number: line.number, value: (column) => fields[at.get(column) ?? -1] ?? '' }
  })
}

/** The records of a file with a header, in batches. Throws FileRefused when the header does not fit. */
export async function* readRecords(path: string, columns: Columns, hash: Hash): AsyncGenerator<CsvRecord[]> {
  let header: string[] | null = null
  for await (const lines of readLines(path, hash)) {
    const rest = header === null ? lines.slice(1) : lines
    header ??= readHeader(lines[0], columns)
    yield toRecords(rest, header, columns.delimiter)
  }
  if (header === null) throw new FileRefused(['The file is empty.'])
}
