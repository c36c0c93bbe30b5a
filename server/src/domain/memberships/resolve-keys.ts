import type { Db } from '#platform/db'
import { NotFound } from '#platform/errors'
import { holdPermissionsByKeys } from '#domain/permissions'
import { holdRolesByKeys } from '#domain/roles'
import type { Assignment } from './queries.ts'
import type { NamedAssignment } from './views.ts'

/** The roles and permissions that a request gives to a user, by keys; absent where the request names none. */
export interface KeyedAssignments {
  readonly userId: string
  readonly roles?: readonly string[] | undefined
  readonly permissions?: readonly string[] | undefined
}

/** Returns the users to make members; those without named roles get the roles of new members. */
export function newMembersOf(users: readonly KeyedAssignments[]) {
  return {
    userIds: users.map(({ userId }) => userId),
    withDefaultRoles: users.filter(({ roles }) => roles === undefined).map(({ userId }) => userId),
  }
}

/** The same roles and permissions by ids. */
export interface ResolvedAssignments {
  readonly roles: readonly Assignment[]
  readonly permissions: readonly Assignment[]
}

/**
 * Looks up the keys and keeps the rows from being deleted until the transaction ends.
 * @throws {NotFound} `ROLE_NOT_FOUND`, `PERMISSION_NOT_FOUND`
 */
export async function resolveKeys(
  db: Db,
  businessId: string,
  users: readonly KeyedAssignments[],
): Promise<ResolvedAssignments> {
  const roleKeys = [...new Set(users.flatMap((user) => user.roles ?? []))]
  const permissionKeys = [...new Set(users.flatMap((user) => user.permissions ?? []))]
  const roles = await holdRolesByKeys(db, businessId, roleKeys)
  if (roles.length < roleKeys.length) throw new NotFound('ROLE_NOT_FOUND', 'One of the roles does not exist.')
  const permissions = await holdPermissionsByKeys(db, businessId, permissionKeys)
  if (permissions.length < permissionKeys.length) {
    throw new NotFound('PERMISSION_NOT_FOUND', 'One of the permissions does not exist.')
  }
  return {
    roles: users.flatMap((user) => assigned(user.userId, user.roles, roles)),
    permissions: users.flatMap((user) => assigned(user.userId, user.permissions, permissions)),
  }
}

function assigned(
  userId: string,
  keys: readonly string[] | undefined,
  known: readonly Pick<NamedAssignment, 'id' | 'key'>[],
): Assignment[] {
  return known.filter(({ key }) => keys?.includes(key)).map(({ id }) => ({ userId, id }))
}
