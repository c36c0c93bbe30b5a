import type { ListPage } from '#platform/db'
import { digestOf } from '#platform/crypto'
import { NotFound } from '#platform/errors'

/** A permission of this product itself: an action that a member may take in the self-serve portal. */
export interface SystemPermission {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly description: string
}

// The published keys of the two authentication permissions are spelt the other way round; programs use them so.
const CATALOGUE = [
  ['org:read:profile', 'Read organization details', 'See name and details of the organization'],
  ['org:write:profile', 'Change organization details', 'Change name and details of the organization'],
  ['org:read:billing', 'Read billing details', 'View plan and payment details'],
  ['org:write:billing', 'Change billing details', 'Change plan and payment details'],
  ['org:read:members', 'Read members', 'See who is a member, and with which roles'],
  ['org:write:members', 'Manage members', 'Invite and remove members, and give them roles'],
  ['read:org:authentication', 'Read authentication', 'See API keys and how members sign in'],
  ['write:org:authentication', 'Manage authentication', 'Manage API keys and how members sign in'],
] as const

/** All system permissions. An id is derived from the key, so it is the same in every installation. */
export const SYSTEM_PERMISSIONS: readonly SystemPermission[] = CATALOGUE.map(([key, name, description]) => ({
  id: `perm_${digestOf(key).toString('hex').slice(0, 32)}`,
  key,
  name,
  description,
}))

/** @throws {NotFound} `SYSTEM_PERMISSION_NOT_FOUND` */
export function systemPermissionFromId(id: string): SystemPermission {
  const found = SYSTEM_PERMISSIONS.find((one) => one.id === id)
  if (!found) throw new NotFound('SYSTEM_PERMISSION_NOT_FOUND', 'No such system permission.')
  return found
}

/** Returns the requested page of them. */
export function pageOfSystemPermissions(
  all: readonly SystemPermission[],
  { by, direction, after, limit }: ListPage<'name' | 'id'>,
): readonly SystemPermission[] {
  const sign = direction === 'asc' ? 1 : -1
  const ordered = all.toSorted((a, b) => (a[by] < b[by] ? -sign : sign))
  const start = after === undefined ? 0 : ordered.findIndex((one) => one.id === after.id) + 1
  return ordered.slice(start, start + limit)
}
