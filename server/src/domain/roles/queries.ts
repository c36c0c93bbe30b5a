import { isUniqueViolation, keysetOf, rowOf, run, statement, type Db, type ListPage } from '#platform/db'
import { Conflict } from '#platform/errors'
import type { Role } from './role.ts'

/** Names a role within its business. */
export interface RoleKey {
  readonly businessId: string
  readonly roleId: string
}

function roles(db: Db, businessId: string) {
  return db
    .selectFrom('roles')
    .select(['id', 'key', 'name', 'description', 'is_default as isDefault'])
    .select(['is_assigned_to_creator as isAssignedToCreator', 'assignment_permission_id'])
    .where('business_id', '=', businessId)
    .where('deleted_at', 'is', null)
}

type RoleRow = Omit<Role, 'assignmentPermissionId'> & { readonly assignment_permission_id: string | null }

function roleOf({ assignment_permission_id: guard, ...row }: RoleRow): Role {
  return { ...row, assignmentPermissionId: guard ?? undefined }
}

export async function listRoles(db: Db, businessId: string, page: ListPage<'name' | 'key'>): Promise<readonly Role[]> {
  const { isBeyond, order } = keysetOf('roles', page)
  const rows = await roles(db, businessId).where(isBeyond).orderBy(order).limit(page.limit).execute()
  return rows.map(roleOf)
}

export async function findRole(db: Db, { businessId, roleId }: RoleKey): Promise<Role | undefined> {
  const row = await roles(db, businessId).where('id', '=', roleId).executeTakeFirst()
  return row && roleOf(row)
}

/** Returns the roles that exist among these ids. */
export async function findRoles(db: Db, businessId: string, ids: readonly string[]): Promise<readonly Role[]> {
  if (ids.length === 0) return []
  const rows = await roles(db, businessId).where('id', 'in', ids).execute()
  return rows.map(roleOf)
}

/** Returns the roles that exist among these ids, and keeps them from being deleted until the transaction ends. */
export async function holdRoles(db: Db, businessId: string, ids: readonly string[]): Promise<readonly Role[]> {
  if (ids.length === 0) return []
  const rows = await roles(db, businessId).where('id', 'in', ids).orderBy('id').forShare().execute()
  return rows.map(roleOf)
}

const HOLD_BY_KEYS = statement({
  row: rowOf<Pick<Role, 'id' | 'key'>>(),
  plan: 'generic',
  parameters: { businessId: 'uuid', keys: 'text[]' },
  sql: ($) => `
  select id, key from roles where business_id = ${$.businessId} and key = any(${$.keys}::text[]) and deleted_at is null order by id for share`,
})

/** As above, by their keys. */
export async function holdRolesByKeys(
  db: Db,
  businessId: string,
  keys: readonly string[],
): Promise<readonly Pick<Role, 'id' | 'key'>[]> {
  if (keys.length === 0) return []
  return run(db, HOLD_BY_KEYS, { businessId, keys })
}

/** Returns the roles that every new member gets, and those that the creator of an organization also gets. */
export async function listAutomaticRoles(db: Db, businessId: string): Promise<readonly Role[]> {
  const rows = await roles(db, businessId)
    .where(({ eb, or }) => or([eb('is_default', '=', true), eb('is_assigned_to_creator', '=', true)]))
    .orderBy('id')
    .execute()
  return rows.map(roleOf)
}

/** Locks a role, so that the caller's checks still hold when it writes. */
export async function lockRole(db: Db, { businessId, roleId }: RoleKey): Promise<Role | undefined> {
  const row = await roles(db, businessId).where('id', '=', roleId).forUpdate().executeTakeFirst()
  return row && roleOf(row)
}

/** @throws {Conflict} `ROLE_KEY_TAKEN` */
export async function insertRole(db: Db, businessId: string, role: Role & { readonly createdAt: Date }): Promise<void> {
  try {
    await db
      .insertInto('roles')
      .values({ business_id: businessId, id: role.id, created_at: role.createdAt, ...columnsOf(role) })
      .execute()
  } catch (error) {
    throw takenOr(error)
  }
}

/** @throws {Conflict} `ROLE_KEY_TAKEN` */
export async function writeRole(db: Db, businessId: string, role: Role): Promise<void> {
  try {
    await db
      .updateTable('roles')
      .set(columnsOf(role))
      .where('business_id', '=', businessId)
      .where('id', '=', role.id)
      .execute()
  } catch (error) {
    throw takenOr(error)
  }
}

function columnsOf({ key, name, description, ...role }: Role) {
  return {
    key,
    name,
    description,
    is_default: role.isDefault,
    is_assigned_to_creator: role.isAssignedToCreator,
    assignment_permission_id: role.assignmentPermissionId ?? null,
  }
}

function takenOr(error: unknown): unknown {
  if (!isUniqueViolation(error, 'roles_by_key')) return error
  return new Conflict('ROLE_KEY_TAKEN', 'Another role has this key.', { cause: error })
}

/**
 * Marks a role as deleted: no read finds it from then on, and its key and the permission that guarded it are free
 * again.
 */
export async function markRoleDeleted(db: Db, { businessId, roleId }: RoleKey, now: Date): Promise<void> {
  await db
    .updateTable('roles')
    .set({ deleted_at: now, assignment_permission_id: null })
    .where('business_id', '=', businessId)
    .where('id', '=', roleId)
    .execute()
}

/** Removes a marked role for good, with its permissions and holders, by foreign key. */
export async function removeRole(db: Db, { businessId, roleId }: RoleKey): Promise<void> {
  await db
    .deleteFrom('roles')
    .where('business_id', '=', businessId)
    .where('id', '=', roleId)
    .where('deleted_at', 'is not', null)
    .execute()
}

/** Adds permissions to a role; returns those that it did not give before. */
export async function addRolePermissions(
  db: Db,
  { businessId, roleId }: RoleKey,
  ids: readonly string[],
  now: Date,
): Promise<readonly string[]> {
  if (ids.length === 0) return []
  const rows = await db
    .insertInto('role_permissions')
    .values(ids.map((id) => ({ business_id: businessId, role_id: roleId, permission_id: id, created_at: now })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('permission_id')
    .execute()
  return rows.map((row) => row.permission_id)
}

/** Removes permissions from a role; returns those that it gave before. */
export async function removeRolePermissions(
  db: Db,
  { businessId, roleId }: RoleKey,
  ids: readonly string[],
): Promise<readonly string[]> {
  if (ids.length === 0) return []
  const rows = await db
    .deleteFrom('role_permissions')
    .where('business_id', '=', businessId)
    .where('role_id', '=', roleId)
    .where('permission_id', 'in', ids)
    .returning('permission_id')
    .execute()
  return rows.map((row) => row.permission_id)
}

/** Removes the scopes of one environment's APIs from a role. */
export async function removeScopesOfRole(db: Db, roleId: string): Promise<void> {
  await db
    .deleteFrom('role_api_scopes')
    .where('environment_id', '=', db.environmentId)
    .where('role_id', '=', roleId)
    .execute()
}

export async function listSystemPermissionKeys(db: Db, { businessId, roleId }: RoleKey): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('role_system_permissions')
    .select('key')
    .where('business_id', '=', businessId)
    .where('role_id', '=', roleId)
    .execute()
  return rows.map((row) => row.key)
}

/** Adds system permissions to a role; returns those that it did not give before. */
export async function addSystemPermissions(
  db: Db,
  { businessId, roleId }: RoleKey,
  keys: readonly string[],
  now: Date,
): Promise<readonly string[]> {
  if (keys.length === 0) return []
  const rows = await db
    .insertInto('role_system_permissions')
    .values(keys.map((key) => ({ business_id: businessId, role_id: roleId, key, created_at: now })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .execute()
  return rows.map((row) => row.key)
}

/** Removes system permissions from a role; returns those that it gave before. */
export async function removeSystemPermissions(
  db: Db,
  { businessId, roleId }: RoleKey,
  keys: readonly string[],
): Promise<readonly string[]> {
  if (keys.length === 0) return []
  const rows = await db
    .deleteFrom('role_system_permissions')
    .where('business_id', '=', businessId)
    .where('role_id', '=', roleId)
    .where('key', 'in', keys)
    .returning('key')
    .execute()
  return rows.map((row) => row.key)
}

/** Returns whether the scope is new to the role. */
export async function insertRoleScope(
  db: Db,
  { businessId, roleId }: RoleKey,
  scope: { readonly apiId: string; readonly scopeId: string; readonly now: Date },
): Promise<boolean> {
  const row = await db
    .insertInto('role_api_scopes')
    .values({
      environment_id: db.environmentId,
      role_id: roleId,
      resource_server_id: scope.apiId,
      scope_id: scope.scopeId,
      business_id: businessId,
      created_at: scope.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('scope_id')
    .executeTakeFirst()
  return row !== undefined
}

/** Returns whether the role gave the scope. */
export async function deleteRoleScope(
  db: Db,
  { roleId }: RoleKey,
  { scopeId }: { readonly scopeId: string },
): Promise<boolean> {
  const row = await db
    .deleteFrom('role_api_scopes')
    .where('environment_id', '=', db.environmentId)
    .where('role_id', '=', roleId)
    .where('scope_id', '=', scopeId)
    .returning('scope_id')
    .executeTakeFirst()
  return row !== undefined
}
