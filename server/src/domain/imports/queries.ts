import { sql, type Db } from '#platform/db'
import type { Author } from '#platform/outbox'
import type { Import, ImportFormat, ImportKind, OpenImport, Problem } from './import.ts'

interface NewImport {
  readonly id: string
  readonly kind: ImportKind
  readonly format: ImportFormat
  readonly isDryRun: boolean
  readonly scopes: readonly string[]
  readonly author: Author
  readonly createdAt: Date
}

export async function insertImport(db: Db, added: NewImport): Promise<void> {
  await db
    .insertInto('imports')
    .values({
      environment_id: db.environmentId,
      id: added.id,
      kind: added.kind,
      format: added.format,
      is_dry_run: added.isDryRun,
      state: 'receiving',
      scopes: [...added.scopes],
      author: JSON.stringify(added.author),
      created_at: added.createdAt,
    })
    .execute()
}

export async function insertPart(
  db: Db,
  { importId, startsAt, sealed }: { readonly importId: string; readonly startsAt: number; readonly sealed: Buffer },
): Promise<void> {
  await db
    .insertInto('import_parts')
    .values({
      environment_id: db.environmentId,
      import_id: importId,
      starts_at: String(startsAt),
      content_sealed: sealed,
    })
    .execute()
}

export async function markReceived(
  db: Db,
  { id, sizeBytes }: { readonly id: string; readonly sizeBytes: number },
): Promise<void> {
  await db
    .updateTable('imports')
    .set({ state: 'queued', size_bytes: String(sizeBytes) })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .execute()
}

function imports(db: Db) {
  return db
    .selectFrom('imports')
    .selectAll()
    .select(
      sql<number>`case when sealed_rows = 0 or state = 'finished' then 0 else (
        select count(*)::int from password_credentials p
        where p.environment_id = imports.environment_id and p.import_id = imports.id and p.hash like 'sealed:%') end`.as(
        'waiting_rows',
      ),
    )
    .where('environment_id', '=', db.environmentId)
}

type Row = Awaited<ReturnType<ReturnType<typeof imports>['executeTakeFirstOrThrow']>>

function importOf(row: Omit<Row, 'waiting_rows'>, waitingRows: number): Import {
  return {
    id: row.id,
    kind: row.kind === 'users' ? 'users' : 'organizations',
    format: row.format === 'csv' ? 'csv' : 'ndjson',
    isDryRun: row.is_dry_run,
    state: stateOf(row.state),
    sizeBytes: Number(row.size_bytes),
    doneBytes: Number(row.done_bytes),
    doneRows: row.done_rows,
    createdRows: row.created_rows,
    existingRows: row.existing_rows,
    refusedRows: row.refused_rows,
    sealedRows: row.sealed_rows,
    waitingRows,
    createdAt: row.created_at,
    finishedAt: row.finished_at ?? undefined,
  }
}

const STATES = ['receiving', 'queued', 'running', 'wrapping', 'finished'] as const

function stateOf(text: string): Import['state'] {
  return STATES.find((state) => state === text) ?? 'failed'
}

export async function findImport(db: Db, id: string): Promise<Import | undefined> {
  const row = await imports(db).where('id', '=', id).executeTakeFirst()
  return row && importOf(row, row.waiting_rows)
}

/** Returns imports, the newest first. */
export async function listImports(
  db: Db,
  { before, limit }: { readonly before: string | undefined; readonly limit: number },
): Promise<Import[]> {
  let query = imports(db)
  if (before !== undefined) query = query.where('id', '<', before)
  return (await query.orderBy('id', 'desc').limit(limit).execute()).map((row) => importOf(row, row.waiting_rows))
}

/** Marks an import as running. Returns undefined where there is nothing to read. */
export async function openImport(db: Db, id: string): Promise<OpenImport | undefined> {
  const row = await db
    .updateTable('imports')
    .set({ state: 'running' })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .returningAll()
    .executeTakeFirst()
  return (
    row && {
      ...importOf(row, 0),
      scopes: new Set(row.scopes),
      // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- written by insertImport alone
      author: row.author as Author,
      headerSealed: row.header_sealed ?? undefined,
    }
  )
}

/** Returns the piece of the file that contains a place. */
export async function findPart(
  db: Db,
  { importId, place }: { readonly importId: string; readonly place: number },
): Promise<{ readonly startsAt: number; readonly sealed: Buffer } | undefined> {
  const row = await db
    .selectFrom('import_parts')
    .select(['starts_at', 'content_sealed'])
    .where('environment_id', '=', db.environmentId)
    .where('import_id', '=', importId)
    .where('starts_at', '<=', String(place))
    .orderBy('starts_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { startsAt: Number(row.starts_at), sealed: row.content_sealed }
}

interface Progress {
  readonly id: string
  readonly from: number
  readonly to: number
  readonly rows: number
  readonly created: number
  readonly existing: number
  readonly refused: number
  readonly sealed: number
  readonly headerSealed: Buffer
}

/** Returns false when another process read on from there: then the whole batch must be rolled back. */
export async function advance(db: Db, progress: Progress): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('imports')
    .set({
      done_bytes: String(progress.to),
      done_rows: sql<number>`done_rows + ${progress.rows}::int`,
      created_rows: sql<number>`created_rows + ${progress.created}::int`,
      existing_rows: sql<number>`existing_rows + ${progress.existing}::int`,
      refused_rows: sql<number>`refused_rows + ${progress.refused}::int`,
      sealed_rows: sql<number>`sealed_rows + ${progress.sealed}::int`,
      header_sealed: progress.headerSealed,
    })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', progress.id)
    .where('state', '=', 'running')
    .where('done_bytes', '=', String(progress.from))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Removes the parts that were read. */
export async function removePartsBefore(
  db: Db,
  { importId, place }: { readonly importId: string; readonly place: number },
): Promise<void> {
  await sql`
    delete from import_parts where environment_id = ${db.environmentId} and import_id = ${importId} and starts_at < (
      select max(starts_at) from import_parts
      where environment_id = ${db.environmentId} and import_id = ${importId} and starts_at <= ${place}::bigint)`.execute(
    db,
  )
}

export async function insertProblems(
  db: Db,
  { importId, problems }: { readonly importId: string; readonly problems: readonly Problem[] },
): Promise<void> {
  if (problems.length === 0) return
  await sql`
    insert into import_problems (environment_id, import_id, row_number, code, message)
    select ${db.environmentId}::uuid, ${importId}::uuid, row, code, message
    from json_to_recordset(${JSON.stringify(problems)}::json) as p(row int, code text, message text)`.execute(db)
}

export async function listProblems(
  db: Db,
  { importId, after, limit }: { readonly importId: string; readonly after: number; readonly limit: number },
): Promise<Problem[]> {
  return db
    .selectFrom('import_problems')
    .select(['row_number as row', 'code', 'message'])
    .where('environment_id', '=', db.environmentId)
    .where('import_id', '=', importId)
    .where('row_number', '>', after)
    .orderBy('row_number')
    .limit(limit)
    .execute()
}

/** Returns the keys that an earlier row of the rehearsal took, and takes the others. */
export async function takeKeys(
  db: Db,
  { importId, keys }: { readonly importId: string; readonly keys: readonly string[] },
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ key: string }>`
    insert into import_keys (environment_id, import_id, key)
    select ${db.environmentId}::uuid, ${importId}::uuid, key from unnest(${[...keys]}::text[]) as key
    on conflict do nothing returning key`.execute(db)
  const fresh = new Set(rows.map(({ key }) => key))
  return new Set(keys.filter((key) => !fresh.has(key)))
}

/** Finishes an import: only its figures and problems remain of the file. */
export async function finishImport(
  db: Db,
  { id, state, now }: { readonly id: string; readonly state: 'wrapping' | 'finished' | 'failed'; readonly now: Date },
): Promise<void> {
  await db
    .updateTable('imports')
    .set({ state, finished_at: state === 'wrapping' ? null : now, header_sealed: null })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .execute()
  await db
    .deleteFrom('import_parts')
    .where('environment_id', '=', db.environmentId)
    .where('import_id', '=', id)
    .execute()
  await db
    .deleteFrom('import_keys')
    .where('environment_id', '=', db.environmentId)
    .where('import_id', '=', id)
    .execute()
}

/** Finishes the imports that have no password left to wrap. */
export async function finishWrapped(db: Db, now: Date): Promise<void> {
  await sql`
    update imports set state = 'finished', finished_at = ${now}
    where environment_id = ${db.environmentId} and state = 'wrapping' and not exists (
      select from password_credentials p
      where p.environment_id = imports.environment_id and p.import_id = imports.id and p.hash like 'sealed:%')`.execute(
    db,
  )
}

/** Returns true when the import existed. One that is being read stops at the end of its batch. */
export async function removeImport(db: Db, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('imports')
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** Removes files whose sender disconnected in the middle. */
export async function removeUnreceived(db: Db, before: Date): Promise<void> {
  await db
    .deleteFrom('imports')
    .where('environment_id', '=', db.environmentId)
    .where('state', '=', 'receiving')
    .where('created_at', '<', before)
    .execute()
}
