import { isUtf8 } from 'node:buffer'
import type { Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'

// A file as its lines. A line is a record: a quoted line break is refused, so that one open quote spoils one line and not the rest.

export type Line = { number: number; text: string } | { number: number; problem: string }

const longestLine = 64 * 1024
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])
const newline = 0x0a
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused.
const control = /[\u0000-\u0008\u000a-\u001f\u007f]/

function decode(number: number, bytes: Buffer): Line {
  const whole = number === 1 && bytes.subarray(0, 3).equals(byteOrderMark) ? bytes.subarray(3) : bytes
  const line = whole.at(-1) === 0x0d ? whole.subarray(0, -1) : whole
  if (!isUtf8(line)) return { number, problem: 'is not UTF-8' }
  const text = line.toString('utf8')
  return control.test(text) ? { number, problem: 'holds a control character' } : { number, text }
}

/** The lines, in batches as they are read; what is too long is reported and never kept. Every byte goes through the hash. */
export async function* readLines(path: string, hash: Hash): AsyncGenerator<Line[]> {
  let number = 0
  let pieces: Buffer[] = []
  let length = 0
  const end = (): Line => {
    number += 1
    const line = length > longestLine ? { number, problem: `is longer than ${longestLine} bytes` } : decode(number, Buffer.concat(pieces))
    pieces = []
    length = 0
    return line
  }
  const add = (piece: Buffer) => {
    length += piece.length
    if (length > longestLine) pieces = []
    else pieces.push(piece)
  }
  for await (const chunk of createReadStream(path, { highWaterMark: 64 * 1024 }) as AsyncIterable<Buffer>) {
    hash.update(chunk)
    const lines: Line[] = []
    let from = 0
    for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, from)) {
      add(chunk.subarray(from, at))
      lines.push(end())
      from = at + 1
    }
    add(chunk.subarray(from))
    if (lines.length > 0) yield lines
  }
  if (length > 0) yield [end()]
}
