import { sql, type Db } from '#platform/db'

/** Whether an organization asks for a factor without a list of factors of its own. */
export async function hasInheritor(db: Db): Promise<boolean> {
  const row = await db
    .selectFrom('organizations')
    .select('id')
    .where('environment_id', '=', db.environmentId)
    .where('is_advanced', '=', true)
    .where(sql<boolean>`settings->>'mfaPolicy' in ('optional', 'required') and not settings ? 'mfaFactors'`)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** How many people have a factor of each kind. */
export interface EnrolledPeople {
  readonly authenticator: number
  readonly email: number
  readonly sms: number
  /** People with any of them. */
  readonly any: number
}

/** Counts the people of an environment, or the members of an organization, who have second factors. */
export async function countEnrolled(
  db: Db,
  { organizationId }: { readonly organizationId?: string } = {},
): Promise<EnrolledPeople> {
  const of = (kind: string) => sql`count(*) filter (where f.kind = ${kind})::integer`
  const member = sql`and exists (select 1 from memberships m where m.environment_id = f.environment_id
    and m.organization_id = ${organizationId ?? null}::uuid and m.user_id = f.user_id)`
  const { rows } = await sql<EnrolledPeople>`
    select ${of('authenticator')} as authenticator, ${of('email')} as email, ${of('sms')} as sms,
      count(distinct f.user_id)::integer as "any"
    from factors f
    where f.environment_id = ${db.environmentId} ${organizationId === undefined ? sql`` : member}`.execute(db)
  return rows[0] ?? { authenticator: 0, email: 0, sms: 0, any: 0 }
}
