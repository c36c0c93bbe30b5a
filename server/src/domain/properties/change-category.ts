import type { Context } from '#platform/context'
import { newId } from '#platform/ids'
import type { Author } from '#platform/outbox'
import { recordCategoryEvent } from './events.ts'
import { noSuchCategory, type PropertyCategory } from './property.ts'
import { insertCategory, writeCategory } from './queries.ts'

type Dependencies = Pick<Context, 'db' | 'clock' | 'environment'>

/**
 * Makes a category of properties.
 *
 * @returns its id
 * @throws {Conflict} `PROPERTY_CATEGORY_NAME_TAKEN`
 */
export async function createCategory(
  ctx: Dependencies,
  author: Author,
  input: Omit<PropertyCategory, 'id'>,
): Promise<string> {
  const { id: environmentId } = ctx.environment
  const now = ctx.clock()
  const category = { id: newId(), ...input }
  await ctx.db.transaction().execute(async (db) => {
    await insertCategory(db, environmentId, category, now)
    await recordCategoryEvent(db, environmentId, {
      type: 'property_category.created',
      occurredAt: now,
      author,
      category,
    })
  })
  return category.id
}

/**
 * Renames a category; without a name nothing changes.
 *
 * @throws {NotFound} `PROPERTY_CATEGORY_NOT_FOUND`
 * @throws {Conflict} `PROPERTY_CATEGORY_NAME_TAKEN`
 */
export async function renameCategory(
  ctx: Dependencies,
  author: Author,
  change: { readonly id: string; readonly name: string | undefined },
): Promise<void> {
  const { id: environmentId } = ctx.environment
  await ctx.db.transaction().execute(async (db) => {
    const category = await writeCategory(db, environmentId, change)
    if (!category) throw noSuchCategory()
    if (change.name === undefined) return
    const event = { type: 'property_category.updated', occurredAt: ctx.clock(), author, category } as const
    await recordCategoryEvent(db, environmentId, event)
  })
}
