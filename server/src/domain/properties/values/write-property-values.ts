import type { Context } from '#platform/context'
import type { Author } from '#platform/outbox'
import { recordValuesEvent } from '../events.ts'
import { noSuchProperty } from '../property.ts'
import { holdProperties } from '../queries.ts'
import { checkPropertyValue } from './property-value.ts'
import { clearValues, setValues, type ValueOwner } from './queries.ts'

interface PropertyValuesChange {
  /** Exists until the caller's transaction ends; `subject` is what the API calls it. */
  readonly owner: ValueOwner & { readonly subject: string }
  readonly author: Author
  /** By keys; without text there is no value any more. */
  readonly values: ReadonlyMap<string, string | undefined>
}

/**
 * Writes values of one owner, all or none, in the caller's transaction. For a user the caller must invalidate the claims.
 *
 * @throws {NotFound} `PROPERTY_NOT_FOUND`
 * @throws {InvalidInput} `INVALID_PROPERTY_VALUE`
 */
export async function writePropertyValues(
  { db, clock }: Pick<Context, 'db' | 'clock'> & { readonly environment: { readonly id: string } },
  { owner, author, values }: PropertyValuesChange,
): Promise<void> {
  if (values.size === 0) return
  const keys = [...values.keys()]
  const properties = await holdProperties(db, { context: owner.context, keys })
  if (properties.length !== keys.length) throw noSuchProperty()
  const given = properties.map((property) => ({ property, value: values.get(property.key) ?? '' }))
  for (const { property, value } of given) checkPropertyValue(property, value)
  const set = given
    .filter(({ value }) => value !== '')
    .map(({ property, value }) => ({ propertyId: property.id, value }))
  const cleared = given.filter(({ value }) => value === '').map(({ property }) => property.id)
  await setValues(db, owner, set, clock())
  await clearValues(db, owner, cleared)
  const { context, subject } = owner
  await recordValuesEvent(db, { occurredAt: clock(), author, context, subject, keys })
}
