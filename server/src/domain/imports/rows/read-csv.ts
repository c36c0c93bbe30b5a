import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parse, type Info, type Parser } from 'csv-parse'
import type { FileRow } from './file-row.ts'

const LONGEST_ROW = 128 * 1024
const MOST_COLUMNS = 100

interface Options {
  /** Names of the columns, where the line that has them was read before. */
  readonly columns: readonly string[] | undefined
  readonly onColumns: (columns: readonly string[]) => void
}

/** Rows of CSV (RFC 4180) in UTF-8: objects of text by the names in the first line, without what is empty. */
export async function* readCsv(bytes: AsyncIterable<Buffer>, { columns, onColumns }: Options): AsyncGenerator<FileRow> {
  const parser = parse({
    bom: true,
    info: true,
    trim: true,
    skip_empty_lines: true,
    relax_quotes: true,
    relax_column_count: true,
    // Said, not guessed from the first line: reading may begin in the middle.
    record_delimiter: ['\r\n', '\n'],
    max_record_size: LONGEST_ROW,
  })
  // Where the file cannot be read on, the parser is destroyed with the same error, and the loop below hears it.
  const fed = pipeline(Readable.from(bytes), parser).catch(() => undefined)
  let names = columns
  try {
    for await (const { record, info } of recordsOf(parser)) {
      if (!names) {
        names = record.slice(0, MOST_COLUMNS).map((name) => name.toLowerCase().replaceAll(/[\s-]+/g, '_'))
        onColumns(names)
        continue
      }
      yield { ...rowOf(names, record), endsAt: info.bytes }
    }
  } finally {
    parser.destroy()
    await fed
  }
}

function recordsOf(parser: Parser): AsyncIterable<{ record: string[]; info: Info }> {
  return parser
}

function rowOf(names: readonly string[], values: readonly string[]): Pick<FileRow, 'record' | 'problem'> {
  if (values.length > names.length) {
    return { record: undefined, problem: `has ${String(values.length)} fields for ${String(names.length)} columns` }
  }
  const fields = names.flatMap((name, at) => {
    const value = values[at]
    return value === undefined || value === '' ? [] : [[name, value] as const]
  })
  return { record: Object.fromEntries(fields) }
}
