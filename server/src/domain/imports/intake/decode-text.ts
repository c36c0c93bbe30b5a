import { isUtf8 } from 'node:buffer'
import { InvalidInput } from '#platform/errors'
import type { FileForm } from './file-form.ts'

interface Source {
  readonly head: Buffer
  readonly bytes: AsyncIterable<Uint8Array>
}

const NEWLINE = 0x0a

/**
 * Returns the text of a file: in the encoding that a byte order mark shows, else the one that was named, else UTF-8.
 * Nothing is guessed and nothing replaced, so no name is stored as `J�rgen`.
 *
 * @throws {InvalidInput} `UNKNOWN_CHARSET`, `WRONG_CHARSET`
 */
export async function* decodeText({ head, bytes }: Source, { charset }: FileForm): AsyncGenerator<string> {
  const label = encodingOfMark(head) ?? charset ?? 'utf-8'
  const decoder = decoderOf(label)
  let lines = 1
  for await (const piece of bytes) {
    yield decoded(
      () => decoder.decode(piece, { stream: true }),
      () => refused(label, lines + badLineIn(piece)),
    )
    for (const byte of piece) if (byte === NEWLINE) lines += 1
  }
  yield decoded(
    () => decoder.decode(),
    () => refused(label, lines),
  )
}

function encodingOfMark(head: Buffer): string | undefined {
  const start = head.toString('hex')
  if (start.startsWith('efbbbf')) return 'utf-8'
  if (start.startsWith('fffe')) return 'utf-16le'
  return start.startsWith('feff') ? 'utf-16be' : undefined
}

function decoderOf(label: string) {
  try {
    return new TextDecoder(label, { fatal: true })
  } catch (error) {
    const unknown = new InvalidInput('UNKNOWN_CHARSET', 'The charset of the content type is not known here.')
    unknown.cause = error
    throw unknown
  }
}

function decoded(decode: () => string, refuse: () => InvalidInput): string {
  try {
    return decode()
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw refuse()
  }
}

/** Returns how many lines stand before the first one that is not UTF-8. */
function badLineIn(piece: Uint8Array): number {
  let [start, lines] = [0, 0]
  for (let end = piece.indexOf(NEWLINE); end >= 0; end = piece.indexOf(NEWLINE, start)) {
    // The piece may begin within a character, which is right as far as it is known.
    if (start > 0 && !isUtf8(piece.subarray(start, end))) return lines
    start = end + 1
    lines += 1
  }
  return lines
}

function refused(label: string, line: number): InvalidInput {
  if (label.toLowerCase() !== 'utf-8') return new InvalidInput('WRONG_CHARSET', `The file is not in ${label}.`)
  return new InvalidInput(
    'WRONG_CHARSET',
    `Line ${String(line)} is not in UTF-8. Save the file in UTF-8, or name its encoding in the content type, such as ` +
      '"text/csv; charset=windows-1252", which Excel writes.',
  )
}
