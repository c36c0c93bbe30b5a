import { sql, type Db } from '#platform/db'
import type { TeamPlace } from './open-team.ts'
import { isTeamRole, type TeamRole } from './roles.ts'

export interface TeamMember {
  readonly userId: string
  readonly givenName: string | undefined
  readonly familyName: string | undefined
  readonly email: string | undefined
  readonly picture: string | undefined
  readonly isSuspended: boolean
  readonly role: TeamRole
  /** Reaches every business, whatever the role here says. */
  readonly isInstallationOwner: boolean
  readonly lastSignedInAt: Date | undefined
}

interface Row {
  readonly id: string
  readonly given_name: string | null
  readonly family_name: string | null
  readonly picture: string | null
  readonly is_suspended: boolean
  readonly last_signed_in_at: Date | null
  readonly email: string | null
  readonly role: string | null
  readonly is_installation_owner: boolean
}

interface TeamSelection {
  readonly userId?: string
  readonly after?: string | undefined
  readonly limit: number
}

/** Members in the order of their ids. Owners of the installation are among them, with or without a role of their own. */
export async function listMembers(
  { db, businessId }: TeamPlace,
  { userId, after, limit }: TeamSelection,
): Promise<readonly TeamMember[]> {
  const { rows } = await sql<Row>`
    select u.id, u.given_name, u.family_name, u.picture, u.is_suspended, u.last_signed_in_at, i.value as email, m.role,
      a.user_id is not null as is_installation_owner
    from users u
    left join team_members m
      on m.environment_id = u.environment_id and m.user_id = u.id and m.managed_business = ${businessId}
    left join administrators a on a.environment_id = u.environment_id and a.user_id = u.id and a.role = 'owner'
    left join identities i
      on i.environment_id = u.environment_id and i.user_id = u.id and i.kind = 'email' and i.is_primary
    where u.environment_id = ${db.environmentId} and (m.user_id is not null or a.user_id is not null)
      and (${userId ?? null}::uuid is null or u.id = ${userId ?? null}::uuid)
      and (${after ?? null}::uuid is null or u.id > ${after ?? null}::uuid)
    order by u.id limit ${limit}`.execute(db)
  return rows.map(memberOf)
}

function memberOf(row: Row): TeamMember {
  return {
    userId: row.id,
    givenName: row.given_name ?? undefined,
    familyName: row.family_name ?? undefined,
    email: row.email ?? undefined,
    picture: row.picture ?? undefined,
    isSuspended: row.is_suspended,
    role: row.role !== null && isTeamRole(row.role) ? row.role : 'owner',
    isInstallationOwner: row.is_installation_owner,
    lastSignedInAt: row.last_signed_in_at ?? undefined,
  }
}

/** Returns the verified primary addresses of a business's owners and of the installation's, of those who can sign in. */
export async function listBusinessOwnerAddresses(db: Db, businessId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ value: string }>`
    select i.value from users u
    join identities i on i.environment_id = u.environment_id and i.user_id = u.id
      and i.kind = 'email' and i.is_primary and i.verified_at is not null
    where u.environment_id = ${db.environmentId} and not u.is_suspended and (
      exists (select from administrators a
        where a.environment_id = u.environment_id and a.user_id = u.id and a.role = 'owner')
      or exists (select from team_members m where m.environment_id = u.environment_id and m.user_id = u.id
        and m.managed_business = ${businessId} and m.role = 'owner'))
    order by i.value`.execute(db)
  return rows.map(({ value }) => value)
}

/**
 * Returns the verified primary addresses of everybody who can sign in and works on a business or administers the
 * installation: owners first, then in the order in which they came.
 */
export async function listTeamAddresses(db: Db, businessId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ value: string }>`
    select i.value from users u
    join identities i on i.environment_id = u.environment_id and i.user_id = u.id
      and i.kind = 'email' and i.is_primary and i.verified_at is not null
    left join administrators a on a.environment_id = u.environment_id and a.user_id = u.id
    left join team_members m
      on m.environment_id = u.environment_id and m.user_id = u.id and m.managed_business = ${businessId}
    where u.environment_id = ${db.environmentId} and not u.is_suspended and (a.user_id is not null or m.user_id is not null)
    order by coalesce(a.role = 'owner', false) or coalesce(m.role = 'owner', false) desc,
      least(a.created_at, m.created_at), i.value`.execute(db)
  return rows.map(({ value }) => value)
}

/** Returns whether somebody is an owner of the installation at this moment. */
export async function isInstallationOwner({ db }: TeamPlace, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('administrators')
    .select('user_id')
    .where('environment_id', '=', db.environmentId)
    .where('user_id', '=', userId)
    .where('role', '=', 'owner')
    .executeTakeFirst()
  return row !== undefined
}

/** Returns whether an address, normalized, is that of somebody who works on this business already. */
export async function isMemberAddress(place: TeamPlace, normalized: string): Promise<boolean> {
  const { db, businessId } = place
  const { rows } = await sql`select from identities i
    join team_members m on m.environment_id = i.environment_id and m.user_id = i.user_id
    where i.environment_id = ${db.environmentId} and i.kind = 'email' and i.normalized = ${normalized}
      and m.managed_business = ${businessId} limit 1`.execute(db)
  return rows.length > 0
}

/** Returns whether more than one person works on this business, owners of the installation included. */
export async function hasTeamMates({ db, businessId }: TeamPlace): Promise<boolean> {
  const { rows } = await sql`
    select user_id from team_members where environment_id = ${db.environmentId} and managed_business = ${businessId}
    union
    select user_id from administrators where environment_id = ${db.environmentId} and role = 'owner'
    limit 2`.execute(db)
  return rows.length > 1
}
