import { InvalidInput } from '#platform/errors'
import type { FileRow } from './file-row.ts'

const LONGEST_ROW = 128 * 1024
const LONGEST_LINE = 2 * 1024 * 1024
const NEWLINE = 0x0a
const UTF_8 = new TextDecoder('utf-8', { fatal: true })

/** Lines of JSON in UTF-8. */
export async function* readNdjson(bytes: AsyncIterable<Buffer>): AsyncGenerator<FileRow> {
  let rest: Buffer = Buffer.alloc(0)
  let place = 0
  for await (const piece of bytes) {
    rest = rest.length === 0 ? piece : Buffer.concat([rest, piece])
    let start = 0
    for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE, start)) {
      const line = rest.subarray(start, end)
      place += end + 1 - start
      start = end + 1
      yield* rowOf(line, place)
    }
    rest = rest.subarray(start)
    if (rest.length > LONGEST_LINE) throw new InvalidInput('MALFORMED_FILE', 'A line is longer than 2 MiB.')
  }
  if (rest.length > 0) yield* rowOf(rest, place + rest.length)
}

function* rowOf(line: Buffer, endsAt: number): Generator<FileRow> {
  if (line.length > LONGEST_ROW) {
    yield { record: undefined, problem: 'is longer than 128 KiB', endsAt }
    return
  }
  try {
    const text = UTF_8.decode(line).trim()
    if (text !== '') yield { record: JSON.parse(text), endsAt }
  } catch {
    // SyntaxError: not JSON; TypeError: not UTF-8.
    yield { record: undefined, problem: 'is not JSON in UTF-8', endsAt }
  }
}
