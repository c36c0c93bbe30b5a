import {
  type PropertyEnvironment,
  type PropertyTarget,
  type PropertyChange,
  changeProperty,
} from './change-property.ts'
import { recordPropertyEvent } from './events.ts'
import { noSuchCategory } from './property.ts'
import { holdCategory, writeProperty } from './queries.ts'

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
  await changeProperty(ctx, target.id, async (db, before) => {
    const { description = before.description, ...rest } = change
    const property = { ...before, ...rest, description }
    if (!(await holdCategory(db, { ...property, id: property.categoryId }))) throw noSuchCategory()
    await writeProperty(db, property)
    const event = { type: 'property.updated', occurredAt: ctx.clock(), author: target.author, property } as const
    await recordPropertyEvent(db, event)
  })
}
