import type { Db } from '#platform/db'
import { NotFound } from '#platform/errors'
import { holdPermissions } from '#domain/permissions'
import { holdRoles } from '#domain/roles'
import type { Assignment } from './queries.ts'
import { listPermissionsByKeys, listRolesByKeys, type Named } from './views.ts'

/** What a request gives to a user, by keys; absent: nothing is said of it. */
export interface Keyed {
  readonly userId: string
  readonly roles?: readonly string[] | undefined
  readonly permissions?: readonly string[] | undefined
}

/** The same by ids. */
export interface Resolved {
  readonly roles: readonly Assignment[]
  readonly permissions: readonly Assignment[]
}

/** Until the transaction ends nobody deletes them. @throws {NotFound} `ROLE_NOT_FOUND`, `PERMISSION_NOT_FOUND` */
export async function resolveKeys(db: Db, businessId: string, users: readonly Keyed[]): Promise<Resolved> {
  const roleKeys = [...new Set(users.flatMap((user) => user.roles ?? []))]
  const permissionKeys = [...new Set(users.flatMap((user) => user.permissions ?? []))]
  const roles = await holdRoles(db, businessId, idsOf(await listRolesByKeys(db, businessId, roleKeys)))
  if (roles.length < roleKeys.length) throw new NotFound('ROLE_NOT_FOUND', 'One of the roles does not exist.')
  const found = await listPermissionsByKeys(db, businessId, permissionKeys)
  const permissions = await holdPermissions(db, businessId, idsOf(found))
  if (permissions.length < permissionKeys.length) {
    throw new NotFound('PERMISSION_NOT_FOUND', 'One of the permissions does not exist.')
  }
  return {
    roles: users.flatMap((user) => assigned(user.userId, user.roles, roles)),
    permissions: users.flatMap((user) => assigned(user.userId, user.permissions, permissions)),
  }
}

function idsOf(all: readonly Named[]): readonly string[] {
  return all.map(({ id }) => id)
}

function assigned(
  userId: string,
  keys: readonly string[] | undefined,
  known: readonly Pick<Named, 'id' | 'key'>[],
): Assignment[] {
  return known.filter(({ key }) => keys?.includes(key)).map(({ id }) => ({ userId, id }))
}
