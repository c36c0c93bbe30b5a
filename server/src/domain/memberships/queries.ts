import { rowOf, run, sql, statement, type Arguments, type Db, type Placeholders } from '#platform/db'
import { isOrganizationCode, type Organization } from '#domain/organizations'

/** Members of one organization. */
export interface MembersKey {
  readonly organizationId: string
}

// The name as the API shows it. lower() of a C database knows ASCII alone, which orders well enough.
const SORT_NAME = `left(lower(concat_ws(' ', nullif(u.given_name, ''), nullif(u.family_name, ''))), 200)`

const INSERT_MEMBERS = statement({
  row: rowOf<{ user_id: string }>(),
  plan: 'generic',
  parameters: {
    environment: 'uuid',
    organizationId: 'uuid',
    userIds: 'uuid[]',
    withDefaultRoles: 'uuid[]',
    now: 'timestamptz',
  },
  sql: ($) => `
  with added as (
    insert into memberships (environment_id, organization_id, user_id, created_at, sort_name, sort_email)
    select u.environment_id, ${$.organizationId}::uuid, u.id, ${$.now}::timestamptz, ${SORT_NAME}, coalesce(e.normalized, '')
    from users u
    left join identities e on e.environment_id = u.environment_id and e.user_id = u.id and e.kind = 'email' and e.is_primary
    where u.environment_id = ${$.environment} and u.id = any(${$.userIds}::uuid[])
    on conflict do nothing
    returning user_id),
  given as (
    insert into membership_roles (environment_id, organization_id, user_id, role_id, business_id, created_at)
    select ${$.environment}::uuid, ${$.organizationId}::uuid, added.user_id, r.id, r.business_id, ${$.now}::timestamptz
    from added cross join roles r
    where added.user_id = any(${$.withDefaultRoles}::uuid[])
      and r.business_id = current_setting('gatehouse.business_id')::uuid and r.deleted_at is null
      and case when exists (select from organization_default_roles d
          where d.environment_id = ${$.environment} and d.organization_id = ${$.organizationId})
        then exists (select from organization_default_roles d where d.environment_id = ${$.environment}
          and d.organization_id = ${$.organizationId} and d.role_id = r.id)
        else r.is_default end
    on conflict do nothing)
  select user_id from added`,
})

interface NewMembers {
  readonly userIds: readonly string[]
  /** The users among them who get the default roles of their organization, or else of the business (O2-24, U2-4). */
  readonly withDefaultRoles: readonly string[]
  readonly now: Date
}

/** Makes users members; returns those who were not members before. */
export async function insertMembers(
  db: Db,
  { organizationId }: MembersKey,
  { userIds, withDefaultRoles, now }: NewMembers,
): Promise<readonly string[]> {
  const rows = await run(db, INSERT_MEMBERS, { organizationId, userIds, withDefaultRoles, now })
  return rows.map((row) => row.user_id)
}

/**
 * Recomputes the place of a user in lists of members, which are sorted by name and address. Call it whenever one of
 * these changes.
 */
export async function refreshMemberOrder(db: Db, userId: string): Promise<void> {
  await sql`
    update memberships m set sort_name = fresh.sort_name, sort_email = fresh.sort_email
    from (
      select ${sql.raw(SORT_NAME)} as sort_name, coalesce(e.normalized, '') as sort_email
      from users u
      left join identities e on e.environment_id = u.environment_id and e.user_id = u.id and e.kind = 'email' and e.is_primary
      where u.environment_id = ${db.environmentId} and u.id = ${userId}) fresh
    where m.environment_id = ${db.environmentId} and m.user_id = ${userId}
      and (m.sort_name, m.sort_email) is distinct from (fresh.sort_name, fresh.sort_email)`.execute(db)
}

/** Gives the creator of an organization the roles that the business has for creators (O2-12). */
export async function insertCreatorRoles(
  db: Db,
  { organizationId }: MembersKey,
  { userId, now }: { readonly userId: string; readonly now: Date },
): Promise<void> {
  await sql`
    insert into membership_roles (environment_id, organization_id, user_id, role_id, business_id, created_at)
    select ${db.environmentId}::uuid, ${organizationId}::uuid, ${userId}::uuid, r.id, r.business_id, ${now}::timestamptz
    from roles r
    where r.business_id = current_setting('gatehouse.business_id')::uuid and r.deleted_at is null
      and r.is_assigned_to_creator
    on conflict do nothing`.execute(db)
}

interface HeldTarget extends Omit<Organization, 'handle'> {
  readonly handle: string | null
  readonly usersFound: number
}

const HOLD_TARGET = statement({
  row: rowOf<HeldTarget>(),
  plan: 'generic',
  parameters: { environment: 'uuid', code: 'text', userIds: 'uuid[]' },
  sql: ($) => `
  with held as materialized (
    select id, code, name, handle, is_default from organizations
    where environment_id = ${$.environment} and code = ${$.code} for key share),
  locked as materialized (
    select id from users where environment_id = ${$.environment} and id = any(${$.userIds}::uuid[]) and exists (select from held)
    order by id for no key update)
  select held.id, held.code, held.name, held.handle, held.is_default as "isDefault",
    (select count(*)::int from locked) as "usersFound" from held`,
})

/**
 * Keeps an organization from being deleted until this transaction ends, and then, if it exists, locks the users in the
 * order of their ids.
 */
export async function holdTarget(
  db: Db,
  { code, userIds }: { readonly code: string; readonly userIds: readonly string[] },
): Promise<{ readonly organization: Organization; readonly usersFound: number } | undefined> {
  if (!isOrganizationCode(code)) return undefined
  const [row] = await run(db, HOLD_TARGET, { code, userIds })
  if (!row) return undefined
  const { usersFound, handle, ...organization } = row
  return { organization: { ...organization, handle: handle ?? undefined }, usersFound }
}

/** Ends memberships with their roles, permissions and scopes; returns the users who were members. */
export async function removeMembers(
  db: Db,
  { organizationId }: MembersKey,
  userIds: readonly string[],
): Promise<readonly string[]> {
  const rows = await db
    .deleteFrom('memberships')
    .where('environment_id', '=', db.environmentId)
    .where('organization_id', '=', organizationId)
    .where(sql<boolean>`user_id = any(${[...userIds]}::uuid[])`)
    .returning('user_id')
    .execute()
  return rows.map((row) => row.user_id)
}

/** A member and a role or permission of that member. */
export interface Assignment {
  readonly userId: string
  readonly id: string
}

export interface AssignmentWrite {
  readonly businessId: string
  readonly assignments: readonly Assignment[]
  readonly now: Date
}

const ASSIGNING = {
  environment: 'uuid',
  organizationId: 'uuid',
  members: 'uuid[]',
  ids: 'uuid[]',
  businessId: 'uuid',
  now: 'timestamptz',
} as const

const REPLACING = { ...ASSIGNING, userIds: 'uuid[]' } as const

type AssignmentKind = 'role' | 'permission'

const insertion = (what: AssignmentKind, $: Placeholders<typeof ASSIGNING>) => `
  insert into membership_${what}s (environment_id, organization_id, user_id, ${what}_id, business_id, created_at)
  select ${$.environment}::uuid, ${$.organizationId}::uuid, member, id, ${$.businessId}::uuid, ${$.now}::timestamptz
  from unnest(${$.members}::uuid[], ${$.ids}::uuid[]) as a (member, id)
  on conflict do nothing
  returning user_id as "userId"`

const inserting = (what: AssignmentKind) =>
  statement({
    row: rowOf<{ userId: string }>(),
    plan: 'generic',
    parameters: ASSIGNING,
    sql: ($) => insertion(what, $),
  })

const replacing = (what: AssignmentKind) =>
  statement({
    row: rowOf<{ userId: string; isTaken: boolean }>(),
    plan: 'generic',
    parameters: REPLACING,
    sql: ($) => `
  with taken as (
    delete from membership_${what}s h
    where h.environment_id = ${$.environment} and h.organization_id = ${$.organizationId} and h.user_id = any(${$.userIds}::uuid[])
      and not exists (select from unnest(${$.members}::uuid[], ${$.ids}::uuid[]) as k (member, id)
        where k.member = h.user_id and k.id = h.${what}_id)
    returning user_id),
  given as (${insertion(what, $)})
  select user_id as "userId", true as "isTaken" from taken union all select "userId", false from given`,
  })

const [INSERT_ROLES, INSERT_PERMISSIONS] = [inserting('role'), inserting('permission')]
const [REPLACE_ROLES, REPLACE_PERMISSIONS] = [replacing('role'), replacing('permission')]

function assigningOf(
  { organizationId }: MembersKey,
  { businessId, assignments, now }: AssignmentWrite,
): Arguments<typeof ASSIGNING> {
  const [members, ids] = [assignments.map(({ userId }) => userId), assignments.map(({ id }) => id)]
  return { organizationId, members, ids, businessId, now }
}

/** Returns the users who gained at least one of these roles. */
export async function insertMemberRoles(db: Db, key: MembersKey, given: AssignmentWrite): Promise<readonly string[]> {
  const rows = await run(db, INSERT_ROLES, assigningOf(key, given))
  return rows.map(({ userId }) => userId)
}

/** Returns the users who gained at least one of these permissions. */
export async function insertMemberPermissions(
  db: Db,
  key: MembersKey,
  given: AssignmentWrite,
): Promise<readonly string[]> {
  const rows = await run(db, INSERT_PERMISSIONS, assigningOf(key, given))
  return rows.map(({ userId }) => userId)
}

/** The users who lost or gained something, once for each loss or gain. */
export interface AssignmentDifference {
  readonly taken: readonly string[]
  readonly given: readonly string[]
}

type AssignmentReplacement = AssignmentWrite & { readonly userIds: readonly string[] }

/** Gives these members the assigned roles, and removes every other role of theirs. */
export async function replaceMemberRoles(
  db: Db,
  key: MembersKey,
  change: AssignmentReplacement,
): Promise<AssignmentDifference> {
  return replace(db, REPLACE_ROLES, { ...assigningOf(key, change), userIds: change.userIds })
}

/** Gives these members the assigned permissions, and removes every other direct permission of theirs. */
export async function replaceMemberPermissions(
  db: Db,
  key: MembersKey,
  change: AssignmentReplacement,
): Promise<AssignmentDifference> {
  return replace(db, REPLACE_PERMISSIONS, { ...assigningOf(key, change), userIds: change.userIds })
}

async function replace(
  db: Db,
  replacement: typeof REPLACE_ROLES,
  values: Arguments<typeof REPLACING>,
): Promise<AssignmentDifference> {
  const rows = await run(db, replacement, values)
  const usersOf = (isTaken: boolean) => rows.filter((row) => row.isTaken === isTaken).map(({ userId }) => userId)
  return { taken: usersOf(true), given: usersOf(false) }
}

/** Returns true when the member had it. */
export async function removeMemberRole(
  db: Db,
  { organizationId }: MembersKey,
  { userId, id }: Assignment,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('membership_roles')
    .where('environment_id', '=', db.environmentId)
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .where('role_id', '=', id)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** Returns true when the member had it directly. */
export async function removeMemberPermission(
  db: Db,
  { organizationId }: MembersKey,
  { userId, id }: Assignment,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('membership_permissions')
    .where('environment_id', '=', db.environmentId)
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

/** Returns true when the member did not have it before. */
export async function insertMemberScope(
  db: Db,
  { organizationId }: MembersKey,
  { userId, apiId, scopeId, now }: ScopeAssignment & { readonly now: Date },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('membership_api_scopes')
    .values({
      environment_id: db.environmentId,
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

/** Returns true when the member had it. */
export async function removeMemberScope(
  db: Db,
  { organizationId }: MembersKey,
  { userId, apiId, scopeId }: ScopeAssignment,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('membership_api_scopes')
    .where('environment_id', '=', db.environmentId)
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .where('resource_server_id', '=', apiId)
    .where('scope_id', '=', scopeId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/**
 * Records that a member signed in; false when the user is no longer a member. A change that ends the membership waits
 * for the caller's transaction, so that the grants written in it end with the membership (AS-30).
 */
export async function touchMembership(
  db: Db,
  { organizationId }: MembersKey,
  { userId, now }: { readonly userId: string; readonly now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('memberships')
    .set({ last_signed_in_at: now })
    .where('environment_id', '=', db.environmentId)
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
