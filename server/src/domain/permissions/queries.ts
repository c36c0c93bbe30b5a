import { isUniqueViolation, keysetOf, rowOf, run, sql, statement, type Db, type ListPage } from '#platform/db'
import { Conflict } from '#platform/errors'
import type { Permission } from './permission.ts'

function permissions(db: Db, businessId: string) {
  return db
    .selectFrom('permissions')
    .select(['permissions.id', 'permissions.key', 'permissions.name', 'permissions.description'])
    .where('permissions.business_id', '=', businessId)
    .where('permissions.deleted_at', 'is', null)
}

export async function listPermissions(
  db: Db,
  businessId: string,
  page: ListPage<'name' | 'id'>,
): Promise<readonly Permission[]> {
  const { isBeyond, order } = keysetOf('permissions', page)
  return permissions(db, businessId).where(isBeyond).orderBy(order).limit(page.limit).execute()
}

/** Returns permissions whose name or key has this text in it. */
export async function searchPermissions(
  db: Db,
  businessId: string,
  { text, ...page }: ListPage<'name' | 'id'> & { readonly text: string },
): Promise<readonly Permission[]> {
  const { isBeyond, order } = keysetOf('permissions', page)
  return permissions(db, businessId)
    .where(sql<boolean>`(strpos(lower(name), lower(${text})) > 0 or strpos(lower(key), lower(${text})) > 0)`)
    .where(isBeyond)
    .orderBy(order)
    .limit(page.limit)
    .execute()
}

/** The permissions of a role. */
export async function listPermissionsOfRole(
  db: Db,
  { businessId, roleId }: { readonly businessId: string; readonly roleId: string },
  page: ListPage<'name' | 'id'>,
): Promise<readonly Permission[]> {
  const { isBeyond, order } = keysetOf('permissions', page)
  return permissions(db, businessId)
    .innerJoin('role_permissions', (join) =>
      join
        .onRef('role_permissions.business_id', '=', 'permissions.business_id')
        .onRef('role_permissions.permission_id', '=', 'permissions.id'),
    )
    .where('role_permissions.role_id', '=', roleId)
    .where(isBeyond)
    .orderBy(order)
    .limit(page.limit)
    .execute()
}

/** Those of these that exist. */
export async function findPermissions(
  db: Db,
  businessId: string,
  ids: readonly string[],
): Promise<readonly Permission[]> {
  if (ids.length === 0) return []
  return permissions(db, businessId).where('permissions.id', 'in', ids).execute()
}

/** Those of these that exist; until the transaction ends nobody deletes them. */
export async function holdPermissions(
  db: Db,
  businessId: string,
  ids: readonly string[],
): Promise<readonly Permission[]> {
  if (ids.length === 0) return []
  return permissions(db, businessId).where('permissions.id', 'in', ids).orderBy('permissions.id').forShare().execute()
}

const HOLD_BY_KEYS = statement({
  row: rowOf<Pick<Permission, 'id' | 'key'>>(),
  plan: 'generic',
  parameters: { businessId: 'uuid', keys: 'text[]' },
  sql: ($) => `
  select id, key from permissions where business_id = ${$.businessId} and key = any(${$.keys}::text[]) and deleted_at is null order by id for share`,
})

/** The same of those that have one of these keys. */
export async function holdPermissionsByKeys(
  db: Db,
  businessId: string,
  keys: readonly string[],
): Promise<readonly Pick<Permission, 'id' | 'key'>[]> {
  if (keys.length === 0) return []
  return run(db, HOLD_BY_KEYS, { businessId, keys })
}

/** Waits for whoever changes it or is about to give it to a role. */
export async function lockPermission(db: Db, businessId: string, id: string): Promise<Permission | undefined> {
  return permissions(db, businessId).where('permissions.id', '=', id).forUpdate().executeTakeFirst()
}

/** @throws {Conflict} `PERMISSION_KEY_TAKEN` */
export async function insertPermission(
  db: Db,
  businessId: string,
  permission: Permission & { readonly createdAt: Date },
): Promise<void> {
  const { id, key, name, description, createdAt } = permission
  try {
    await db
      .insertInto('permissions')
      .values({ business_id: businessId, id, key, name, description, created_at: createdAt })
      .execute()
  } catch (error) {
    throw takenOr(error)
  }
}

/** @throws {Conflict} `PERMISSION_KEY_TAKEN` */
export async function writePermission(db: Db, businessId: string, permission: Permission): Promise<void> {
  const { id, key, name, description } = permission
  try {
    await db
      .updateTable('permissions')
      .set({ key, name, description })
      .where('business_id', '=', businessId)
      .where('id', '=', id)
      .execute()
  } catch (error) {
    throw takenOr(error)
  }
}

/** From now on no read finds it; its key is free again. */
export async function markPermissionDeleted(db: Db, businessId: string, id: string, now: Date): Promise<void> {
  await db
    .updateTable('permissions')
    .set({ deleted_at: now })
    .where('business_id', '=', businessId)
    .where('id', '=', id)
    .execute()
}

/** One that is marked, for good; what roles had of it goes with it, by foreign key. */
export async function removePermission(db: Db, businessId: string, id: string): Promise<void> {
  await db
    .deleteFrom('permissions')
    .where('business_id', '=', businessId)
    .where('id', '=', id)
    .where('deleted_at', 'is not', null)
    .execute()
}

function takenOr(error: unknown): unknown {
  if (!isUniqueViolation(error, 'permissions_by_key')) return error
  return new Conflict('PERMISSION_KEY_TAKEN', 'Another permission has this key.', { cause: error })
}
