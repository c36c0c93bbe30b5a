import { sql, type Db } from '#platform/db'
import type { OrganizationProfile } from './organization.ts'

/** Ids of the roles that new members of an organization get instead of those of the business. */
export async function listDefaultRoles(
  db: Db,
  environmentId: string,
  organizationId: string,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('organization_default_roles as chosen')
    .innerJoin('roles', (join) =>
      join.onRef('roles.business_id', '=', 'chosen.business_id').onRef('roles.id', '=', 'chosen.role_id'),
    )
    .select('chosen.role_id')
    .where('chosen.environment_id', '=', environmentId)
    .where('chosen.organization_id', '=', organizationId)
    .where('roles.deleted_at', 'is', null)
    .orderBy('chosen.role_id')
    .execute()
  return rows.map((row) => row.role_id)
}

/** Where a page of organizations begins, in the order of their names. */
export interface OrganizationPlace {
  readonly name: string
  readonly id: string
}

export type ListedOrganization = Pick<
  OrganizationProfile,
  'id' | 'code' | 'name' | 'isDefault' | 'handle' | 'externalId' | 'isAutoMembershipEnabled'
>

export async function listOrganizations(
  db: Db,
  environmentId: string,
  page: { readonly order: 'asc' | 'desc'; readonly after: OrganizationPlace | undefined; readonly limit: number },
): Promise<readonly ListedOrganization[]> {
  const name = sql`name collate "C"`
  const { order, after, limit } = page
  const beyond = sql.raw(order === 'asc' ? '>' : '<')
  const rows = await db
    .selectFrom('organizations')
    .select(['id', 'code', 'name', 'is_default', 'handle', 'external_id', 'is_auto_membership_enabled'])
    .where('environment_id', '=', environmentId)
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(${name}, id) ${beyond} (${after?.name ?? ''}, ${after?.id ?? null}::uuid)`),
    )
    .orderBy(name, order)
    .orderBy('id', order)
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    isDefault: row.is_default,
    handle: row.handle ?? undefined,
    externalId: row.external_id ?? undefined,
    isAutoMembershipEnabled: row.is_auto_membership_enabled,
  }))
}
