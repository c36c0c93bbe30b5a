import type { Context } from '#platform/context'
import { announceChange, type Db } from '#platform/db'
import { newId } from '#platform/ids'
import { addJob } from '#platform/jobs'
import type { Author } from '#platform/outbox'
import { applicationCacheKey } from '#domain/applications'
import { recordPropertyEvent } from './events.ts'
import { REMOVE_PROPERTY } from './job-names.ts'
import { checkOwn, checkPropertyKey, noSuchCategory, noSuchProperty, type Property } from './property.ts'
import { findCategory, insertProperty, lockProperty, markPropertyDeleted, writeProperty } from './queries.ts'

export type PropertyEnvironment = Pick<Context, 'db' | 'clock' | 'cache' | 'environment'>

/**
 * Defines a property in an environment.
 *
 * @returns its id
 * @throws {NotFound} `PROPERTY_CATEGORY_NOT_FOUND`
 * @throws {InvalidInput} `PROPERTY_KEY_RESERVED`
 * @throws {Conflict} `PROPERTY_KEY_TAKEN`
 */
export async function createProperty(
  ctx: PropertyEnvironment,
  author: Author,
  input: Omit<Property, 'id' | 'isBuiltIn'>,
): Promise<string> {
  checkPropertyKey(input.key)
  const { id: environmentId } = ctx.environment
  const now = ctx.clock()
  const property = { id: newId(), ...input }
  await ctx.db.transaction().execute(async (db) => {
    if (!(await findCategory(db, environmentId, { id: input.categoryId, context: input.context })))
      throw noSuchCategory()
    await insertProperty(db, environmentId, property, now)
    await recordPropertyEvent(db, environmentId, { type: 'property.created', occurredAt: now, author, property })
  })
  return property.id
}

export interface PropertyTarget {
  readonly id: string
  readonly author: Author
}

/** A change of a property; an absent field keeps its value. */
export type PropertyChange = Pick<Property, 'name' | 'isPrivate' | 'categoryId'> & {
  readonly description: string | undefined
}

/**
 * Changes the name and category of a property and whether tokens may contain it; key, type and context stay.
 *
 * @throws {NotFound} `PROPERTY_NOT_FOUND`, `PROPERTY_CATEGORY_NOT_FOUND`
 * @throws {InvalidInput} `SYSTEM_PROPERTY`
 */
export async function updateProperty(
  ctx: PropertyEnvironment,
  target: PropertyTarget,
  change: PropertyChange,
): Promise<void> {
  const { id: environmentId } = ctx.environment
  await changeOwn(ctx, target.id, async (db, before) => {
    const { description = before.description, ...rest } = change
    const property = { ...before, ...rest, description }
    if (!(await findCategory(db, environmentId, { ...property, id: property.categoryId }))) throw noSuchCategory()
    await writeProperty(db, environmentId, property)
    const event = { type: 'property.updated', occurredAt: ctx.clock(), author: target.author, property } as const
    await recordPropertyEvent(db, environmentId, event)
  })
}

/**
 * Deletes a property: reads and tokens leave it out at once, and its values are removed afterwards.
 *
 * @throws {NotFound} `PROPERTY_NOT_FOUND`
 * @throws {InvalidInput} `SYSTEM_PROPERTY`
 */
export async function deleteProperty(ctx: PropertyEnvironment, { id, author }: PropertyTarget): Promise<void> {
  const { id: environmentId } = ctx.environment
  const now = ctx.clock()
  await changeOwn(ctx, id, async (db, property) => {
    await markPropertyDeleted(db, environmentId, id, now)
    await addJob(db, REMOVE_PROPERTY, { environmentId, propertyId: id })
    await recordPropertyEvent(db, environmentId, { type: 'property.deleted', occurredAt: now, author, property })
  })
}

async function changeOwn(
  ctx: PropertyEnvironment,
  id: string,
  work: (db: Db, before: Property) => Promise<void>,
): Promise<void> {
  const { id: environmentId } = ctx.environment
  // The properties that an application's tokens contain are cached with the application.
  const changed = applicationCacheKey(environmentId)
  await ctx.db.transaction().execute(async (db) => {
    const before = await lockProperty(db, environmentId, id)
    if (!before) throw noSuchProperty()
    checkOwn(before)
    await work(db, before)
    await announceChange(db, changed)
  })
  ctx.cache.drop(changed)
}
