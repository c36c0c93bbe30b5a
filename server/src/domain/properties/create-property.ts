import { newId } from '#platform/ids'
import type { Author } from '#platform/outbox'
import type { PropertyEnvironment } from './change-property.ts'
import { recordPropertyEvent } from './events.ts'
import { type Property, checkPropertyKey, noSuchCategory } from './property.ts'
import { holdCategory, insertProperty } from './queries.ts'

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
  const now = ctx.clock()
  const property = { id: newId(), ...input }
  await ctx.db.transaction().execute(async (db) => {
    if (!(await holdCategory(db, { id: input.categoryId, context: input.context }))) throw noSuchCategory()
    await insertProperty(db, property, now)
    await recordPropertyEvent(db, { type: 'property.created', occurredAt: now, author, property })
  })
  return property.id
}
