import { sql, type Db } from '#platform/db'

/** The addresses for a browser after sign-in, and after sign-out. */
export type UrlList = 'redirect_uris' | 'logout_uris'

/** A list of URLs of one application. */
export interface ListKey {
  readonly applicationId: string
  readonly list: UrlList
}

/** Returns the URLs in the order in which they were added, or undefined when there is no such application. */
export async function findAllowedUrls(db: Db, key: ListKey): Promise<readonly string[] | undefined> {
  const row = await db
    .selectFrom('applications')
    .select(key.list)
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', key.applicationId)
    .where('built_in', 'is', null)
    .executeTakeFirst()
  return row?.[key.list]
}

/**
 * Appends the URLs that are not on the list yet. Returns the new length, or undefined when there is no such
 * application.
 */
export function appendUrls(db: Db, key: ListKey, urls: readonly string[], now: Date): Promise<number | undefined> {
  const list = sql.ref(key.list)
  return setList(
    db,
    key,
    now,
    sql<string[]>`${list} || array(select u from unnest(${[...urls]}::text[]) with ordinality as t (u, n)
    where u <> all (${list}) order by n)`,
  )
}

export function writeUrls(db: Db, key: ListKey, urls: readonly string[], now: Date): Promise<number | undefined> {
  return setList(db, key, now, sql<string[]>`${[...urls]}::text[]`)
}

/**
 * Removes every URL that `separated` names between commas. Compares from the stored side, because a URL may contain
 * commas itself.
 */
export function deleteUrls(db: Db, key: ListKey, separated: string, now: Date): Promise<number | undefined> {
  const list = sql.ref(key.list)
  return setList(
    db,
    key,
    now,
    sql<string[]>`array(select u from unnest(${list}) with ordinality as t (u, n)
    where strpos(${`,${separated},`}::text, ',' || u || ',') = 0 order by n)`,
  )
}

// Runs one statement on the row: it sees the entries of a concurrent change after its lock, and keeps them.
async function setList(
  db: Db,
  key: ListKey,
  now: Date,
  value: ReturnType<typeof sql<string[]>>,
): Promise<number | undefined> {
  const row = await db
    .updateTable('applications')
    .set({ [key.list]: value, updated_at: now })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', key.applicationId)
    .where('built_in', 'is', null)
    .returning(sql<number>`cardinality(${sql.ref(key.list)})`.as('count'))
    .executeTakeFirst()
  return row?.count
}
