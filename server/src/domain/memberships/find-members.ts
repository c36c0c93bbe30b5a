import type { Db } from '#platform/db'
import { countMatching, type Criterion, type MemberFilter } from './member-list-views.ts'
import type { MembersKey } from './queries.ts'
import { listPermissionsByKeys, listRolesByKeys, listRolesGiving } from './views.ts'

/** Which members to list: those who have all of these. */
export interface MemberQuestion {
  readonly roleKeys: readonly string[]
  readonly permissionKeys: readonly string[]
}

/**
 * So many are looked up and sorted as fast as a page is filled by walking the list past those who do not match, in an
 * organization of a million: either costs some thousand lookups at most.
 */
const FEW = 5_000

/** How to find them; undefined where a key is nobody's, so that nobody can match. */
export async function memberFilterFor(
  db: Db,
  key: MembersKey & { readonly businessId: string },
  { roleKeys, permissionKeys }: MemberQuestion,
): Promise<MemberFilter | undefined> {
  if (roleKeys.length + permissionKeys.length === 0) return { criteria: [], leading: undefined }
  const roles = await listRolesByKeys(db, key.businessId, roleKeys)
  const permissions = await listPermissionsByKeys(db, key.businessId, permissionKeys)
  if (roles.length + permissions.length < roleKeys.length + permissionKeys.length) return undefined
  const giving = await listRolesGiving(
    db,
    key.businessId,
    permissions.map(({ id }) => id),
  )
  const criteria: readonly Criterion[] = [
    ...roles.map(({ id }) => ({ roleIds: [id], permissionId: undefined })),
    ...permissions.map(({ id }) => ({
      roleIds: giving.filter(({ permissionId }) => permissionId === id).map(({ roleId }) => roleId),
      permissionId: id,
    })),
  ]
  const counts = await Promise.all(criteria.map((one) => countMatching(db, key, { criterion: one, most: FEW + 1 })))
  const least = Math.min(...counts)
  return { criteria, leading: least > FEW ? undefined : criteria[counts.indexOf(least)] }
}
