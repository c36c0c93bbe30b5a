import type { Context } from '#platform/context'
import { Conflict } from '#platform/errors'
import type { Author } from '#platform/outbox'
import { recordCategoryEvent } from './events.ts'
import { noSuchCategory } from './property.ts'
import { hasProperties, lockCategory, removeCategory } from './queries.ts'

/**
 * Deletes a category without properties. Categories of built-in properties therefore stay.
 *
 * @throws {NotFound} `PROPERTY_CATEGORY_NOT_FOUND`
 * @throws {Conflict} `PROPERTY_CATEGORY_IN_USE`
 */
export async function deleteCategory(ctx: Pick<Context, 'db' | 'clock'>, author: Author, id: string): Promise<void> {
  await ctx.db.transaction().execute(async (db) => {
    const category = await lockCategory(db, id)
    if (!category) throw noSuchCategory()
    if (await hasProperties(db, category)) {
      throw new Conflict('PROPERTY_CATEGORY_IN_USE', 'This category has properties. Move or delete them first.')
    }
    await removeCategory(db, id)
    await recordCategoryEvent(db, { type: 'property_category.deleted', occurredAt: ctx.clock(), author, category })
  })
}
