import { setImmediate as nextTurn } from 'node:timers/promises'
import { ORGANIZATION_COLUMNS } from './groups/index.ts'
import type { ImportKind, Problem } from './import.ts'
import {
  keysOfUser,
  prepareUser,
  readFirebaseColumns,
  readHashConfig,
  readHashConfigLine,
  USER_COLUMNS,
  type PreparedUser,
} from './people/index.ts'
import { readParts } from './parts.ts'
import type { Header, ReadProgress, ReaderContext } from './reading.ts'
import { checkColumns, columnNames, readCsv, readNdjson, type FileRow } from './rows/index.ts'

const BATCH_ROWS = 500
/** Rows of the usual size come to 500 long before. Values of JSON take up to twenty times their bytes of memory. */
const BATCH_BYTES = 1024 * 1024
/** Rows that are prepared in one turn, some 2 ms, before requests and writes have theirs. */
const TURN_ROWS = 25

/** Rows that are written together. */
export interface Batch {
  /** Where they begin and end in the file. */
  readonly from: number
  readonly to: number
  readonly firstRow: number
  readonly rows: readonly FileRow[]
  readonly users: readonly PreparedUser[]
  readonly problems: readonly Problem[]
  /** Keys that identify its users. */
  readonly keys: ReadonlySet<string>
  /** The text before the rows, as read up to here. */
  readonly header: Header
}

/** Yields batches from the end of the last written one to the end of the file. */
export async function* readBatches(ctx: ReaderContext, reading: ReadProgress): AsyncGenerator<Batch> {
  const start = reading.doneBytes
  let [from, firstRow] = [start, reading.doneRows + 1]
  let rows: FileRow[] = []
  const take = async (): Promise<Batch> => {
    const batch = await prepareBatch(reading, { from, firstRow, rows })
    from = batch.to
    firstRow += rows.length
    rows = []
    return batch
  }
  for await (const row of rowsOf(ctx, reading)) {
    rows.push({ ...row, endsAt: start + row.endsAt })
    if (rows.length === BATCH_ROWS || start + row.endsAt - from >= BATCH_BYTES) yield await take()
  }
  if (rows.length > 0) yield await take()
}

async function* rowsOf(ctx: ReaderContext, { open, header }: ReadProgress): AsyncGenerator<FileRow> {
  const bytes = readParts(ctx, open)
  if (open.format === 'csv') {
    yield* readCsv(bytes, {
      form: header.csv,
      onForm: (form, config) => {
        header.csv = form
        const hashConfig = config === undefined ? undefined : readHashConfigLine(config)
        if (hashConfig) header.hashConfig = hashConfig
      },
      readColumns: (line) => readColumns(open.kind, line),
    })
    return
  }
  for await (const row of readNdjson(bytes)) {
    const config = readHashConfig(row.record)
    if (config) header.hashConfig = config
    else yield row
  }
}

/** @throws {FileProblem} `UNKNOWN_COLUMNS`, `COLUMN_REPEATED` */
function readColumns(kind: ImportKind, line: readonly string[]) {
  const firebase = kind === 'users' ? readFirebaseColumns(line) : undefined
  if (firebase) return { columns: firebase, isRow: true }
  const columns = columnNames(line)
  checkColumns(columns, kind === 'users' ? USER_COLUMNS : ORGANIZATION_COLUMNS)
  return { columns, isRow: false }
}

async function prepareBatch(
  { open, header }: ReadProgress,
  { from, firstRow, rows }: Pick<Batch, 'from' | 'firstRow' | 'rows'>,
): Promise<Batch> {
  const users: PreparedUser[] = []
  const problems: Problem[] = []
  for (const [at, row] of open.kind === 'users' ? rows.entries() : []) {
    if (at % TURN_ROWS === 0) await nextTurn()
    const source = {
      row: firstRow + at,
      isCsv: open.format === 'csv',
      hashConfig: header.hashConfig,
      scopes: open.scopes,
    }
    const prepared = prepareUser(row, source)
    if ('code' in prepared) problems.push(prepared)
    else users.push(prepared)
  }
  const keys = new Set(users.flatMap(keysOfUser))
  return { from, to: rows.at(-1)?.endsAt ?? from, firstRow, rows, users, problems, keys, header: { ...header } }
}
