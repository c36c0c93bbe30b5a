import { FileProblem } from '../file-problem.ts'

const LONGEST_LINE = 128 * 1024
const SEPARATORS = [',', ';', '\t', '|'] as const

/** The beginning of CSV, before the rows, and the bytes that follow it. */
export interface CsvHead {
  readonly separator: string
  /** The line of `{"hash_config": …}`, where there is one. */
  readonly config: string | undefined
  /** Bytes of the lines that are no rows: `sep=;` and the hash parameters. */
  readonly skippedBytes: number
  readonly skippedLines: number
  readonly bytes: AsyncIterable<Buffer>
}

/**
 * Reads the beginning of CSV. Excel writes `;` or tabs where the comma is a decimal point, and `sep=` before the names
 * of the columns. The separator is the most frequent one in the first line, outside of quotes.
 *
 * @throws {FileProblem} `MALFORMED_FILE`
 */
export async function readCsvHead(bytes: AsyncIterable<Buffer>): Promise<CsvHead> {
  const iterator = bytes[Symbol.asyncIterator]()
  const start = await readStart(iterator)
  let text = start.toString('utf8').replace(/^\u{feff}/u, '')
  const markBytes = start.length - Buffer.byteLength(text)
  const skipped: string[] = []
  let [separator, config]: [string | undefined, string | undefined] = [undefined, undefined]
  for (;;) {
    const line = firstLineOf(text)
    const named = /^sep=(.)\s*$/i.exec(line)?.[1]
    const isConfig = /^\s*\{\s*"hash_config"/.test(line)
    if (named === undefined && !isConfig && !(line.trim() === '' && line !== '')) break
    separator = named ?? separator
    if (isConfig) config = line
    skipped.push(line)
    text = text.slice(line.length)
  }
  return {
    separator: separator ?? mostOf(firstLineOf(text)),
    config,
    skippedBytes: markBytes + Buffer.byteLength(skipped.join('')),
    skippedLines: skipped.length,
    bytes: rest(start.subarray(markBytes + Buffer.byteLength(skipped.join(''))), iterator),
  }
}

/** Reads enough bytes for the longest lines before the rows and the names of the columns. */
async function readStart(iterator: AsyncIterator<Buffer>): Promise<Buffer> {
  let start: Buffer = Buffer.alloc(0)
  while (start.length < LONGEST_LINE) {
    const next = await iterator.next()
    if (next.done === true) break
    start = Buffer.concat([start, next.value])
  }
  return start
}

/** Returns the first line with its line break. */
function firstLineOf(text: string): string {
  const line = /^[^\r\n]*(?:\r\n|\n|\r|$)/.exec(text)?.[0] ?? ''
  if (line.length <= LONGEST_LINE) return line
  throw new FileProblem('MALFORMED_FILE', 'The first line is longer than 128 KiB.')
}

function mostOf(line: string): string {
  const outside = line.replaceAll(/"[^"]*"/g, '')
  const counted = SEPARATORS.map((separator) => ({ separator, count: outside.split(separator).length }))
  return counted.reduce((most, one) => (one.count > most.count ? one : most)).separator
}

async function* rest(start: Buffer, iterator: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield start
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value
  } finally {
    await iterator.return?.()
  }
}
