import { sql, type Db } from '#platform/db'
import { newId } from '#platform/ids'
import { storedKindOf, type FactorKind, type StoredKind } from './factor.ts'

export type NewFactor =
  | { readonly kind: 'authenticator'; readonly seedSealed: Buffer; readonly lastStep: number }
  | { readonly kind: 'email' | 'sms'; readonly address: string; readonly normalized: string }

/**
 * Stores a factor that was confirmed with a code, in place of one of the same kind. `id` is chosen by the caller, because
 * a seed is sealed for it.
 */
export async function putFactor(
  db: Db,
  { id, userId, now, factor }: { id: string; userId: string; now: Date; factor: NewFactor },
): Promise<void> {
  const values = {
    id,
    address: factor.kind === 'authenticator' ? null : factor.address,
    address_normalized: factor.kind === 'authenticator' ? null : factor.normalized,
    seed_sealed: factor.kind === 'authenticator' ? factor.seedSealed : null,
    last_step: factor.kind === 'authenticator' ? factor.lastStep : null,
    created_at: now,
    usage_count: 0,
    last_used_at: null,
  }
  await db
    .insertInto('factors')
    .values({ environment_id: db.environmentId, user_id: userId, kind: factor.kind, ...values })
    .onConflict((conflict) => conflict.columns(['environment_id', 'user_id', 'kind']).doUpdateSet(values))
    .execute()
}

/**
 * Uses up a time step of an authenticator. One statement, so that of any number of simultaneous requests with the same
 * code one is accepted (ATO-27, ATO-29). Returns false where this or a later step was used before.
 */
export async function useStep(
  db: Db,
  { userId, factorId, step, now }: { userId: string; factorId: string; step: number; now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('factors')
    .set({ last_step: step, usage_count: sql<number>`usage_count + 1`, last_used_at: now })
    .where('environment_id', '=', db.environmentId)
    .where('user_id', '=', userId)
    .where('id', '=', factorId)
    .where('kind', '=', 'authenticator')
    .where((where) => where.or([where('last_step', 'is', null), where('last_step', '<', step)]))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Counts a use of a factor. Returns false where the person has it no more. */
export async function countUse(
  db: Db,
  { userId, factorId, now }: { userId: string; factorId: string; now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('factors')
    .set({ usage_count: sql<number>`usage_count + 1`, last_used_at: now })
    .where('environment_id', '=', db.environmentId)
    .where('user_id', '=', userId)
    .where('id', '=', factorId)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Returns the sealed seed of a person's authenticator. */
export async function findSeed(db: Db, { userId, factorId }: { userId: string; factorId: string }) {
  const row = await db
    .selectFrom('factors')
    .select('seed_sealed')
    .where('environment_id', '=', db.environmentId)
    .where('user_id', '=', userId)
    .where('id', '=', factorId)
    .executeTakeFirst()
  return row?.seed_sealed ?? undefined
}

/** Deletes one factor, or all of a person; returns the kinds of those deleted. */
export async function deleteFactors(
  db: Db,
  { userId, factorId }: { readonly userId: string; readonly factorId?: string },
): Promise<readonly StoredKind[]> {
  const rows = await db
    .deleteFrom('factors')
    .where('environment_id', '=', db.environmentId)
    .where('user_id', '=', userId)
    .$if(factorId !== undefined, (query) => query.where('id', '=', factorId ?? ''))
    .returning('kind')
    .execute()
  return rows.map(({ kind }) => storedKindOf(kind))
}

/** Deletes the factors and recovery codes that a person got after a moment. */
export async function deleteFactorsSince(
  db: Db,
  { userId, since }: { readonly userId: string; readonly since: Date },
): Promise<void> {
  for (const table of ['factors', 'recovery_codes'] as const) {
    await db
      .deleteFrom(table)
      .where('environment_id', '=', db.environmentId)
      .where('user_id', '=', userId)
      .where('created_at', '>', since)
      .execute()
  }
}

/** Stores the codes of a person. Those before are void from now on (ATO-30). */
export async function replaceRecoveryCodes(
  db: Db,
  { userId, digests, now }: { userId: string; digests: readonly Buffer[]; now: Date },
): Promise<void> {
  await deleteRecoveryCodes(db, userId)
  await db
    .insertInto('recovery_codes')
    .values(
      digests.map((digest) => ({
        environment_id: db.environmentId,
        id: newId(),
        user_id: userId,
        digest,
        created_at: now,
      })),
    )
    .execute()
}

export async function deleteRecoveryCodes(db: Db, userId: string): Promise<void> {
  await db
    .deleteFrom('recovery_codes')
    .where('environment_id', '=', db.environmentId)
    .where('user_id', '=', userId)
    .execute()
}

/** Uses up a recovery code, in one statement. Returns false where the person has no such code, or has used it. */
export async function useRecoveryCode(
  db: Db,
  { userId, digest, now }: { userId: string; digest: Buffer; now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('recovery_codes')
    .set({ used_at: now })
    .where('environment_id', '=', db.environmentId)
    .where('user_id', '=', userId)
    .where('digest', '=', digest)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export interface NewTrust {
  readonly userId: string
  readonly organizationId: string | undefined
  readonly digest: Buffer
  readonly factor: FactorKind
  readonly requester: { readonly ip: string; readonly userAgent: string }
  readonly now: Date
  readonly expiresAt: Date
}

export async function insertTrust(db: Db, trust: NewTrust): Promise<void> {
  await db
    .insertInto('trusted_devices')
    .values({
      environment_id: db.environmentId,
      id: newId(),
      user_id: trust.userId,
      organization_id: trust.organizationId ?? null,
      digest: trust.digest,
      factor: trust.factor,
      ip: trust.requester.ip,
      user_agent: trust.requester.userAgent,
      created_at: trust.now,
      expires_at: trust.expiresAt,
    })
    .execute()
}

export async function touchTrust(db: Db, { id, now }: { readonly id: string; readonly now: Date }): Promise<void> {
  await db
    .updateTable('trusted_devices')
    .set({ last_used_at: now })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .execute()
}

/** Ends the trust in one browser, or in all browsers of a person; returns how many it ended. */
export async function deleteTrust(
  db: Db,
  { userId, id }: { readonly userId: string; readonly id?: string },
): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('trusted_devices')
    .where('environment_id', '=', db.environmentId)
    .where('user_id', '=', userId)
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
    .executeTakeFirst()
  return Number(numDeletedRows)
}

/** Remembers that a person declined an optional factor (M5-4). */
export async function insertDeclined(db: Db, { userId, now }: { userId: string; now: Date }): Promise<void> {
  await db
    .insertInto('declined_factors')
    .values({ environment_id: db.environmentId, user_id: userId, declined_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function deleteDeclined(db: Db, userId: string): Promise<void> {
  await db
    .deleteFrom('declined_factors')
    .where('environment_id', '=', db.environmentId)
    .where('user_id', '=', userId)
    .execute()
}
