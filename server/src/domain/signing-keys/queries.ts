import type { JsonWebKey } from 'node:crypto'
import type { Db } from '#platform/db'

export interface StoredKey {
  readonly id: string
  readonly kid: string
  readonly publicJwk: unknown
  readonly privateKeySealed: Buffer
  readonly activatesAt: Date
}

export async function insertSigningKey(
  db: Db,
  environmentId: string,
  key: { id: string; kid: string; publicJwk: JsonWebKey; privateKeySealed: Buffer; now: Date },
): Promise<void> {
  await db
    .insertInto('signing_keys')
    .values({
      environment_id: environmentId,
      id: key.id,
      kid: key.kid,
      public_jwk: JSON.stringify(key.publicJwk),
      private_key_sealed: key.privateKeySealed,
      created_at: key.now,
      activates_at: key.now,
    })
    .execute()
}

/** Keys that sign or may still have to verify, the one that became active last first. */
export async function listSigningKeys(db: Db, environmentId: string, now: Date): Promise<StoredKey[]> {
  return db
    .selectFrom('signing_keys')
    .select([
      'id',
      'kid',
      'public_jwk as publicJwk',
      'private_key_sealed as privateKeySealed',
      'activates_at as activatesAt',
    ])
    .where('environment_id', '=', environmentId)
    .where((expression) => expression.or([expression('retires_at', 'is', null), expression('retires_at', '>', now)]))
    .orderBy('activates_at', 'desc')
    .execute()
}
