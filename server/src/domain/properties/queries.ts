import { isUniqueViolation, sql, type Db } from '#platform/db'
import { Conflict } from '#platform/errors'
import type { BuiltInProperty } from './built-in.ts'
import {
  CONTEXTS,
  PROPERTY_TYPES,
  type Property,
  type PropertyCategory,
  type PropertyContext,
  type PropertyType,
} from './property.ts'

/** A part of a list in the order of creation: after an id, or before one. */
export interface IdPage {
  readonly context: PropertyContext | undefined
  readonly after: string | undefined
  readonly before: string | undefined
  readonly limit: number
}

function properties(db: Db) {
  return db
    .selectFrom('properties')
    .select(['id', 'category_id as categoryId', 'context', 'key', 'name', 'description', 'type'])
    .select(['is_private as isPrivate', 'is_built_in as isBuiltIn'])
    .where('environment_id', '=', db.environmentId)
    .where('deleted_at', 'is', null)
}

type Row = Omit<Property, 'context' | 'type'> & { readonly context: string; readonly type: string }

function propertyOf(row: Row): Property {
  return { ...row, context: contextOf(row.context), type: typeOf(row.type) }
}

export function contextOf(text: string): PropertyContext {
  return CONTEXTS.find((context) => context === text) ?? 'usr'
}

export function typeOf(text: string): PropertyType {
  return PROPERTY_TYPES.find((type) => type === text) ?? 'single_line_text'
}

/** Returns properties in the order of the page: backwards where it ends before an id. */
export async function listProperties(db: Db, page: IdPage): Promise<readonly Property[]> {
  const { context, after, before, limit } = page
  const rows = await properties(db)
    .$if(context !== undefined, (query) => query.where('context', '=', context ?? ''))
    .$if(after !== undefined, (query) => query.where('id', '>', after ?? ''))
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? ''))
    .orderBy('id', before === undefined ? 'asc' : 'desc')
    .limit(limit)
    .execute()
  return rows.map(propertyOf)
}

export async function findProperty(db: Db, id: string): Promise<Property | undefined> {
  const row = await properties(db).where('id', '=', id).executeTakeFirst()
  return row && propertyOf(row)
}

/** Locks a property against changes and against writes of its values. */
export async function lockProperty(db: Db, id: string): Promise<Property | undefined> {
  const row = await properties(db).where('id', '=', id).forUpdate().executeTakeFirst()
  return row && propertyOf(row)
}

/**
 * Returns the properties that have one of these keys, by id, and keeps them from being deleted until the transaction
 * ends.
 */
export async function holdProperties(
  db: Db,
  { context, keys }: { readonly context: PropertyContext; readonly keys: readonly string[] },
): Promise<readonly Property[]> {
  const rows = await properties(db)
    .where('context', '=', context)
    .where('key', '=', sql<string>`any(${keys}::text[])`)
    .orderBy('id')
    .forShare()
    .execute()
  return rows.map(propertyOf)
}

/** @throws {Conflict} `PROPERTY_KEY_TAKEN` */
export async function insertProperty(db: Db, property: Omit<Property, 'isBuiltIn'>, now: Date): Promise<void> {
  const { id, categoryId, context, key, name, description, type, isPrivate } = property
  try {
    await db
      .insertInto('properties')
      .values({
        environment_id: db.environmentId,
        id,
        category_id: categoryId,
        context,
        key,
        name,
        description,
        type,
        is_private: isPrivate,
        created_at: now,
      })
      .execute()
  } catch (error) {
    if (!isUniqueViolation(error, 'properties_by_key')) throw error
    throw new Conflict('PROPERTY_KEY_TAKEN', 'Another property of this context has this key.', { cause: error })
  }
}

/** Writes a property. Key, type and context stay: code and values depend on them. */
export async function writeProperty(db: Db, property: Property): Promise<void> {
  const { id, categoryId, name, description, isPrivate } = property
  await db
    .updateTable('properties')
    .set({ category_id: categoryId, name, description, is_private: isPrivate })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .execute()
}

/** Marks a property as deleted: no read finds it from then on, and its key is free again. */
export async function markPropertyDeleted(db: Db, id: string, now: Date): Promise<void> {
  await db
    .updateTable('properties')
    .set({ deleted_at: now })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .execute()
}

/** Removes a marked property for good. */
export async function removeProperty(db: Db, id: string): Promise<void> {
  await db
    .deleteFrom('properties')
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .where('deleted_at', 'is not', null)
    .execute()
}

export async function countBuiltIn(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('properties')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('environment_id', '=', db.environmentId)
    .where('is_built_in', '=', true)
    .executeTakeFirstOrThrow()
  return count
}

/** Inserts the built-in properties that are missing; present ones stay as they are. */
export async function insertBuiltIn(
  db: Db,
  all: readonly (BuiltInProperty & { readonly id: string; readonly categoryId: string })[],
  now: Date,
): Promise<void> {
  await db
    .insertInto('properties')
    .values(
      all.map(({ id, categoryId, context, key, name }) => ({
        environment_id: db.environmentId,
        id,
        category_id: categoryId,
        context,
        key,
        name,
        type: 'single_line_text',
        is_private: false,
        is_built_in: true,
        created_at: now,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

function categories(db: Db) {
  return db
    .selectFrom('property_categories')
    .select(['id', 'name', 'context'])
    .where('environment_id', '=', db.environmentId)
}

function categoryOf(row: { readonly id: string; readonly name: string; readonly context: string }): PropertyCategory {
  return { ...row, context: contextOf(row.context) }
}

/** Returns categories in the order of the page: backwards where it ends before an id. */
export async function listCategories(db: Db, page: IdPage): Promise<readonly PropertyCategory[]> {
  const { context, after, before, limit } = page
  const rows = await categories(db)
    .$if(context !== undefined, (query) => query.where('context', '=', context ?? ''))
    .$if(after !== undefined, (query) => query.where('id', '>', after ?? ''))
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? ''))
    .orderBy('id', before === undefined ? 'asc' : 'desc')
    .limit(limit)
    .execute()
  return rows.map(categoryOf)
}

export async function findCategory(
  db: Db,
  { id, context }: { readonly id: string; readonly context?: PropertyContext },
): Promise<PropertyCategory | undefined> {
  const row = await categories(db)
    .where('id', '=', id)
    .$if(context !== undefined, (query) => query.where('context', '=', context ?? ''))
    .executeTakeFirst()
  return row && categoryOf(row)
}

/** Keeps a category from being deleted until the transaction ends; undefined where it does not exist. */
export async function holdCategory(
  db: Db,
  { id, context }: { readonly id: string; readonly context: PropertyContext },
): Promise<PropertyCategory | undefined> {
  const row = await categories(db).where('id', '=', id).where('context', '=', context).forKeyShare().executeTakeFirst()
  return row && categoryOf(row)
}

/** Locks a category, so that no property enters it until the transaction ends. */
export async function lockCategory(db: Db, id: string): Promise<PropertyCategory | undefined> {
  const row = await categories(db).where('id', '=', id).forUpdate().executeTakeFirst()
  return row && categoryOf(row)
}

/** Returns whether properties are in a category; deleted ones count until a job has removed their values. */
export async function hasProperties(db: Db, { id, context }: PropertyCategory): Promise<boolean> {
  const row = await db
    .selectFrom('properties')
    .select('id')
    .where('environment_id', '=', db.environmentId)
    .where('context', '=', context)
    .where('category_id', '=', id)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export async function removeCategory(db: Db, id: string): Promise<void> {
  await db
    .deleteFrom('property_categories')
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .execute()
}

/** Inserts the missing categories, and returns all of these contexts and names, old and new. */
export async function insertMissingCategories(
  db: Db,
  all: readonly PropertyCategory[],
  now: Date,
): Promise<readonly PropertyCategory[]> {
  const rows = all.map((one) => ({ environment_id: db.environmentId, ...one, created_at: now }))
  await db
    .insertInto('property_categories')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const known = await categories(db).execute()
  return known.map(categoryOf)
}

/** @throws {Conflict} `PROPERTY_CATEGORY_NAME_TAKEN` */
export async function insertCategory(db: Db, { id, name, context }: PropertyCategory, now: Date): Promise<void> {
  try {
    await db
      .insertInto('property_categories')
      .values({ environment_id: db.environmentId, id, name, context, created_at: now })
      .execute()
  } catch (error) {
    throw takenOr(error)
  }
}

/**
 * Returns the category with its new name, or undefined where it does not exist.
 * @throws {Conflict} `PROPERTY_CATEGORY_NAME_TAKEN`
 */
export async function writeCategory(
  db: Db,
  { id, name }: Pick<PropertyCategory, 'id'> & { readonly name: string | undefined },
): Promise<PropertyCategory | undefined> {
  try {
    const row = await db
      .updateTable('property_categories')
      .set(({ ref }) => ({ name: name ?? ref('name') }))
      .where('environment_id', '=', db.environmentId)
      .where('id', '=', id)
      .returning(['id', 'name', 'context'])
      .executeTakeFirst()
    return row && categoryOf(row)
  } catch (error) {
    throw takenOr(error)
  }
}

function takenOr(error: unknown): unknown {
  if (!isUniqueViolation(error, 'property_categories_name_unique')) return error
  return new Conflict('PROPERTY_CATEGORY_NAME_TAKEN', 'Another category of this context has this name.', {
    cause: error,
  })
}
