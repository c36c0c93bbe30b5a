import { sql, type Db } from '#platform/db'

/** More than these are not counted one by one, so that an organization of a million is as quick as one of ten. */
export const FIGURES_MOST = 10_000

/** The numbers of an organization; each at most one above `FIGURES_MOST`. */
export interface OrganizationFigures {
  readonly members: number
  /** Members whose only organization it is. */
  readonly onlyHere: number
  /** Sign-ins of its members that still hold. */
  readonly signIns: number
  readonly applications: number
  readonly flags: number
  readonly properties: number
}

export async function readFigures(db: Db, organizationId: string): Promise<OrganizationFigures> {
  const { environmentId } = db
  const most = FIGURES_MOST + 1
  const here = sql`environment_id = ${environmentId} and organization_id = ${organizationId}`
  const { rows } = await sql<OrganizationFigures>`
    select
      (select count(*)::int from (select from memberships where ${here} limit ${most}) found) as members,
      (select count(*)::int from (
        select from (select user_id from memberships where ${here} limit ${most}) m
        where not exists (select from memberships other where other.environment_id = ${environmentId}
          and other.user_id = m.user_id and other.organization_id <> ${organizationId})) found) as "onlyHere",
      (select count(*)::int from (
        select from grants where ${here} and revoked_at is null limit ${most}) found) as "signIns",
      (select count(*)::int from (select from applications where ${here} limit ${most}) found) as applications,
      (select count(*)::int from organization_feature_flags where ${here}) as flags,
      (select count(*)::int from organization_properties where ${here}) as properties`.execute(db)
  return rows[0] ?? { members: 0, onlyHere: 0, signIns: 0, applications: 0, flags: 0, properties: 0 }
}
