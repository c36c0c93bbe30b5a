import { z } from 'zod'
import type { Services } from '#platform/context'
import type { Db } from '#platform/db'
import type { JobHandler } from '#platform/jobs'
import { inEachEnvironment } from '#domain/environments'
import { listRolesGiving, MARK_PERMISSION_HOLDERS, REMOVE_PERMISSION, removePermission } from '#domain/permissions'
import { markClaimsChangedOf } from '#domain/users'
import { MARK_ROLE_HOLDERS, REMOVE_ROLE, removeRole, removeScopesOfRole } from '#domain/roles'
import { takePermissionFromSome, takeRoleFromSome } from './holders/queries.ts'
import { BATCH, markClaimsOfHolders } from './holders/mark-claims-of-holders.ts'

type Dependencies = Pick<Services, 'database' | 'clock'>

const OfRole = z.object({ businessId: z.uuid(), roleId: z.uuid() })
const OfPermission = z.object({ businessId: z.uuid(), permissionId: z.uuid() })

/** Jobs that follow a change of a role or a permission, in every environment of the business. */
export function roleJobs(services: Dependencies): Readonly<Record<string, JobHandler>> {
  return {
    [REMOVE_ROLE]: (payload) => takeRoleAway(services, OfRole.parse(payload)),
    [MARK_ROLE_HOLDERS]: (payload) => markRole(services, OfRole.parse(payload)),
    [REMOVE_PERMISSION]: (payload) => takePermissionAway(services, OfPermission.parse(payload)),
    [MARK_PERMISSION_HOLDERS]: (payload) => markPermission(services, OfPermission.parse(payload)),
  }
}

async function takeRoleAway(services: Dependencies, { businessId, roleId }: z.output<typeof OfRole>): Promise<void> {
  await inEachEnvironment(services, businessId, async (db) => {
    const take = (transaction: Db) => takeRoleFromSome(transaction, { roleId }, BATCH)
    await takeFromAll(services, { db, take })
    await removeScopesOfRole(db, roleId)
  })
  // This runs when the role has no holder in any environment. The row belongs to the business, so the first environment
  // removes it.
  await inEachEnvironment(services, businessId, (db) => removeRole(db, { businessId, roleId }))
}

async function takePermissionAway(
  services: Dependencies,
  { businessId, permissionId }: z.output<typeof OfPermission>,
): Promise<void> {
  await markPermission(services, { businessId, permissionId })
  await inEachEnvironment(services, businessId, async (db) => {
    const take = (transaction: Db) => takePermissionFromSome(transaction, { permissionId }, BATCH)
    await takeFromAll(services, { db, take })
  })
  await inEachEnvironment(services, businessId, (db) => removePermission(db, businessId, permissionId))
}

interface HolderRemoval {
  readonly db: Db
  /** Takes it from some holders, and returns their ids. */
  readonly take: (transaction: Db) => Promise<readonly string[]>
}

async function takeFromAll({ clock }: Dependencies, { db, take }: HolderRemoval): Promise<void> {
  let taken: readonly string[]
  do {
    taken = await db.transaction().execute(async (transaction) => {
      const users = await take(transaction)
      await markClaimsChangedOf(transaction, users, clock())
      return users
    })
  } while (taken.length === BATCH)
}

async function markRole(services: Dependencies, { businessId, roleId }: z.output<typeof OfRole>): Promise<void> {
  await inEachEnvironment(services, businessId, (db) =>
    markClaimsOfHolders(db, { what: 'role', id: roleId }, services.clock),
  )
}

async function markPermission(
  { database, clock }: Dependencies,
  { businessId, permissionId }: z.output<typeof OfPermission>,
): Promise<void> {
  await inEachEnvironment({ database }, businessId, async (db) => {
    await markClaimsOfHolders(db, { what: 'permission', id: permissionId }, clock)
    for (const id of await listRolesGiving(db, businessId, permissionId)) {
      await markClaimsOfHolders(db, { what: 'role', id }, clock)
    }
  })
}
