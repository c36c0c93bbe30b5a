import type { Context } from '#platform/context'
import type { Author } from '#platform/outbox'
import { recordCategoryEvent } from './events.ts'
import { noSuchCategory } from './property.ts'
import { writeCategory } from './queries.ts'

export type CategoryContext = Pick<Context, 'db' | 'clock' | 'environment'>

/**
 * Renames a category; without a name nothing changes.
 *
 * @throws {NotFound} `PROPERTY_CATEGORY_NOT_FOUND`
 * @throws {Conflict} `PROPERTY_CATEGORY_NAME_TAKEN`
 */
export async function renameCategory(
  ctx: CategoryContext,
  author: Author,
  change: { readonly id: string; readonly name: string | undefined },
): Promise<void> {
  await ctx.db.transaction().execute(async (db) => {
    const category = await writeCategory(db, change)
    if (!category) throw noSuchCategory()
    if (change.name === undefined) return
    const event = { type: 'property_category.updated', occurredAt: ctx.clock(), author, category } as const
    await recordCategoryEvent(db, event)
  })
}
