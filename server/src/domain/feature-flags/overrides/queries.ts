import { sql, type Db } from '#platform/db'

/** A flag at a place that can override it. */
export interface OverrideKey {
  readonly businessId: string
  readonly flagId: string
}

interface OverrideValue {
  readonly value: unknown
  readonly now: Date
}

const EXCLUDED = {
  value: sql<string>`excluded.value`,
  updated_at: sql<Date>`excluded.updated_at`,
}

function columnsOf(db: Db, { businessId, flagId }: OverrideKey, { value, now }: OverrideValue) {
  const key = { environment_id: db.environmentId, flag_id: flagId, business_id: businessId }
  return { ...key, value: JSON.stringify(value), updated_at: now }
}

export async function sayForEnvironment(db: Db, key: OverrideKey, said: OverrideValue): Promise<void> {
  await db
    .insertInto('environment_feature_flags')
    .values(columnsOf(db, key, said))
    .onConflict((conflict) => conflict.columns(['environment_id', 'flag_id']).doUpdateSet(EXCLUDED))
    .execute()
}

export async function sayForOrganization(
  db: Db,
  key: OverrideKey & { readonly organizationId: string },
  said: OverrideValue,
): Promise<void> {
  await db
    .insertInto('organization_feature_flags')
    .values({ ...columnsOf(db, key, said), organization_id: key.organizationId })
    .onConflict((conflict) => conflict.columns(['environment_id', 'organization_id', 'flag_id']).doUpdateSet(EXCLUDED))
    .execute()
}

export async function sayForUser(
  db: Db,
  key: OverrideKey & { readonly userId: string },
  said: OverrideValue,
): Promise<void> {
  await db
    .insertInto('user_feature_flags')
    .values({ ...columnsOf(db, key, said), user_id: key.userId })
    .onConflict((conflict) => conflict.columns(['environment_id', 'user_id', 'flag_id']).doUpdateSet(EXCLUDED))
    .execute()
}

export interface UserFlag {
  readonly userId: string
  readonly flagId: string
  readonly value: unknown
}

/** Inserts overrides for many users who had none. */
export async function sayForNewUsers(
  db: Db,
  { businessId }: Omit<OverrideKey, 'flagId'>,
  said: readonly UserFlag[],
  now: Date,
): Promise<void> {
  if (said.length === 0) return
  // Values go as text: a null would otherwise be stored as an SQL null.
  const rows = said.map((one) => ({ ...one, value: JSON.stringify(one.value) }))
  await sql`
    insert into user_feature_flags (environment_id, user_id, flag_id, business_id, value, updated_at)
    select ${db.environmentId}::uuid, "userId", "flagId", ${businessId}::uuid, value::jsonb, ${now}::timestamptz
    from json_to_recordset(${JSON.stringify(rows)}::json) as r("userId" uuid, "flagId" uuid, value text)`.execute(db)
}

/** Removes the override of one flag, or all; returns the ids of the flags that had one. */
export async function unsayForEnvironment(
  db: Db,
  { flagId }: { readonly flagId: string | undefined },
): Promise<readonly string[]> {
  const rows = await db
    .deleteFrom('environment_feature_flags')
    .where('environment_id', '=', db.environmentId)
    .$if(flagId !== undefined, (query) => query.where('flag_id', '=', flagId ?? ''))
    .returning('flag_id')
    .execute()
  return rows.map((row) => row.flag_id)
}

/** Removes the override of one flag, or all; returns the ids of the flags that had one. */
export async function unsayForOrganization(
  db: Db,
  key: { readonly organizationId: string; readonly flagId: string | undefined },
): Promise<readonly string[]> {
  const rows = await db
    .deleteFrom('organization_feature_flags')
    .where('environment_id', '=', db.environmentId)
    .where('organization_id', '=', key.organizationId)
    .$if(key.flagId !== undefined, (query) => query.where('flag_id', '=', key.flagId ?? ''))
    .returning('flag_id')
    .execute()
  return rows.map((row) => row.flag_id)
}

/** Removes the override of one flag, or all; returns the ids of the flags that had one. */
export async function unsayForUser(
  db: Db,
  key: { readonly userId: string; readonly flagId: string | undefined },
): Promise<readonly string[]> {
  const rows = await db
    .deleteFrom('user_feature_flags')
    .where('environment_id', '=', db.environmentId)
    .where('user_id', '=', key.userId)
    .$if(key.flagId !== undefined, (query) => query.where('flag_id', '=', key.flagId ?? ''))
    .returning('flag_id')
    .execute()
  return rows.map((row) => row.flag_id)
}

/** Removes some overrides of a deleted flag in one environment; true when there may be more. */
export async function forgetSome(db: Db, { flagId }: { readonly flagId: string }, limit: number): Promise<boolean> {
  const mine = sql`environment_id = ${db.environmentId} and flag_id = ${flagId}`
  const environment = await sql`delete from environment_feature_flags where ${mine}`.execute(db)
  const organizations = await sql`delete from organization_feature_flags where ${mine} and organization_id in (
    select organization_id from organization_feature_flags where ${mine} limit ${limit})`.execute(db)
  const users = await sql`delete from user_feature_flags where ${mine} and user_id in (
    select user_id from user_feature_flags where ${mine} limit ${limit})`.execute(db)
  return [environment, organizations, users].some(({ numAffectedRows = 0n }) => numAffectedRows >= BigInt(limit))
}
