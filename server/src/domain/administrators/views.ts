import type { Db } from '#platform/db'

/** A user of the environment that administrators sign in to. */
export interface Administrator {
  readonly userId: string
  readonly givenName: string | undefined
  readonly familyName: string | undefined
  readonly email: string | undefined
  readonly picture: string | undefined
  /** The role in the whole installation; undefined for members of teams of businesses only. */
  readonly installationRole: 'owner' | 'admin' | undefined
}

export async function findAdministrator(db: Db, userId: string): Promise<Administrator | undefined> {
  const row = await db
    .selectFrom('users')
    .leftJoin('identities', (join) =>
      join
        .onRef('identities.environment_id', '=', 'users.environment_id')
        .onRef('identities.user_id', '=', 'users.id')
        .on('identities.kind', '=', 'email')
        .on('identities.is_primary', '=', true),
    )
    .leftJoin('administrators', (join) =>
      join
        .onRef('administrators.environment_id', '=', 'users.environment_id')
        .onRef('administrators.user_id', '=', 'users.id'),
    )
    .select(['users.id', 'users.given_name', 'users.family_name', 'users.picture', 'identities.value'])
    .select('administrators.role')
    .where('users.environment_id', '=', db.environmentId)
    .where('users.id', '=', userId)
    .where('users.is_suspended', '=', false)
    .executeTakeFirst()
  return (
    row && {
      userId: row.id,
      givenName: row.given_name ?? undefined,
      familyName: row.family_name ?? undefined,
      email: row.value ?? undefined,
      picture: row.picture ?? undefined,
      installationRole: row.role === 'owner' || row.role === 'admin' ? row.role : undefined,
    }
  )
}

/** Returns the user of the control environment who has this address. */
export async function findAdministratorByAddress(db: Db, normalized: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('identities')
    .select('user_id')
    .where('environment_id', '=', db.environmentId)
    .where('kind', '=', 'email')
    .where('normalized', '=', normalized)
    .executeTakeFirst()
  return row?.user_id
}
