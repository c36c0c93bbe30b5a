import { sql, type Db } from '#platform/db'

export interface ListedGrant {
  readonly id: string
  readonly applicationId: string
  readonly applicationName: string
  /** Undefined: it hangs on no session, as those of devices do. */
  readonly sessionId: string | undefined
  readonly organizationCode: string | undefined
  readonly scopes: readonly string[]
  readonly audiences: readonly string[]
  readonly createdAt: Date
}

/** Those that are in force, the latest first. The product's own applications are in no list. */
export async function listGrants(
  db: Db,
  { userId, limit }: { readonly userId: string; readonly limit: number },
): Promise<readonly ListedGrant[]> {
  const rows = await db
    .selectFrom('grants as g')
    .innerJoin('applications as a', (join) =>
      join.onRef('a.environment_id', '=', 'g.environment_id').onRef('a.id', '=', 'g.application_id'),
    )
    .leftJoin('organizations as o', (join) =>
      join.onRef('o.environment_id', '=', 'g.environment_id').onRef('o.id', '=', 'g.organization_id'),
    )
    .select(['g.id', 'g.application_id', 'a.name as application_name', 'g.session_id', 'o.code', 'g.scopes'])
    .select(['g.audiences', 'g.created_at'])
    .where('g.environment_id', '=', db.environmentId)
    .where('g.user_id', '=', userId)
    .where('g.revoked_at', 'is', null)
    .where('a.built_in', 'is', null)
    // A grant goes on for as long as its session does; a device's has none.
    .where(
      sql<boolean>`(g.session_id is null or exists (select from sessions s
        where s.environment_id = g.environment_id and s.id = g.session_id and s.revoked_at is null))`,
    )
    .orderBy('g.created_at', 'desc')
    .orderBy('g.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    applicationId: row.application_id,
    applicationName: row.application_name,
    sessionId: row.session_id ?? undefined,
    organizationCode: row.code ?? undefined,
    scopes: row.scopes,
    audiences: row.audiences,
    createdAt: row.created_at,
  }))
}

/** More than these are not counted one by one, so that an application of a million people is as quick as one of ten. */
export const FIGURES_MOST = 10_000

/** Returns the number of people with a grant in force at an application, at most one above `FIGURES_MOST`. */
export async function countPeopleOf(db: Db, applicationId: string): Promise<number> {
  const { rows } = await sql<{ people: number }>`
    select count(*)::int as people from (
      select from users u
      where u.environment_id = ${db.environmentId} and u.id in (
        select g.user_id from grants g
        where g.environment_id = ${db.environmentId} and g.application_id = ${applicationId} and g.revoked_at is null
          and (g.session_id is null or exists (select from sessions s
            where s.environment_id = g.environment_id and s.id = g.session_id and s.revoked_at is null)))
      limit ${FIGURES_MOST + 1}) found`.execute(db)
  return rows[0]?.people ?? 0
}
