import type { Db } from '#platform/db'
import { countMatching, findUsersByWord, type Criterion, type MemberFilter } from './member-list-views.ts'
import type { MembersKey } from './queries.ts'
import { listPermissionsByKeys, listRolesByKeys, listRolesGiving } from './views.ts'

/** The members to list: those who have all of these roles and permissions. */
export interface MemberQuestion {
  readonly roleKeys: readonly string[]
  readonly permissionKeys: readonly string[]
  /** Beginnings of words of the name, of an address, a number or a username. */
  readonly prefixes: readonly string[]
}

/**
 * The largest number of matches that are looked up and sorted. In an organization of a million, filling a page by
 * walking the list past the members who do not match is as fast from there on: either costs some thousand look-ups at
 * most.
 */
const FEW = 5_000

/** Returns the way to find them, or undefined where a key does not exist, so that no member can match. */
export async function memberFilterFor(
  db: Db,
  key: MembersKey & { readonly businessId: string },
  { roleKeys, permissionKeys, prefixes }: MemberQuestion,
): Promise<MemberFilter | undefined> {
  const named = { prefixes, userIds: await usersNamed(db, prefixes) }
  if (roleKeys.length + permissionKeys.length === 0) return { criteria: [], leading: undefined, ...named }
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
  return { criteria, leading: least > FEW ? undefined : criteria[counts.indexOf(least)], ...named }
}

/** Returns the few users whom the longest of these beginnings, as a rule the rarest, leaves; undefined where it leaves many. */
async function usersNamed(db: Db, prefixes: readonly string[]): Promise<readonly string[] | undefined> {
  const [longest] = prefixes.toSorted((a, b) => b.length - a.length)
  return longest === undefined ? undefined : findUsersByWord(db, { prefix: longest, most: FEW })
}
