import type { Db } from '#platform/db'
import { recordEvent, type Author } from '#platform/outbox'
import { categoryIdOf, propertyIdOf, type Property, type PropertyCategory, type PropertyContext } from './property.ts'

interface Occurrence {
  readonly occurredAt: Date
  readonly author: Author
}

/** Records an event in the transaction of the change. */
export async function recordPropertyEvent(
  db: Db,
  event: Occurrence & {
    readonly type: 'property.created' | 'property.updated' | 'property.deleted'
    readonly property: Omit<Property, 'isBuiltIn'>
  },
): Promise<void> {
  const { type, occurredAt, author, property } = event
  const { key, name, context, isPrivate } = property
  const id = propertyIdOf(property.id)
  const payload = { property: { id, key, name, context, is_private: isPrivate } }
  await recordEvent(db, { type, occurredAt, ...author, subject: id, payload })
}

export async function recordCategoryEvent(
  db: Db,
  event: Occurrence & {
    readonly type: 'property_category.created' | 'property_category.updated' | 'property_category.deleted'
    readonly category: PropertyCategory
  },
): Promise<void> {
  const { type, occurredAt, author, category } = event
  const { name, context } = category
  const id = categoryIdOf(category.id)
  await recordEvent(db, {
    type,
    occurredAt,
    ...author,
    subject: id,
    payload: { property_category: { id, name, context } },
  })
}

/**
 * Records that values changed: the owner and the properties. The event leaves the values out, since they may be about a
 * person.
 */
export async function recordValuesEvent(
  db: Db,
  event: Occurrence & {
    readonly context: PropertyContext
    /** The owner's id in the API. */
    readonly subject: string
    readonly keys: readonly string[]
  },
): Promise<void> {
  const { occurredAt, author, context, subject, keys } = event
  const payload = { context, id: subject, properties: keys }
  await recordEvent(db, { type: 'property.values_updated', occurredAt, ...author, subject, payload })
}
