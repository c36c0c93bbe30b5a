import { sql, type Db } from '#platform/db'
import type { TeamPlace } from './open-team.ts'
import { isTeamRole, type TeamRole } from './roles.ts'

export interface Membership {
  readonly businessId: string
  readonly role: TeamRole
}

export interface MemberKey {
  readonly businessId: string
  readonly userId: string
}

function roleIn(text: string): TeamRole {
  return isTeamRole(text) ? text : 'read_only'
}

/** Returns the role of one administrator in one business; undefined without one. */
export async function findTeamRole(db: Db, { businessId, userId }: MemberKey): Promise<TeamRole | undefined> {
  const row = await db
    .selectFrom('team_members')
    .select('role')
    .where('environment_id', '=', db.environmentId)
    .where('managed_business', '=', businessId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return row && roleIn(row.role)
}

/** Returns every business that an administrator works on. */
export async function findMemberships(db: Db, userId: string): Promise<readonly Membership[]> {
  const rows = await db
    .selectFrom('team_members')
    .select(['managed_business', 'role'])
    .where('environment_id', '=', db.environmentId)
    .where('user_id', '=', userId)
    .execute()
  return rows.map((row) => ({ businessId: row.managed_business, role: roleIn(row.role) }))
}

/** Lets changes of one team wait for each other, so that what was checked still holds when it is written. */
export async function lockTeam({ db, businessId }: TeamPlace): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`team ${businessId}`}, 0))`.execute(db)
}

/** Adds a member, or gives an existing one this role. */
export async function insertMember(
  { db, businessId }: TeamPlace,
  { userId, role, now }: { readonly userId: string; readonly role: TeamRole; readonly now: Date },
): Promise<void> {
  await db
    .insertInto('team_members')
    .values({ environment_id: db.environmentId, managed_business: businessId, user_id: userId, role, created_at: now })
    .onConflict((conflict) => conflict.columns(['environment_id', 'managed_business', 'user_id']).doUpdateSet({ role }))
    .execute()
}

/** Removes the whole team of a business. */
export async function removeMembers({ db, businessId }: TeamPlace): Promise<void> {
  await db
    .deleteFrom('team_members')
    .where('environment_id', '=', db.environmentId)
    .where('managed_business', '=', businessId)
    .execute()
}

export async function removeMember({ db, businessId }: TeamPlace, userId: string): Promise<void> {
  await db
    .deleteFrom('team_members')
    .where('environment_id', '=', db.environmentId)
    .where('managed_business', '=', businessId)
    .where('user_id', '=', userId)
    .execute()
}

/** Returns whether the business has an owner besides this one, who can sign in. Needs `lockTeam`. */
export async function hasOtherOwner({ db, businessId }: TeamPlace, userId: string): Promise<boolean> {
  const { rows } = await sql`select from team_members m
    join users u on u.environment_id = m.environment_id and u.id = m.user_id and not u.is_suspended
    where m.environment_id = ${db.environmentId} and m.managed_business = ${businessId} and m.role = 'owner'
      and m.user_id <> ${userId} limit 1`.execute(db)
  return rows.length > 0
}
