import { InvalidInput } from '#platform/errors'

const BINARY: readonly { readonly magic: string; readonly is: string; readonly instead: string }[] = [
  { magic: 'PK\x03\x04', is: 'an Excel workbook or a ZIP archive', instead: 'Save it as CSV in UTF-8 and send that.' },
  { magic: '\xd0\xcf\x11\xe0', is: 'an old Excel workbook', instead: 'Save it as CSV in UTF-8 and send that.' },
  { magic: '\x1f\x8b', is: 'compressed with gzip', instead: 'Unpack it and send what is inside.' },
  { magic: '%PDF', is: 'a PDF document', instead: 'Send CSV or NDJSON.' },
]

/**
 * Refuses by its first bytes a file that is not what it is said to be: read as text it would be a file without rows.
 *
 * @throws {InvalidInput} `UNSUPPORTED_FILE`
 */
export function checkKind(head: Buffer, format: 'csv' | 'ndjson'): void {
  const start = head.toString('latin1')
  const binary = BINARY.find(({ magic }) => start.startsWith(magic))
  if (binary) throw new InvalidInput('UNSUPPORTED_FILE', `The file is ${binary.is}. ${binary.instead}`)
  // A line of `{"hash_config"` may stand before the rows of CSV, so only a list is certainly no CSV.
  if (format === 'csv' && start.trimStart().startsWith('[')) {
    throw new InvalidInput('UNSUPPORTED_FILE', 'The file is JSON. Send it as application/json.')
  }
}
