import { sql, type RawBuilder } from 'kysely'
import type { Db } from './environment-kysely.ts'
import { writtenLimit } from './keyset.ts'

/** The place of a row in a list by time. */
export interface TimePlace {
  readonly at: Date
  readonly id: string
}

/** A part of a table by time, the newest rows first. */
export interface NewestFirst {
  readonly table: string
  /** The column of the time. */
  readonly time: string
  /** Conditions of which each row meets exactly one. Each is read in an index of its own, which ends in time and id. */
  readonly branches: readonly RawBuilder<boolean>[]
  /** Conditions that no index helps with. */
  readonly filters: readonly RawBuilder<boolean>[]
  readonly columns: RawBuilder<unknown>
  readonly since: Date | undefined
  readonly until: Date | undefined
  readonly before: TimePlace | undefined
  readonly limit: number
}

interface Listed {
  readonly listed_at: Date
  readonly listed_id: string
}

export interface NewestRows<Row> {
  readonly rows: readonly Row[]
  /** The place after which a next page begins; undefined at the end of the list. */
  readonly next: TimePlace | undefined
}

/**
 * The rows of each branch that one page looks at. A page may therefore have fewer rows than asked for, or none, while
 * there is a next one: a filter that matches one row in a million must not read the million.
 */
const MOST_LOOKED_AT = 10_000

/** Reads a page. Its cost depends neither on the size of the table nor on how rare the rows are that it looks for. */
export async function readNewest<Row extends Listed>(db: Db, list: NewestFirst): Promise<NewestRows<Row>> {
  const { rows } = await pageOf<Row>(db, list).execute(db)
  const page = rows.slice(0, list.limit)
  const last = page.at(-1)
  if (rows.length > list.limit && last) return { rows: page, next: placeOf(last) }
  if (list.filters.length === 0) return { rows: page, next: undefined }
  const { rows: ends } = await endsOf(db, list).execute(db)
  const [newest] = ends
  if (!newest) return { rows: page, next: undefined }
  // Another branch may have looked further back than this one.
  return { rows: page.filter((row) => !isBehind(row, newest)), next: placeOf(newest) }
}

function pageOf<Row>(db: Db, list: NewestFirst) {
  const { filters, columns, limit } = list
  const looked = list.branches.map((branch) => sql`(${windowOf(db, list, { branch, columns: sql`*` })})`)
  return sql<Row>`select ${sql.ref(`t.${list.time}`)} as listed_at, t.id as listed_id, ${columns}
    from (${sql.join(looked, sql` union all `)}) t
    ${filters.length === 0 ? sql`` : sql`where ${sql.join(filters, sql` and `)}`}
    order by ${sql.ref(`t.${list.time}`)} desc, t.id desc limit ${sql.lit(writtenLimit(limit + 1))}`
}

/** The last rows that a page looks at, of branches that have more: the newest of them first. */
function endsOf(db: Db, list: NewestFirst) {
  const columns = sql`${sql.ref(list.time)} as listed_at, id as listed_id`
  const ends = list.branches.map(
    (branch) =>
      sql`(select * from (${windowOf(db, list, { branch, columns })}) w offset ${sql.lit(MOST_LOOKED_AT - 1)})`,
  )
  return sql<Listed>`select listed_at, listed_id
    from (${sql.join(ends, sql` union all `)}) e order by listed_at desc, listed_id desc limit 1`
}

function windowOf(
  db: Db,
  { table, time, since, until, before }: NewestFirst,
  { branch, columns }: { readonly branch: RawBuilder<boolean>; readonly columns: RawBuilder<unknown> },
) {
  const at = sql.ref(time)
  const conditions = [
    sql<boolean>`environment_id = ${db.environmentId}`,
    branch,
    ...(since ? [sql<boolean>`${at} >= ${since}`] : []),
    ...(until ? [sql<boolean>`${at} < ${until}`] : []),
    ...(before ? [sql<boolean>`(${at}, id) < (${before.at}, ${before.id}::uuid)`] : []),
  ]
  return sql`select ${columns} from ${sql.table(table)} where ${sql.join(conditions, sql` and `)}
    order by ${at} desc, id desc limit ${sql.lit(MOST_LOOKED_AT)}`
}

function placeOf(row: Listed): TimePlace {
  return { at: row.listed_at, id: row.listed_id }
}

/** Whether a row comes after another one in the list. Ids are compared like PostgreSQL compares them: by their digits. */
function isBehind(row: Listed, other: Listed): boolean {
  const time = row.listed_at.getTime() - other.listed_at.getTime()
  return time < 0 || (time === 0 && row.listed_id < other.listed_id)
}
