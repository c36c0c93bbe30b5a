import type { Db } from '#platform/db'

/** What a flow must know of the account behind an address. */
export interface Account {
  readonly userId: string
  readonly email: string
  readonly normalized: string
  readonly isEmailVerified: boolean
  readonly isSuspended: boolean
  readonly isPasswordResetRequested: boolean
  readonly passwordHash: string | undefined
  readonly isPasswordTemporary: boolean
}

function accounts(db: Db, environmentId: string) {
  return db
    .selectFrom('identities')
    .innerJoin('users', (join) =>
      join.onRef('users.environment_id', '=', 'identities.environment_id').onRef('users.id', '=', 'identities.user_id'),
    )
    .leftJoin('password_credentials as password', (join) =>
      join
        .onRef('password.environment_id', '=', 'identities.environment_id')
        .onRef('password.user_id', '=', 'identities.user_id'),
    )
    .select(['users.id', 'identities.value', 'identities.normalized', 'identities.verified_at', 'users.is_suspended'])
    .select(['users.is_password_reset_requested', 'password.hash', 'password.is_temporary'])
    .where('identities.environment_id', '=', environmentId)
    .where('identities.kind', '=', 'email')
}

type AccountRow = NonNullable<Awaited<ReturnType<ReturnType<typeof accounts>['executeTakeFirst']>>>

function accountOf(row: AccountRow | undefined): Account | undefined {
  return (
    row && {
      userId: row.id,
      email: row.value,
      normalized: row.normalized,
      isEmailVerified: row.verified_at !== null,
      isSuspended: row.is_suspended,
      isPasswordResetRequested: row.is_password_reset_requested,
      passwordHash: row.hash ?? undefined,
      isPasswordTemporary: row.is_temporary ?? false,
    }
  )
}

export async function findAccountByEmail(
  db: Db,
  environmentId: string,
  normalized: string,
): Promise<Account | undefined> {
  return accountOf(await accounts(db, environmentId).where('identities.normalized', '=', normalized).executeTakeFirst())
}

/** By the primary address. */
export async function findAccountById(db: Db, environmentId: string, userId: string): Promise<Account | undefined> {
  return accountOf(
    await accounts(db, environmentId)
      .where('identities.user_id', '=', userId)
      .orderBy('identities.is_primary', 'desc')
      .executeTakeFirst(),
  )
}
