import { sql, type Db } from '#platform/db'
import type { Property, PropertyContext } from '../property.ts'
import { searchValueOf } from './property-value.ts'

/** The owner of values: an organization, a user or an application. */
export interface ValueOwner {
  readonly context: PropertyContext
  readonly id: string
}

export interface SetValue {
  readonly propertyId: string
  readonly value: string
}

/** Writes values of one owner, over the present ones. */
export async function setValues(db: Db, owner: ValueOwner, values: readonly SetValue[], now: Date): Promise<void> {
  if (values.length === 0) return
  const rows = values.map(({ propertyId, value }) => ({
    environment_id: db.environmentId,
    property_id: propertyId,
    value,
    updated_at: now,
  }))
  switch (owner.context) {
    case 'usr':
      await setUserValues(db, owner.id, rows)
      return
    case 'org':
      await db
        .insertInto('organization_properties')
        .values(rows.map((row) => ({ ...row, organization_id: owner.id })))
        .onConflict((conflict) =>
          conflict.columns(['environment_id', 'organization_id', 'property_id']).doUpdateSet(EXCLUDED),
        )
        .execute()
      return
    case 'app':
      await db
        .insertInto('application_properties')
        .values(rows.map((row) => ({ ...row, application_id: owner.id })))
        .onConflict((conflict) =>
          conflict.columns(['environment_id', 'application_id', 'property_id']).doUpdateSet(EXCLUDED),
        )
        .execute()
  }
}

const EXCLUDED = { value: sql<string>`excluded.value`, updated_at: sql<Date>`excluded.updated_at` }

interface ValueRow {
  readonly environment_id: string
  readonly property_id: string
  readonly value: string
  readonly updated_at: Date
}

async function setUserValues(db: Db, userId: string, rows: readonly ValueRow[]): Promise<void> {
  await db
    .insertInto('user_properties')
    .values(rows.map((row) => ({ ...row, user_id: userId, search_value: searchValueOf(row.value) })))
    .onConflict((conflict) =>
      conflict
        .columns(['environment_id', 'user_id', 'property_id'])
        .doUpdateSet({ ...EXCLUDED, search_value: sql<string>`excluded.search_value` }),
    )
    .execute()
}

/** Writes the values of many users who had none. */
export async function setValuesOfNewUsers(
  db: Db,
  values: readonly (SetValue & { readonly userId: string })[],
  now: Date,
): Promise<void> {
  if (values.length === 0) return
  const rows = values.map((one) => ({ ...one, searchValue: searchValueOf(one.value) }))
  await sql`
    insert into user_properties (environment_id, user_id, property_id, value, search_value, updated_at)
    select ${db.environmentId}::uuid, "userId", "propertyId", value, "searchValue", ${now}::timestamptz
    from json_to_recordset(${JSON.stringify(rows)}::json) as r("userId" uuid, "propertyId" uuid, value text,
      "searchValue" text)`.execute(db)
}

/** Removes values; a value that does not exist is ignored. */
export async function clearValues(db: Db, owner: ValueOwner, propertyIds: readonly string[]): Promise<void> {
  if (propertyIds.length === 0) return
  const mine = sql`environment_id = ${db.environmentId} and property_id = any(${propertyIds}::uuid[])`
  switch (owner.context) {
    case 'usr':
      await sql`delete from user_properties where ${mine} and user_id = ${owner.id}`.execute(db)
      return
    case 'org':
      await sql`delete from organization_properties where ${mine} and organization_id = ${owner.id}`.execute(db)
      return
    case 'app':
      await sql`delete from application_properties where ${mine} and application_id = ${owner.id}`.execute(db)
  }
}

const VALUES = {
  usr: { table: 'user_properties', owner: 'user_id' },
  org: { table: 'organization_properties', owner: 'organization_id' },
  app: { table: 'application_properties', owner: 'application_id' },
} as const

export type PropertyValue = Pick<Property, 'id' | 'key' | 'name' | 'description'> & { readonly value: string | null }

/** Returns every property of a context, by key, with the owner's value. */
export async function listValues(db: Db, owner: ValueOwner): Promise<readonly PropertyValue[]> {
  const { table, owner: column } = VALUES[owner.context]
  const { rows } = await sql<PropertyValue>`
    select p.id, p.key, p.name, p.description, v.value from properties p
    left join ${sql.table(table)} v on v.environment_id = ${db.environmentId} and v.property_id = p.id
      and ${sql.ref(`v.${column}`)} = ${owner.id}
    where p.environment_id = ${db.environmentId} and p.context = ${owner.context} and p.deleted_at is null
    order by p.key`.execute(db)
  return rows
}

/** Removes some values of a deleted property; true when there may be more. */
export async function forgetSomeValues(
  db: Db,
  { propertyId }: { readonly propertyId: string },
  limit: number,
): Promise<boolean> {
  const mine = sql`environment_id = ${db.environmentId} and property_id = ${propertyId}`
  const removed = [
    await sql`delete from user_properties where ${mine} and user_id in (
      select user_id from user_properties where ${mine} limit ${limit})`.execute(db),
    await sql`delete from organization_properties where ${mine} and organization_id in (
      select organization_id from organization_properties where ${mine} limit ${limit})`.execute(db),
    await sql`delete from application_properties where ${mine} and application_id in (
      select application_id from application_properties where ${mine} limit ${limit})`.execute(db),
  ]
  return removed.some(({ numAffectedRows = 0n }) => numAffectedRows >= BigInt(limit))
}

/** More values than these are not counted one by one. */
export const VALUES_COUNTED = 1_000

/** Counts the values of a property. */
export async function countValues(db: Db, { id, context }: Pick<Property, 'id' | 'context'>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (select from ${sql.table(VALUES[context].table)} v
      where v.environment_id = ${db.environmentId} and v.property_id = ${id} limit ${VALUES_COUNTED + 1}) found`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}
