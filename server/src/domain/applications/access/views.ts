import type { Db } from '#platform/db'

/** A role as it is listed. */
export interface AccessRole {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly description: string
}

interface ApplicationIds {
  readonly businessId: string
  readonly applicationId: string
}

interface PageRange {
  readonly after?: string | undefined
  readonly before?: string | undefined
  readonly limit: number
}

/** Roles that may sign in, in the order they were made: backwards where the part ends before one. Deleted ones aside. */
export async function listAccessRoles(
  db: Db,
  { businessId, applicationId }: ApplicationIds,
  { after, before, limit }: PageRange,
): Promise<readonly AccessRole[]> {
  return db
    .selectFrom('application_access_roles as allowed')
    .innerJoin('roles', (join) =>
      join.onRef('roles.business_id', '=', 'allowed.business_id').onRef('roles.id', '=', 'allowed.role_id'),
    )
    .select(['roles.id', 'roles.key', 'roles.name', 'roles.description'])
    .where('allowed.environment_id', '=', db.environmentId)
    .where('allowed.application_id', '=', applicationId)
    .where('roles.business_id', '=', businessId)
    .where('roles.deleted_at', 'is', null)
    .$if(after !== undefined, (query) => query.where('allowed.role_id', '>', after ?? ''))
    .$if(before !== undefined, (query) => query.where('allowed.role_id', '<', before ?? ''))
    .orderBy('allowed.role_id', before === undefined ? 'asc' : 'desc')
    .limit(limit)
    .execute()
}
