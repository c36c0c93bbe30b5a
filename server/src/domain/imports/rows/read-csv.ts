import { pipeline } from 'node:stream/promises'
import { CsvError, parse, type Info, type Parser } from 'csv-parse'
import { FileProblem } from '../file-problem.ts'
import { readCsvHead, type CsvHead } from './csv-head.ts'
import type { FileRow } from './file-row.ts'

const LONGEST_ROW = 128 * 1024
/** A row of separators alone has no characters to count, and takes seventy times its bytes of memory. */
const MOST_UNFINISHED = 2 * LONGEST_ROW
const MOST_COLUMNS = 100

/** Columns and separator from the beginning of the file. With them reading can go on in the middle. */
export interface CsvForm {
  readonly columns: readonly string[]
  readonly separator: string
}

interface Options {
  /** Where the file was begun before. */
  readonly form: CsvForm | undefined
  readonly onForm: (form: CsvForm, config: string | undefined) => void
  /**
   * Returns the names of the columns for the first line, and whether that line is a row already.
   *
   * @throws {FileProblem} where they are not what the file should have
   */
  readonly readColumns: (line: readonly string[]) => { readonly columns: readonly string[]; readonly isRow: boolean }
}

interface CsvPosition {
  line: number
  /** Bytes from where reading began to the end of the last row. */
  bytes: number
}

/**
 * Rows of CSV (RFC 4180, and as spreadsheets write it) in UTF-8: objects of text by the names in the first line, without
 * empty fields.
 *
 * @throws {FileProblem} `MALFORMED_FILE`, and those of `readColumns`
 */
export async function* readCsv(bytes: AsyncIterable<Buffer>, options: Options): AsyncGenerator<FileRow> {
  const head = options.form ? bodyOf(bytes, options.form) : await readCsvHead(bytes)
  const place: CsvPosition = { line: 0, bytes: 0 }
  const parser = parserOf(head, place)
  // Where the file cannot be read on, the parser is destroyed with the same error, and the loop below hears it.
  const fed = pipeline(guarded(head, place), parser).catch(() => undefined)
  let form = options.form
  try {
    for await (const { record, info } of recordsOf(parser)) {
      let isRow = true
      if (!form) {
        const read = options.readColumns(record.slice(0, MOST_COLUMNS))
        form = { columns: read.columns, separator: head.separator }
        options.onForm(form, head.config)
        isRow = read.isRow
      }
      if (isRow) yield { ...rowOf(form.columns, record), endsAt: head.skippedBytes + info.bytes }
    }
  } catch (error) {
    throw error instanceof CsvError ? problemOf(error, head.skippedLines + place.line + 1) : error
  } finally {
    parser.destroy()
    await fed
  }
}

/** Each piece is asked for when the one before it was read, so that what has not ended is known. */
async function* guarded({ bytes, skippedLines }: CsvHead, place: CsvPosition): AsyncGenerator<Buffer> {
  let given = 0
  for await (const piece of bytes) {
    yield piece
    given += piece.length
    if (given - place.bytes > MOST_UNFINISHED + piece.length) throw tooLong(skippedLines + place.line + 1)
  }
}

function tooLong(line: number): FileProblem {
  return new FileProblem('MALFORMED_FILE', `Line ${String(line)} begins a row that is longer than 128 KiB.`)
}

function bodyOf(bytes: AsyncIterable<Buffer>, { separator }: CsvForm): CsvHead {
  return { separator, config: undefined, skippedBytes: 0, skippedLines: 0, bytes }
}

function parserOf({ separator }: CsvHead, place: CsvPosition): Parser {
  return parse({
    bom: true,
    info: true,
    delimiter: separator,
    trim: true,
    skip_empty_lines: true,
    relax_quotes: true,
    relax_column_count: true,
    // Named, not guessed from the first line: reading may begin in the middle.
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: LONGEST_ROW,
    on_record(record: string[], { bytes, lines }) {
      place.line = lines
      place.bytes = bytes
      return record
    },
  })
}

function problemOf(error: CsvError, line: number): FileProblem {
  const reason =
    error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE'
      ? 'begins a row with a quote that is never closed, or that is longer than 128 KiB'
      : 'is not CSV'
  const problem = new FileProblem('MALFORMED_FILE', `Line ${String(line)} ${reason}.`)
  problem.cause = error
  return problem
}

function recordsOf(parser: Parser): AsyncIterable<{ record: string[]; info: Info }> {
  return parser
}

function rowOf(names: readonly string[], values: readonly string[]): Pick<FileRow, 'record' | 'problem'> {
  const surplus = values.slice(names.length).filter((value) => value !== '')
  if (surplus.length > 0) {
    return { record: undefined, problem: `has ${String(values.length)} fields for ${String(names.length)} columns` }
  }
  const fields = names.flatMap((name, at) => {
    const value = values[at]
    return value === undefined || value === '' ? [] : [[name, value] as const]
  })
  const unnamed = fields.find(([name]) => name === '')
  if (unnamed) return { record: undefined, problem: `has "${unnamed[1].slice(0, 40)}" in a column without a name` }
  return { record: Object.fromEntries(fields) }
}
