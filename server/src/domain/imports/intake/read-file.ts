import { checkKind } from './check-kind.ts'
import { decodeText } from './decode-text.ts'
import type { FileForm } from './file-form.ts'
import { linesOfJson } from './lines-of-json.ts'
import { withHead } from './with-head.ts'

/**
 * Returns the rows of a file as UTF-8, piece by piece, with one user a line where it was one JSON document.
 *
 * @throws {InvalidInput} `UNSUPPORTED_FILE`, `UNKNOWN_CHARSET`, `WRONG_CHARSET`, `MALFORMED_FILE`, while it is read
 */
export async function* readFile(bytes: AsyncIterable<Uint8Array>, form: FileForm): AsyncGenerator<Buffer> {
  const { head, all } = await withHead(bytes)
  checkKind(head, form.format)
  const text = decodeText({ head, bytes: all }, form)
  for await (const piece of form.format === 'ndjson' ? linesOfJson(text) : text) yield Buffer.from(piece)
}
