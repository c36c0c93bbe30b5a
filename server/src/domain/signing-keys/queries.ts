import type { JsonWebKey } from 'node:crypto'
import type { Db } from '#platform/db'
import type { SigningKey } from './signing-key.ts'

export interface NewSigningKey {
  readonly id: string
  readonly kid: string
  readonly publicJwk: JsonWebKey
  readonly privateKeySealed: Buffer
}

export interface StoredKey extends SigningKey {
  readonly publicJwk: unknown
  readonly privateKeySealed: Buffer
}

export async function insertSigningKey(
  db: Db,
  key: NewSigningKey & { readonly generation: number; readonly createdAt: Date; readonly activatesAt: Date },
): Promise<void> {
  await db
    .insertInto('signing_keys')
    .values({
      environment_id: db.environmentId,
      id: key.id,
      kid: key.kid,
      generation: key.generation,
      public_jwk: JSON.stringify(key.publicJwk),
      private_key_sealed: key.privateKeySealed,
      created_at: key.createdAt,
      activates_at: key.activatesAt,
    })
    .execute()
}

/** Returns all keys that ever existed, the newest first. */
export async function listSigningKeys(db: Db): Promise<StoredKey[]> {
  const rows = await db
    .selectFrom('signing_keys')
    .select(['id', 'kid', 'generation', 'public_jwk', 'private_key_sealed', 'created_at', 'activates_at', 'revoked_at'])
    .select('longest_lifetime_seconds')
    .where('environment_id', '=', db.environmentId)
    .orderBy('generation', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kid: row.kid,
    generation: row.generation,
    publicJwk: row.public_jwk,
    privateKeySealed: row.private_key_sealed,
    createdAt: row.created_at,
    activatesAt: row.activates_at,
    revokedAt: row.revoked_at ?? undefined,
    longestLifetimeSeconds: row.longest_lifetime_seconds,
  }))
}

/** Serializes changes of the keys. Only the next statement sees the change of another transaction. */
export async function lockSigningKeys(db: Db): Promise<void> {
  await db
    .selectFrom('signing_keys')
    .select('id')
    .where('environment_id', '=', db.environmentId)
    .orderBy('generation')
    .forUpdate()
    .execute()
}

/** Returns true when this call revoked it. */
export async function markRevoked(db: Db, { id, now }: { readonly id: string; readonly now: Date }): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('signing_keys')
    .set({ revoked_at: now })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function activateNow(db: Db, { id, now }: { readonly id: string; readonly now: Date }): Promise<void> {
  await db
    .updateTable('signing_keys')
    .set({ activates_at: now })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .execute()
}

/** Erases the private halves of keys that never sign again. */
export async function erasePrivateKeys(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await db
    .updateTable('signing_keys')
    .set({ private_key_sealed: Buffer.alloc(0) })
    .where('environment_id', '=', db.environmentId)
    .where('id', 'in', ids)
    .execute()
}

/** Raises the longest lifetime of anything that a key signed. */
export async function widenLongestLifetime(
  db: Db,
  { id, seconds }: { readonly id: string; readonly seconds: number },
): Promise<void> {
  await db
    .updateTable('signing_keys')
    .set({ longest_lifetime_seconds: seconds })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .where('longest_lifetime_seconds', '<', seconds)
    .execute()
}
