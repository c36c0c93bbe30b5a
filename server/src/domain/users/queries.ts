import { isUniqueViolation, rowOf, run, runLater, sql, statement, type Db } from '#platform/db'
import { Conflict } from '#platform/errors'
import type { ProfileChange } from './user.ts'

interface UserRow extends ProfileChange {
  readonly id: string
  readonly createdAt: Date
}

/** @throws {Conflict} `PROVIDED_ID_TAKEN` */
export async function insertUser(db: Db, user: UserRow): Promise<void> {
  await refusingTaken(() =>
    db
      .insertInto('users')
      .values({
        environment_id: db.environmentId,
        id: user.id,
        given_name: user.givenName ?? null,
        family_name: user.familyName ?? null,
        picture: user.picture ?? null,
        provided_id: user.providedId ?? null,
        profile_updated_at: user.createdAt,
        claims_changed_at: user.createdAt,
        created_at: user.createdAt,
      })
      .execute(),
  )
}

interface BulkUser {
  readonly id: string
  readonly providedId: string | undefined
  readonly givenName: string | undefined
  readonly familyName: string | undefined
  readonly picture: string | undefined
  readonly isSuspended: boolean
  readonly words: readonly string[]
}

/** Inserts many users, with their search words. A violation of `users_by_provided_id` is raised as it is. */
export async function insertUsers(db: Db, users: readonly BulkUser[], now: Date): Promise<void> {
  const rows = JSON.stringify(users.map(({ words: _words, ...user }) => user))
  await sql`
    insert into users (environment_id, id, given_name, family_name, picture, provided_id, is_suspended,
      profile_updated_at, claims_changed_at, created_at)
    select ${db.environmentId}::uuid, id, "givenName", "familyName", picture, "providedId", "isSuspended",
      ${now}::timestamptz, ${now}::timestamptz, ${now}::timestamptz
    from json_to_recordset(${rows}::json) as r(id uuid, "givenName" text, "familyName" text, picture text,
      "providedId" text, "isSuspended" boolean)`.execute(db)
  const owners = users.flatMap(({ id, words }) => words.map(() => id))
  await sql`
    insert into user_search_words (environment_id, user_id, word)
    select ${db.environmentId}::uuid, owner, word
    from unnest(${owners}::uuid[], ${users.flatMap(({ words }) => words)}::text[]) as w (owner, word)`.execute(db)
}

async function refusingTaken(write: () => Promise<unknown>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (!isUniqueViolation(error, 'users_by_provided_id')) throw error
    throw new Conflict('PROVIDED_ID_TAKEN', 'Another user has this provided_id.', { cause: error })
  }
}

export interface UserChange extends ProfileChange {
  readonly isSuspended?: boolean | undefined
  readonly isPasswordResetRequested?: boolean | undefined
}

/**
 * Changes a user; an absent field keeps its value.
 * @throws {Conflict} `PROVIDED_ID_TAKEN`
 */
export async function writeUser(
  db: Db,
  { userId, now }: { readonly userId: string; readonly now: Date },
  change: UserChange,
): Promise<void> {
  const { givenName, familyName, picture, providedId, isSuspended, isPasswordResetRequested } = change
  const isProfileChanged = [givenName, familyName, picture].some((value) => value !== undefined)
  await refusingTaken(() =>
    db
      .updateTable('users')
      .set({
        ...(givenName === undefined ? {} : { given_name: givenName }),
        ...(familyName === undefined ? {} : { family_name: familyName }),
        ...(picture === undefined ? {} : { picture }),
        ...(providedId === undefined ? {} : { provided_id: providedId }),
        ...(isSuspended === undefined ? {} : { is_suspended: isSuspended }),
        ...(isPasswordResetRequested === undefined ? {} : { is_password_reset_requested: isPasswordResetRequested }),
        ...(isProfileChanged ? { profile_updated_at: now } : {}),
        claims_changed_at: later(now),
      })
      .where('environment_id', '=', db.environmentId)
      .where('id', '=', userId)
      .execute(),
  )
}

/** Deletes a user, and by foreign key everything that belongs to them. */
export async function removeUser(db: Db, userId: string): Promise<void> {
  await db.deleteFrom('users').where('environment_id', '=', db.environmentId).where('id', '=', userId).execute()
}

/** Replaces the words by which the user is found. */
export async function writeSearchWords(
  db: Db,
  { userId, words }: { readonly userId: string; readonly words: readonly string[] },
): Promise<void> {
  await sql`
    delete from user_search_words
    where environment_id = ${db.environmentId} and user_id = ${userId} and word <> all(${words}::text[])`.execute(db)
  await sql`
    insert into user_search_words (environment_id, user_id, word)
    select ${db.environmentId}, ${userId}, word from unnest(${words}::text[]) as word
    on conflict do nothing`.execute(db)
}

/** Counts a sign-in. `failed_sign_ins` counts the failures since the last success. */
export async function countSignIn(db: Db, userId: string, now: Date): Promise<void> {
  await db
    .updateTable('users')
    .set({ total_sign_ins: sql<number>`total_sign_ins + 1`, failed_sign_ins: 0, last_signed_in_at: now })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', userId)
    .execute()
}

/** The id of no user: an unknown address costs the same query, so that it takes the same time (ATO-10). */
const NOBODY = '00000000-0000-0000-0000-000000000000'

/**
 * Counts a failure of a user, or of none. The commit does not wait for the disk, since one of no user has nothing to
 * wait for: a crash may lose the count without harm.
 */
export async function countFailedSignIn(db: Db, userId: string | undefined): Promise<void> {
  await db
    .updateTable('users')
    .set((expression) => ({ failed_sign_ins: expression('failed_sign_ins', '+', 1) }))
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', userId ?? NOBODY)
    .where(sql<boolean>`set_config('synchronous_commit', 'off', true) = 'off'`)
    .execute()
}

/**
 * Makes the next refresh return new claims although the old access token has not expired (P3-8). Each change has a time
 * of its own: a token is returned again while its claims were read at that time. Returns false when there is no such
 * user.
 */
export async function markClaimsChanged(db: Db, userId: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('users')
    .set({ claims_changed_at: later(now) })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', userId)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

function later(now: Date) {
  return sql<Date>`greatest(${now}, claims_changed_at + interval '1 millisecond')`
}

const MARK_CLAIMS_CHANGED = statement({
  plan: 'generic',
  parameters: { environment: 'uuid', userIds: 'uuid[]', now: 'timestamptz' },
  sql: ($) => `
  update users set claims_changed_at = greatest(${$.now}::timestamptz, claims_changed_at + interval '1 millisecond')
  where environment_id = ${$.environment} and id = any(${$.userIds}::uuid[])`,
})

/** As above, for many users at once. */
export async function markClaimsChangedOf(db: Db, userIds: readonly string[], now: Date): Promise<void> {
  if (userIds.length === 0) return
  await runLater(db, MARK_CLAIMS_CHANGED, { userIds: [...new Set(userIds)].sort(), now })
}

const LOCK_USERS = statement({
  row: rowOf<{ id: string }>(),
  plan: 'generic',
  parameters: { environment: 'uuid', userIds: 'uuid[]' },
  sql: ($) => `
  select id from users where environment_id = ${$.environment} and id = any(${$.userIds}::uuid[]) order by id for no key update`,
})

/** Locks the rows of users until the transaction ends, in the order of their ids; returns those that exist. */
export async function lockUsers(db: Db, userIds: readonly string[]): Promise<readonly string[]> {
  const rows = await run(db, LOCK_USERS, { userIds })
  return rows.map(({ id }) => id)
}

export async function clearResetRequest(db: Db, userId: string): Promise<void> {
  await db
    .updateTable('users')
    .set({ is_password_reset_requested: false })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', userId)
    .where('is_password_reset_requested', '=', true)
    .execute()
}

/** Records an id as spent, so that it never identifies another thing. */
export async function recordTombstone(
  db: Db,
  { id, kind, now }: { readonly id: string; readonly kind: 'user' | 'application'; readonly now: Date },
): Promise<void> {
  await db.insertInto('tombstones').values({ environment_id: db.environmentId, id, kind, deleted_at: now }).execute()
}

const FIND_SPENT = statement({
  row: rowOf<{ id: string }>(),
  plan: 'generic',
  batch: 'reads',
  parameters: { environment: 'uuid', ids: 'uuid[]' },
  sql: ($) => `
  select ids.id from unnest(${$.ids}::uuid[]) as ids (id)
  cross join lateral (
    select from tombstones where environment_id = ${$.environment} and tombstones.id = ids.id and kind = 'user' limit 1) as found`,
})

/** Returns the ids among these that belonged to deleted users, whether or not a profile was kept. */
export async function findSpentIds(db: Db, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return []
  const rows = await run(db, FIND_SPENT, { ids })
  return rows.map(({ id }) => id)
}

export async function isUser(db: Db, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('users')
    .select('id')
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Locks the user's row until the transaction ends; false when there is none. Rows that refer to it may still be
 * written: a sign-in that is under way holds its session, and must not wait here for a transaction that waits for that
 * session.
 */
export async function lockUser(db: Db, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('users')
    .select('id')
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', userId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row !== undefined
}
