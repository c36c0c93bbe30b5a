import { sql, type Db } from '#platform/db'
import type { OrganizationProfile } from './organization.ts'

/** Ids of the roles that new members of an organization get instead of those of the business. */
export async function listDefaultRoles(db: Db, organizationId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('organization_default_roles as chosen')
    .innerJoin('roles', (join) =>
      join.onRef('roles.business_id', '=', 'chosen.business_id').onRef('roles.id', '=', 'chosen.role_id'),
    )
    .select('chosen.role_id')
    .where('chosen.environment_id', '=', db.environmentId)
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
  page: { readonly order: 'asc' | 'desc'; readonly after: OrganizationPlace | undefined; readonly limit: number },
): Promise<readonly ListedOrganization[]> {
  const name = sql`name collate "C"`
  const { order, after, limit } = page
  const beyond = sql.raw(order === 'asc' ? '>' : '<')
  const rows = await listed(db)
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(${name}, id) ${beyond} (${after?.name ?? ''}, ${after?.id ?? null}::uuid)`),
    )
    .orderBy(name, order)
    .orderBy('id', order)
    .limit(limit)
    .execute()
  return rows.map(listedOf)
}

function listed(db: Db) {
  return db
    .selectFrom('organizations')
    .select(['id', 'code', 'name', 'is_default', 'handle', 'external_id', 'is_auto_membership_enabled'])
    .where('environment_id', '=', db.environmentId)
}

type ListedRow = Awaited<ReturnType<ReturnType<typeof listed>['execute']>>[number]

function listedOf(row: ListedRow): ListedOrganization {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    isDefault: row.is_default,
    handle: row.handle ?? undefined,
    externalId: row.external_id ?? undefined,
    isAutoMembershipEnabled: row.is_auto_membership_enabled,
  }
}

export interface FoundOrganization extends ListedOrganization {
  readonly isSuspended: boolean
}

/** The organizations to find; an absent field asks for nothing. */
export interface OrganizationFilter {
  /** A part of the name, or the whole code, handle or external id. */
  readonly text?: string | undefined
  readonly isOpen?: boolean | undefined
  readonly isSuspended?: boolean | undefined
}

/** Returns a page of the organizations that match, in the order of their names. */
export async function searchOrganizations(
  db: Db,
  page: OrganizationFilter & { readonly after: OrganizationPlace | undefined; readonly limit: number },
): Promise<readonly FoundOrganization[]> {
  const { text, isOpen, isSuspended, after, limit } = page
  const name = sql`name collate "C"`
  const rows = await listed(db)
    .select('suspended_at')
    .$if(text !== undefined, (query) =>
      query.where(
        sql<boolean>`(strpos(lower(name), lower(${text})) > 0 or code = ${text} or handle = lower(${text})
          or external_id = ${text})`,
      ),
    )
    // As they are written here, the partial indexes serve them.
    .$if(isOpen === true, (query) => query.where(sql<boolean>`is_auto_membership_enabled`))
    .$if(isOpen === false, (query) => query.where(sql<boolean>`not is_auto_membership_enabled`))
    .$if(isSuspended === true, (query) => query.where('suspended_at', 'is not', null))
    .$if(isSuspended === false, (query) => query.where('suspended_at', 'is', null))
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(${name}, id) > (${after?.name ?? ''}, ${after?.id ?? null}::uuid)`),
    )
    .orderBy(name)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...listedOf(row), isSuspended: row.suspended_at !== null }))
}

/** More members than these are not counted one by one. */
export const MEMBERS_COUNTED = 1_000

/** Returns the number of members of each of these organizations, one above `MEMBERS_COUNTED` at most. */
export async function countMembersOf(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: string; count: number }>`
    select o.id, (select count(*)::int from (
      select from memberships m where m.environment_id = ${db.environmentId} and m.organization_id = o.id
      limit ${MEMBERS_COUNTED + 1}) found) as count
    from unnest(${[...ids]}::uuid[]) as o (id)`.execute(db)
  return new Map(rows.map(({ id, count }) => [id, count]))
}

/** Machines that speak for an organization, by name. */
export async function listApplicationsOfOrganization(
  db: Db,
  { organizationId, limit }: { readonly organizationId: string; readonly limit: number },
): Promise<readonly { readonly id: string; readonly name: string; readonly type: string }[]> {
  return db
    .selectFrom('applications')
    .select(['id', 'name', 'type'])
    .where('environment_id', '=', db.environmentId)
    .where('organization_id', '=', organizationId)
    .orderBy(sql`name collate "C"`)
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** Returns whether an organization of the business has this handle, in any environment. */
export async function isHandleTaken(db: Db, businessId: string, handle: string): Promise<boolean> {
  const row = await db
    .selectFrom('organization_handles')
    .select('handle')
    .where('business_id', '=', businessId)
    .where('handle', '=', handle)
    .executeTakeFirst()
  return row !== undefined
}
