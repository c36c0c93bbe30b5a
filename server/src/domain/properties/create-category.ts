import { newId } from '#platform/ids'
import type { Author } from '#platform/outbox'
import type { CategoryContext } from './rename-category.ts'
import { recordCategoryEvent } from './events.ts'
import type { PropertyCategory } from './property.ts'
import { insertCategory } from './queries.ts'

/**
 * Makes a category of properties.
 *
 * @returns its id
 * @throws {Conflict} `PROPERTY_CATEGORY_NAME_TAKEN`
 */
export async function createCategory(
  ctx: CategoryContext,
  author: Author,
  input: Omit<PropertyCategory, 'id'>,
): Promise<string> {
  const now = ctx.clock()
  const category = { id: newId(), ...input }
  await ctx.db.transaction().execute(async (db) => {
    await insertCategory(db, category, now)
    await recordCategoryEvent(db, {
      type: 'property_category.created',
      occurredAt: now,
      author,
      category,
    })
  })
  return category.id
}
