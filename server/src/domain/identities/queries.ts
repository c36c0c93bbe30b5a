import { isUniqueViolation, sql, type Db } from '#platform/db'
import { Conflict } from '#platform/errors'
import { newId } from '#platform/ids'
import { kindOf, type CredentialIdentity, type Identity, type IdentityKind, type IdentityValue } from './identity.ts'

export interface NewIdentity {
  readonly userId: string
  readonly identity: IdentityValue
  readonly isPrimary: boolean
  readonly verifiedAt: Date | null
  readonly now: Date
}

/**
 * Inserts an identity and returns its id.
 *
 * @throws {Conflict} `IDENTITY_TAKEN`: another user in this environment has it, in any spelling (M4-5).
 */
export async function insertIdentity(db: Db, added: NewIdentity): Promise<string> {
  const id = newId()
  const { kind, typed, normalized } = added.identity
  try {
    await db
      .insertInto('identities')
      .values({
        environment_id: db.environmentId,
        id,
        user_id: added.userId,
        kind,
        value: typed,
        normalized,
        is_primary: added.isPrimary,
        verified_at: added.verifiedAt,
        created_at: added.now,
      })
      .execute()
  } catch (error) {
    if (!isUniqueViolation(error, 'identities_normalized_unique')) throw error
    throw new Conflict('IDENTITY_TAKEN', `This ${kind} is taken.`, { cause: error })
  }
  return id
}

interface BulkIdentity {
  readonly userId: string
  readonly value: IdentityValue
  readonly isVerified: boolean
}

/**
 * Inserts identities of many users who had none: the first of each kind is primary. A violation of
 * `identities_normalized_unique` is raised as it is.
 */
export async function insertIdentities(db: Db, identities: readonly BulkIdentity[], now: Date): Promise<void> {
  const seen = new Set<string>()
  const rows = identities.map(({ userId, value, isVerified }) => {
    const group = `${userId}:${value.kind}`
    const isPrimary = !seen.has(group)
    seen.add(group)
    return { ...value, id: newId(), userId, isPrimary, isVerified: isVerified && value.kind !== 'username' }
  })
  if (rows.length === 0) return
  await sql`
    insert into identities (environment_id, id, user_id, kind, value, normalized, is_primary, verified_at, created_at)
    select ${db.environmentId}::uuid, id, "userId", kind, typed, normalized, "isPrimary",
      case when "isVerified" then ${now}::timestamptz end, ${now}::timestamptz
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(id uuid, "userId" uuid, kind text, typed text,
      normalized text, "isPrimary" boolean, "isVerified" boolean)`.execute(db)
}

/** Returns true when this call made it verified. */
export async function markVerified(
  db: Db,
  { userId, kind, normalized, now }: Omit<CredentialIdentity, 'typed'> & { userId: string; now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('identities')
    .set({ verified_at: now })
    .where('environment_id', '=', db.environmentId)
    .where('user_id', '=', userId)
    .where('kind', '=', kind)
    .where('normalized', '=', normalized)
    .where('verified_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Counts a sign-in with this identity. */
export async function countIdentitySignIn(
  db: Db,
  { kind, normalized, now }: { kind: IdentityKind; normalized: string; now: Date },
): Promise<void> {
  await db
    .updateTable('identities')
    .set({ total_sign_ins: sql<number>`total_sign_ins + 1`, last_signed_in_at: now })
    .where('environment_id', '=', db.environmentId)
    .where('kind', '=', kind)
    .where('normalized', '=', normalized)
    .where('connection_id', 'is', null)
    .execute()
}

function identities(db: Db) {
  return db
    .selectFrom('identities')
    .select(['id', 'user_id', 'kind', 'value', 'normalized', 'is_primary', 'verified_at', 'connection_id', 'email'])
    .select(['created_at', 'last_signed_in_at', 'total_sign_ins'])
    .where('environment_id', '=', db.environmentId)
}

type Row = Awaited<ReturnType<ReturnType<typeof identities>['executeTakeFirstOrThrow']>>

function identityOf(row: Row): Identity {
  return {
    id: row.id,
    userId: row.user_id,
    kind: kindOf(row.kind),
    typed: row.value,
    normalized: row.normalized,
    isPrimary: row.is_primary,
    verifiedAt: row.verified_at ?? undefined,
    connectionId: row.connection_id ?? undefined,
    email: row.email ?? undefined,
    createdAt: row.created_at,
    lastSignedInAt: row.last_signed_in_at ?? undefined,
    totalSignIns: row.total_sign_ins,
  }
}

export async function findIdentity(db: Db, id: string): Promise<Identity | undefined> {
  const row = await identities(db).where('id', '=', id).executeTakeFirst()
  return row && identityOf(row)
}

/** Returns the identities of a user, oldest first. */
export async function listIdentitiesOfUser(db: Db, userId: string): Promise<Identity[]> {
  const rows = await identities(db).where('user_id', '=', userId).orderBy('created_at').orderBy('id').execute()
  return rows.map(identityOf)
}

/** Returns the identities of many users, oldest first, by their users. */
export async function listIdentitiesOf(db: Db, userIds: readonly string[]): Promise<Map<string, Identity[]>> {
  const rows = await identities(db)
    .where('user_id', '=', sql<string>`any(${[...userIds]}::uuid[])`)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return Map.groupBy(rows.map(identityOf), ({ userId }) => userId)
}

/** Makes an identity the only primary one of its user and kind. The caller locks the user. */
export async function makePrimary(db: Db, { id, userId, kind }: Identity): Promise<void> {
  // There are two statements: the unique index on the primary one is checked row by row.
  await db
    .updateTable('identities')
    .set({ is_primary: false })
    .where('environment_id', '=', db.environmentId)
    .where('user_id', '=', userId)
    .where('kind', '=', kind)
    .where('is_primary', '=', true)
    .execute()
  await db
    .updateTable('identities')
    .set({ is_primary: true })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .execute()
}

/** Returns true when it existed. */
export async function removeIdentity(db: Db, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('identities')
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
