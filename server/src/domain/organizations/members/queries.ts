import { sql, type Db } from '#platform/db'

/** Members of one organization. */
export interface MembersKey {
  readonly environmentId: string
  readonly organizationId: string
}

// The name as the API shows it. lower() of a C database knows ASCII alone, which orders well enough.
const SORT_NAME = sql<string>`left(lower(concat_ws(' ', nullif(u.given_name, ''), nullif(u.family_name, ''))), 200)`

/** Makes users members; returns those who were none before. */
export async function insertMembers(
  db: Db,
  { environmentId, organizationId }: MembersKey,
  { userIds, now }: { readonly userIds: readonly string[]; readonly now: Date },
): Promise<readonly string[]> {
  const { rows } = await sql<{ user_id: string }>`
    insert into memberships (environment_id, organization_id, user_id, created_at, sort_name, sort_email)
    select u.environment_id, ${organizationId}::uuid, u.id, ${now}::timestamptz, ${SORT_NAME}, coalesce(e.normalized, '')
    from users u
    left join identities e on e.environment_id = u.environment_id and e.user_id = u.id and e.kind = 'email' and e.is_primary
    where u.environment_id = ${environmentId} and u.id = any(${[...userIds]}::uuid[])
    on conflict do nothing
    returning user_id`.execute(db)
  return rows.map((row) => row.user_id)
}

/** Lists of members are in the order of name and address: to be called whenever one of these changed. */
export async function refreshMemberOrder(db: Db, environmentId: string, userId: string): Promise<void> {
  await sql`
    update memberships m set sort_name = fresh.sort_name, sort_email = fresh.sort_email
    from (
      select ${SORT_NAME} as sort_name, coalesce(e.normalized, '') as sort_email
      from users u
      left join identities e on e.environment_id = u.environment_id and e.user_id = u.id and e.kind = 'email' and e.is_primary
      where u.environment_id = ${environmentId} and u.id = ${userId}) fresh
    where m.environment_id = ${environmentId} and m.user_id = ${userId}
      and (m.sort_name, m.sort_email) is distinct from (fresh.sort_name, fresh.sort_email)`.execute(db)
}

/** Gives new members the roles that their organization, or else the business, has for them (O2-24, U2-4). */
export async function insertDefaultRoles(
  db: Db,
  { environmentId, organizationId }: MembersKey,
  { userIds, now }: { readonly userIds: readonly string[]; readonly now: Date },
): Promise<void> {
  await sql`
    insert into membership_roles (environment_id, organization_id, user_id, role_id, business_id, created_at)
    select ${environmentId}::uuid, ${organizationId}::uuid, member, r.id, r.business_id, ${now}::timestamptz
    from unnest(${[...userIds]}::uuid[]) as member cross join roles r
    where r.business_id = current_setting('gatehouse.business_id')::uuid and r.deleted_at is null
      and case when exists (select from organization_default_roles d
          where d.environment_id = ${environmentId} and d.organization_id = ${organizationId})
        then exists (select from organization_default_roles d where d.environment_id = ${environmentId}
          and d.organization_id = ${organizationId} and d.role_id = r.id)
        else r.is_default end
    on conflict do nothing`.execute(db)
}

/** Gives who made an organization the roles that the business has for creators (O2-12). */
export async function insertCreatorRoles(
  db: Db,
  { environmentId, organizationId }: MembersKey,
  { userId, now }: { readonly userId: string; readonly now: Date },
): Promise<void> {
  await sql`
    insert into membership_roles (environment_id, organization_id, user_id, role_id, business_id, created_at)
    select ${environmentId}::uuid, ${organizationId}::uuid, ${userId}::uuid, r.id, r.business_id, ${now}::timestamptz
    from roles r
    where r.business_id = current_setting('gatehouse.business_id')::uuid and r.deleted_at is null
      and r.is_assigned_to_creator
    on conflict do nothing`.execute(db)
}

/** Ends memberships with their roles, permissions and scopes; returns who was a member. */
export async function removeMembers(
  db: Db,
  { environmentId, organizationId }: MembersKey,
  userIds: readonly string[],
): Promise<readonly string[]> {
  const rows = await db
    .deleteFrom('memberships')
    .where('environment_id', '=', environmentId)
    .where('organization_id', '=', organizationId)
    .where(sql<boolean>`user_id = any(${[...userIds]}::uuid[])`)
    .returning('user_id')
    .execute()
  return rows.map((row) => row.user_id)
}

/** One member and one role or permission that is theirs. */
export interface Assignment {
  readonly userId: string
  readonly id: string
}

export interface Assigning {
  readonly businessId: string
  readonly assignments: readonly Assignment[]
  readonly now: Date
}

/** Returns which of these they did not have before. */
export async function insertMemberRoles(
  db: Db,
  { environmentId, organizationId }: MembersKey,
  { businessId, assignments, now }: Assigning,
): Promise<readonly Assignment[]> {
  const { rows } = await sql<Assignment>`
    insert into membership_roles (environment_id, organization_id, user_id, role_id, business_id, created_at)
    select ${environmentId}::uuid, ${organizationId}::uuid, member, id, ${businessId}::uuid, ${now}::timestamptz
    from unnest(${assignments.map((one) => one.userId)}::uuid[], ${assignments.map((one) => one.id)}::uuid[]) as a (member, id)
    on conflict do nothing
    returning user_id as "userId", role_id as id`.execute(db)
  return rows
}

/** Returns which of these they did not have before. */
export async function insertMemberPermissions(
  db: Db,
  { environmentId, organizationId }: MembersKey,
  { businessId, assignments, now }: Assigning,
): Promise<readonly Assignment[]> {
  const { rows } = await sql<Assignment>`
    insert into membership_permissions (environment_id, organization_id, user_id, permission_id, business_id, created_at)
    select ${environmentId}::uuid, ${organizationId}::uuid, member, id, ${businessId}::uuid, ${now}::timestamptz
    from unnest(${assignments.map((one) => one.userId)}::uuid[], ${assignments.map((one) => one.id)}::uuid[]) as a (member, id)
    on conflict do nothing
    returning user_id as "userId", permission_id as id`.execute(db)
  return rows
}

/** Takes from each of these members every role but those assigned. */
export async function removeOtherRoles(
  db: Db,
  { environmentId, organizationId }: MembersKey,
  { userIds, kept }: { readonly userIds: readonly string[]; readonly kept: readonly Assignment[] },
): Promise<readonly string[]> {
  const { rows } = await sql<{ user_id: string }>`
    delete from membership_roles h
    where h.environment_id = ${environmentId} and h.organization_id = ${organizationId}
      and h.user_id = any(${[...userIds]}::uuid[])
      and not exists (select from unnest(${kept.map((one) => one.userId)}::uuid[], ${kept.map((one) => one.id)}::uuid[])
        as k (member, id) where k.member = h.user_id and k.id = h.role_id)
    returning h.user_id`.execute(db)
  return rows.map((row) => row.user_id)
}

/** Takes from each of these members every direct permission but those assigned. */
export async function removeOtherPermissions(
  db: Db,
  { environmentId, organizationId }: MembersKey,
  { userIds, kept }: { readonly userIds: readonly string[]; readonly kept: readonly Assignment[] },
): Promise<readonly string[]> {
  const { rows } = await sql<{ user_id: string }>`
    delete from membership_permissions h
    where h.environment_id = ${environmentId} and h.organization_id = ${organizationId}
      and h.user_id = any(${[...userIds]}::uuid[])
      and not exists (select from unnest(${kept.map((one) => one.userId)}::uuid[], ${kept.map((one) => one.id)}::uuid[])
        as k (member, id) where k.member = h.user_id and k.id = h.permission_id)
    returning h.user_id`.execute(db)
  return rows.map((row) => row.user_id)
}

/** True when the member had it. */
export async function removeMemberRole(
  db: Db,
  { environmentId, organizationId }: MembersKey,
  { userId, id }: Assignment,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('membership_roles')
    .where('environment_id', '=', environmentId)
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .where('role_id', '=', id)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** True when the member had it directly. */
export async function removeMemberPermission(
  db: Db,
  { environmentId, organizationId }: MembersKey,
  { userId, id }: Assignment,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('membership_permissions')
    .where('environment_id', '=', environmentId)
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .where('permission_id', '=', id)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

interface ScopeAssignment {
  readonly userId: string
  readonly apiId: string
  readonly scopeId: string
}

/** True when the member did not have it before. */
export async function insertMemberScope(
  db: Db,
  { environmentId, organizationId }: MembersKey,
  { userId, apiId, scopeId, now }: ScopeAssignment & { readonly now: Date },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('membership_api_scopes')
    .values({
      environment_id: environmentId,
      organization_id: organizationId,
      user_id: userId,
      resource_server_id: apiId,
      scope_id: scopeId,
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** True when the member had it. */
export async function removeMemberScope(
  db: Db,
  { environmentId, organizationId }: MembersKey,
  { userId, apiId, scopeId }: ScopeAssignment,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('membership_api_scopes')
    .where('environment_id', '=', environmentId)
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .where('resource_server_id', '=', apiId)
    .where('scope_id', '=', scopeId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/**
 * That a member signed in; false when they are none any more. Whoever ends the membership waits for the caller's
 * transaction, so that what hangs on it by then ends with it (AS-30).
 */
export async function touchMembership(
  db: Db,
  { environmentId, organizationId }: MembersKey,
  { userId, now }: { readonly userId: string; readonly now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('memberships')
    .set({ last_signed_in_at: now })
    .where('environment_id', '=', environmentId)
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
