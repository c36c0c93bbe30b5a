import { z } from 'zod'
import { sql, type Db } from '#platform/db'
import { eventsOf } from '#platform/outbox'
import type { CredentialIdentity, CredentialKind } from '#domain/identities'
import type { SearchableUser } from './search-words.ts'

/** An identity of an account, and whether its owner has proven it. */
export interface AccountIdentity extends CredentialIdentity {
  readonly isVerified: boolean
}

/** The facts about an account that a flow needs. */
export interface Account {
  readonly userId: string
  /** The identity by which the account was found. */
  readonly identity: AccountIdentity
  /** Everything by which the user signs in without a provider. */
  readonly identities: readonly AccountIdentity[]
  /** The address that codes by mail go to: the one by which the account was found, else the verified primary one. */
  readonly email: AccountIdentity | undefined
  /** The number that codes by SMS go to, chosen like the address. */
  readonly phone: AccountIdentity | undefined
  readonly isSuspended: boolean
  readonly isPasswordResetRequested: boolean
  /** Changes with each password that is set. */
  readonly passwordId: string | undefined
  readonly passwordHash: string | undefined
  readonly isPasswordTemporary: boolean
}

const CREDENTIAL_KINDS = ['email', 'username', 'phone'] as const satisfies readonly CredentialKind[]

const StoredIdentity = z.object({
  kind: z.enum(CREDENTIAL_KINDS),
  typed: z.string(),
  normalized: z.string(),
  isVerified: z.boolean(),
})
const StoredIdentities = z.array(StoredIdentity)

/** Finds the account whose user has the identity `found`, with the identities in the order in which they are chosen. */
function accounts(db: Db) {
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
    .select(['users.id', 'identities.kind', 'users.is_suspended', 'users.is_password_reset_requested'])
    .select(['password.hash', 'password.is_temporary', 'password.password_id'])
    .select(
      sql<unknown>`(select json_agg(json_build_object('kind', own.kind, 'typed', own.value,
          'normalized', own.normalized, 'isVerified', own.verified_at is not null)
          order by own.id = identities.id desc, own.verified_at is not null desc, own.is_primary desc, own.created_at, own.id)
        from identities own where own.environment_id = identities.environment_id and own.user_id = identities.user_id
          and own.kind in ('email', 'username', 'phone'))`.as('own'),
    )
    .where('identities.environment_id', '=', db.environmentId)
}

type AccountRow = NonNullable<Awaited<ReturnType<ReturnType<typeof accounts>['executeTakeFirst']>>>

function accountOf(row: AccountRow | undefined): Account | undefined {
  const own = row && StoredIdentities.parse(row.own)
  const [identity] = own ?? []
  if (!row || !own || !identity) return undefined
  return {
    userId: row.id,
    identity,
    identities: own,
    email: own.find(({ kind }) => kind === 'email'),
    phone: own.find(({ kind }) => kind === 'phone'),
    isSuspended: row.is_suspended,
    isPasswordResetRequested: row.is_password_reset_requested,
    passwordId: row.password_id ?? undefined,
    passwordHash: row.hash ?? undefined,
    isPasswordTemporary: row.is_temporary ?? false,
  }
}

/** Finds the account of the user who has the identity. */
export async function findAccount(
  db: Db,
  { kind, normalized }: Pick<CredentialIdentity, 'kind' | 'normalized'>,
): Promise<Account | undefined> {
  const found = accounts(db)
    .where('identities.kind', '=', kind)
    .where('identities.normalized', '=', normalized)
    .where('identities.connection_id', 'is', null)
  return accountOf(await found.executeTakeFirst())
}

/** Finds the account of a user, by the primary address where there is one, else by username or number. */
export async function findAccountById(db: Db, userId: string): Promise<Account | undefined> {
  const found = accounts(db)
    .where('identities.user_id', '=', userId)
    .where('identities.kind', 'in', CREDENTIAL_KINDS)
    .orderBy(sql`array_position(array['email', 'username', 'phone'], identities.kind)`)
    .orderBy('identities.is_primary', 'desc')
  return accountOf(await found.executeTakeFirst())
}

/** Records an event for each user, with the user as events show it. */
export const EVENTS_OF_USERS = eventsOf({
  parameters: { usersEnvironment: 'uuid', userIds: 'uuid[]', subjects: 'text[]' },
  sql: ($) => `
  select l.at, l.subject, jsonb_build_object('user', jsonb_build_object('id', l.subject,
    'first_name', u.given_name, 'last_name', u.family_name, 'is_suspended', u.is_suspended,
    'is_password_reset_requested', u.is_password_reset_requested,
    'email', i.email, 'phone', i.phone, 'username', i.username,
    'organizations', coalesce((
      select jsonb_agg(jsonb_build_object('code', o.code,
        'roles', (select jsonb_agg(jsonb_build_object('id', r.id, 'key', r.key) order by r.key)
          from membership_roles g join roles r on r.business_id = g.business_id and r.id = g.role_id
          where g.environment_id = m.environment_id and g.organization_id = m.organization_id
            and g.user_id = m.user_id and r.deleted_at is null),
        'permissions', (select jsonb_agg(jsonb_build_object('id', p.id, 'key', p.key) order by p.key)
          from membership_permissions g join permissions p on p.business_id = g.business_id and p.id = g.permission_id
          where g.environment_id = m.environment_id and g.organization_id = m.organization_id
            and g.user_id = m.user_id and p.deleted_at is null)) order by m.created_at, o.code)
      from memberships m join organizations o on o.environment_id = m.environment_id and o.id = m.organization_id
      where m.environment_id = u.environment_id and m.user_id = u.id), '[]'))) as payload
  from unnest(${$.userIds}::uuid[], ${$.subjects}::text[]) with ordinality as l (user_id, subject, at)
  join users u on u.environment_id = ${$.usersEnvironment} and u.id = l.user_id
  cross join lateral (
    select max(value) filter (where kind = 'email') as email, max(value) filter (where kind = 'phone') as phone,
      max(value) filter (where kind = 'username') as username
    from identities where environment_id = ${$.usersEnvironment} and user_id = l.user_id and is_primary) i
  order by l.at`,
})

export async function findSearchable(db: Db, userId: string): Promise<SearchableUser | undefined> {
  const user = await db
    .selectFrom('users')
    .select(['given_name as givenName', 'family_name as familyName'])
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', userId)
    .executeTakeFirst()
  const identities = await db
    .selectFrom('identities')
    .select(['kind', 'normalized', 'email'])
    .where('environment_id', '=', db.environmentId)
    .where('user_id', '=', userId)
    .execute()
  const awaited = await db
    .selectFrom('awaited_identities')
    .select(['kind', 'normalized', 'email'])
    .where('environment_id', '=', db.environmentId)
    .where('user_id', '=', userId)
    .execute()
  return user && { ...user, identities: [...identities, ...awaited] }
}

/** Returns the words that others know of a user: names and identities. */
export async function findOwnWords(
  db: Db,
  userId: string,
): Promise<{ givenName: string | undefined; familyName: string | undefined; identities: readonly string[] }> {
  const found = await findSearchable(db, userId)
  return {
    givenName: found?.givenName ?? undefined,
    familyName: found?.familyName ?? undefined,
    identities: (found?.identities ?? []).flatMap(({ normalized, email }) =>
      email ? [normalized, email] : [normalized],
    ),
  }
}

/** Returns the addresses of a user, normalised. */
export async function listAddresses(db: Db, userId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('identities')
    .select('normalized')
    .where('environment_id', '=', db.environmentId)
    .where('user_id', '=', userId)
    .where('kind', '=', 'email')
    .execute()
  return rows.map((row) => row.normalized)
}

export async function hasVerifiedEmail(db: Db, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('identities')
    .select('id')
    .where('environment_id', '=', db.environmentId)
    .where('user_id', '=', userId)
    .where('kind', '=', 'email')
    .where('verified_at', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Returns whether no other owner can sign in. Locks the owners until the transaction ends: when two go at the same
 * moment, the second is seen as the last. A second statement reads their state after the lock, since the statement that
 * waited would still see the state at its own start.
 */
export async function isLastOwner(db: Db, userId: string): Promise<boolean> {
  const held = await db
    .selectFrom('administrators')
    .select('user_id')
    .where('environment_id', '=', db.environmentId)
    .where('role', '=', 'owner')
    .orderBy('user_id')
    .forNoKeyUpdate()
    .execute()
  if (!held.some((owner) => owner.user_id === userId)) return false
  const other = await db
    .selectFrom('administrators')
    .innerJoin('users', (join) =>
      join
        .onRef('users.environment_id', '=', 'administrators.environment_id')
        .onRef('users.id', '=', 'administrators.user_id'),
    )
    .select('administrators.user_id')
    .where('administrators.environment_id', '=', db.environmentId)
    .where('administrators.role', '=', 'owner')
    .where('administrators.user_id', '<>', userId)
    .where('users.is_suspended', '=', false)
    // A user who was deleted with the profile kept, or has no identity left, cannot sign in.
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('identities')
          .select('identities.id')
          .whereRef('identities.environment_id', '=', 'users.environment_id')
          .whereRef('identities.user_id', '=', 'users.id'),
      ),
    )
    .limit(1)
    .executeTakeFirst()
  return other === undefined
}
