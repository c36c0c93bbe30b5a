import type { Context } from '#platform/context'
import type { Db } from '#platform/db'
import type { Author } from '#platform/outbox'
import { lockRole, type RoleKey } from './queries.ts'
import { noSuchRole, type Role } from './role.ts'

export type RoleContext = Pick<Context, 'db' | 'clock' | 'environment'>

export interface RoleTarget {
  readonly roleId: string
  readonly author: Author
}

/** A role that nobody else changes meanwhile, and the transaction it is changed in. */
export interface LockedRole {
  readonly db: Db
  readonly role: Role
  readonly key: RoleKey
  readonly now: Date
}

/**
 * Does what changes a role in a transaction, one after the other.
 *
 * @throws {NotFound} `ROLE_NOT_FOUND`
 */
export async function changeRole<T>(
  ctx: RoleContext,
  roleId: string,
  work: (locked: LockedRole) => Promise<T>,
): Promise<T> {
  const key = { businessId: ctx.environment.businessId, roleId }
  const now = ctx.clock()
  return ctx.db.transaction().execute(async (db) => {
    const role = await lockRole(db, key)
    if (!role) throw noSuchRole()
    return work({ db, role, key, now })
  })
}
