import type { Context, Services } from '#platform/context'
import { isUniqueViolation } from '#platform/db'
import { openSealer, type Sealer } from '#platform/crypto'
import { Conflict, InvalidInput } from '#platform/errors'
import { addJob } from '#platform/jobs'
import { RUN_IMPORT, type OpenImport, type Problem } from './import.ts'
import { writeOrganizations } from './groups/index.ts'
import { prepareUser, readHashConfig, writeUsers, type HashConfig, type PreparedUser } from './people/index.ts'
import { readParts } from './parts.ts'
import { advance, finishImport, insertProblems, openImport, removePartsBefore } from './queries.ts'
import { readCsv, readNdjson, type FileRow } from './rows/index.ts'

const BATCH_ROWS = 500
const RETRIES = 5
/** With more the file is another than meant: a gigabyte of them would be written down as many more. */
const MOST_REFUSED = 100_000

interface Job {
  readonly environmentId: string
  readonly businessId: string
  readonly id: string
}

type Working = Pick<Context, 'db' | 'clock'> & {
  readonly sealer: Sealer
  readonly environment: { readonly id: string; readonly businessId: string }
}

/** What stands before the rows. */
interface Header {
  columns?: readonly string[]
  hashConfig?: HashConfig
}

interface Reading {
  readonly open: OpenImport
  readonly header: Header
  /** The place up to which everything is written. */
  doneBytes: number
  doneRows: number
  refusedRows: number
}

/** Reads on where the last batch ended, until the file ends or the process stops. */
export async function runImport(
  services: Pick<Services, 'database' | 'clock' | 'masterKey'>,
  { environmentId, businessId, id }: Job,
  signal: AbortSignal,
): Promise<void> {
  const db = services.database.environment(environmentId, businessId)
  const sealer = await openSealer(db, environmentId, services.masterKey)
  const ctx: Working = { db, clock: services.clock, sealer, environment: { id: environmentId, businessId } }
  const open = await openImport(db, environmentId, id)
  if (!open) return
  const header: Header = open.headerSealed ? JSON.parse(sealer.open(purposeOf(id), open.headerSealed)) : {}
  const { doneBytes, doneRows, refusedRows } = open
  const reading: Reading = { open, header, doneBytes, doneRows, refusedRows }
  try {
    const end = await readAll(ctx, reading, signal)
    // Another run takes it up, here or in another process.
    if (end === 'stopped') await addJob(db, RUN_IMPORT, { environment_id: environmentId, business_id: businessId, id })
    if (end === 'whole') await finishImport(db, environmentId, { id, state: 'finished', now: services.clock() })
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error
    const problem = { row: reading.doneRows + 1, code: error.code, message: error.message }
    await insertProblems(db, environmentId, { importId: id, problems: [problem] })
    await finishImport(db, environmentId, { id, state: 'failed', now: services.clock() })
  }
}

const purposeOf = (importId: string) => `imports.header_sealed:${importId}`

/** `lost`: the import was deleted, or somebody else reads it, and nothing more is ours to do. */
type End = 'whole' | 'stopped' | 'lost'

async function readAll(ctx: Working, reading: Reading, signal: AbortSignal): Promise<End> {
  const start = reading.doneBytes
  let rows: FileRow[] = []
  for await (const row of rowsOf(ctx, reading)) {
    rows.push({ ...row, endsAt: start + row.endsAt })
    if (rows.length < BATCH_ROWS) continue
    if (!(await writeBatch(ctx, reading, rows))) return 'lost'
    rows = []
    if (signal.aborted) return 'stopped'
  }
  if (rows.length > 0 && !(await writeBatch(ctx, reading, rows))) return 'lost'
  return 'whole'
}

async function* rowsOf(ctx: Working, { open, header }: Reading): AsyncGenerator<FileRow> {
  const bytes = readParts(ctx, open)
  if (open.format === 'csv') {
    yield* readCsv(bytes, { columns: header.columns, onColumns: (columns) => (header.columns = columns) })
    return
  }
  for await (const row of readNdjson(bytes)) {
    const config = readHashConfig(row.record)
    if (config) header.hashConfig = config
    else yield row
  }
}

/** False when the import was deleted, or somebody else reads it: then nothing was written. */
async function writeBatch(ctx: Working, reading: Reading, rows: readonly FileRow[]): Promise<boolean> {
  const prepared = reading.open.kind === 'users' ? prepareAll(reading, rows) : { users: [], problems: [] }
  const to = rows.at(-1)?.endsAt ?? reading.doneBytes
  const isWritten = await retried(() => commit(ctx, reading, { ...prepared, to, rows }))
  reading.doneBytes = to
  reading.doneRows += rows.length
  if (reading.refusedRows <= MOST_REFUSED) return isWritten
  throw new InvalidInput('TOO_MANY_REFUSED', `More than ${MOST_REFUSED.toLocaleString('en')} rows were refused.`)
}

interface Batch {
  readonly users: readonly PreparedUser[]
  readonly problems: readonly Problem[]
  readonly to: number
  readonly rows: readonly FileRow[]
}

function prepareAll({ open, header, doneRows }: Reading, rows: readonly FileRow[]): Pick<Batch, 'users' | 'problems'> {
  const users: PreparedUser[] = []
  const problems: Problem[] = []
  for (const [at, row] of rows.entries()) {
    const source = {
      row: doneRows + at + 1,
      isCsv: open.format === 'csv',
      hashConfig: header.hashConfig,
      scopes: open.scopes,
    }
    const prepared = prepareUser(row, source)
    if ('code' in prepared) problems.push(prepared)
    else users.push(prepared)
  }
  return { users, problems }
}

async function commit(ctx: Working, reading: Reading, { users, problems: own, to, rows }: Batch): Promise<boolean> {
  const { open, header, doneBytes, doneRows } = reading
  const environmentId = ctx.environment.id
  const now = ctx.clock()
  let refused = 0
  const isWritten = await ctx.db.transaction().execute(async (db) => {
    const common = { ...open, importId: open.id }
    const written =
      open.kind === 'users'
        ? await writeUsers(db, ctx.environment, { ...common, users, now })
        : await writeOrganizations({ ...ctx, db }, { ...common, rows, firstRow: doneRows + 1 })
    const problems = [...own, ...written.problems]
    refused = problems.length
    const isOurs = await advance(db, environmentId, {
      id: open.id,
      from: doneBytes,
      to,
      rows: rows.length,
      created: written.created,
      existing: written.existing,
      refused,
      headerSealed: ctx.sealer.seal(purposeOf(open.id), JSON.stringify(header)),
    })
    if (!isOurs) throw new Superseded()
    await insertProblems(db, environmentId, { importId: open.id, problems })
    await removePartsBefore(db, environmentId, { importId: open.id, place: to })
    return true
  })
  reading.refusedRows += refused
  return isWritten
}

/** Rolls back a batch that is not ours to write. */
class Superseded extends Error {}

/** Somebody may sign up with an address between the look and the write; the next look sees them. */
async function retried(work: () => Promise<boolean>): Promise<boolean> {
  for (let left = RETRIES; ; left -= 1) {
    try {
      return await work()
    } catch (error) {
      if (error instanceof Superseded) return false
      const isTaken =
        (error instanceof Conflict && error.code === 'EXTERNAL_ID_TAKEN') ||
        isUniqueViolation(error, 'identities_normalized_unique') ||
        isUniqueViolation(error, 'awaited_identities_pkey') ||
        isUniqueViolation(error, 'users_by_provided_id')
      if (!isTaken || left === 0) throw error
    }
  }
}
