import { isUniqueViolation, keysetOf, sql, type Db, type ListPage } from '#platform/db'
import { Conflict } from '#platform/errors'
import { FLAG_LEVELS, FLAG_TYPES, type FeatureFlag, type FlagLevel, type FlagType } from './feature-flag.ts'

function flags(db: Db, businessId: string) {
  return db
    .selectFrom('feature_flags')
    .select(['id', 'key', 'name', 'description', 'type', 'default_value', 'override_level'])
    .where('business_id', '=', businessId)
    .where('deleted_at', 'is', null)
}

interface FlagRow extends Pick<FeatureFlag, 'id' | 'key' | 'name' | 'description'> {
  readonly type: string
  readonly default_value: unknown
  readonly override_level: string
}

function flagOf({ type, default_value: defaultValue, override_level: level, ...row }: FlagRow): FeatureFlag {
  return { ...row, defaultValue, type: typeOf(type), overrideLevel: levelOf(level) }
}

export function typeOf(text: string): FlagType {
  return FLAG_TYPES.find((type) => type === text) ?? 'str'
}

export function levelOf(text: string): FlagLevel {
  return FLAG_LEVELS.find((level) => level === text) ?? 'env'
}

export async function listFlags(
  db: Db,
  businessId: string,
  page: ListPage<'name' | 'key'>,
): Promise<readonly FeatureFlag[]> {
  const { isBeyond, order } = keysetOf('feature_flags', page)
  const rows = await flags(db, businessId).where(isBeyond).orderBy(order).limit(page.limit).execute()
  return rows.map(flagOf)
}

export async function findFlag(db: Db, businessId: string, key: string): Promise<FeatureFlag | undefined> {
  const row = await flags(db, businessId).where('key', '=', key).executeTakeFirst()
  return row && flagOf(row)
}

/** Waits for whoever changes or overrides it. */
export async function lockFlag(db: Db, businessId: string, key: string): Promise<FeatureFlag | undefined> {
  const row = await flags(db, businessId).where('key', '=', key).forUpdate().executeTakeFirst()
  return row && flagOf(row)
}

/** Until the transaction ends nobody deletes it. */
export async function holdFlag(db: Db, businessId: string, key: string): Promise<FeatureFlag | undefined> {
  const row = await flags(db, businessId).where('key', '=', key).forShare().executeTakeFirst()
  return row && flagOf(row)
}

/** Those of these keys that exist, always in the same order; until the transaction ends nobody deletes them. */
export async function holdFlags(db: Db, businessId: string, keys: readonly string[]): Promise<readonly FeatureFlag[]> {
  const rows = await flags(db, businessId)
    .where('key', '=', sql<string>`any(${[...keys]}::text[])`)
    .orderBy('id')
    .forShare()
    .execute()
  return rows.map(flagOf)
}

/** @throws {Conflict} `FEATURE_FLAG_KEY_TAKEN` */
export async function insertFlag(
  db: Db,
  businessId: string,
  flag: FeatureFlag & { readonly createdAt: Date },
): Promise<void> {
  const { id, key, name, description, type, createdAt } = flag
  try {
    await db
      .insertInto('feature_flags')
      .values({
        business_id: businessId,
        id,
        key,
        name,
        description,
        type,
        default_value: JSON.stringify(flag.defaultValue),
        override_level: flag.overrideLevel,
        created_at: createdAt,
      })
      .execute()
  } catch (error) {
    if (!isUniqueViolation(error, 'feature_flags_by_key')) throw error
    throw new Conflict('FEATURE_FLAG_KEY_TAKEN', 'Another feature flag has this key.', { cause: error })
  }
}

/** Key, type and level stay: code and tokens hang on them. */
export async function writeFlag(
  db: Db,
  businessId: string,
  { id, name, description, defaultValue }: Pick<FeatureFlag, 'id' | 'name' | 'description' | 'defaultValue'>,
): Promise<void> {
  await db
    .updateTable('feature_flags')
    .set({ name, description, default_value: JSON.stringify(defaultValue) })
    .where('business_id', '=', businessId)
    .where('id', '=', id)
    .execute()
}

/** From now on no read finds it; its key is free again. */
export async function markFlagDeleted(db: Db, businessId: string, id: string, now: Date): Promise<void> {
  await db
    .updateTable('feature_flags')
    .set({ deleted_at: now })
    .where('business_id', '=', businessId)
    .where('id', '=', id)
    .execute()
}

/** One that is marked, for good. */
export async function removeFlag(db: Db, businessId: string, id: string): Promise<void> {
  await db
    .deleteFrom('feature_flags')
    .where('business_id', '=', businessId)
    .where('id', '=', id)
    .where('deleted_at', 'is not', null)
    .execute()
}
