import type { Context } from '#platform/context'
import { InvalidInput } from '#platform/errors'
import type { TokenKind } from '../read-selected-properties.ts'
import { listPropertiesOf } from '../views.ts'
import { CONTEXTS, noSuchProperty } from './token-customization.ts'

export interface PropertyChoice {
  readonly kind: TokenKind
  readonly propertyIds: readonly string[]
}

/**
 * Checks that tokens of these kinds can carry the properties.
 *
 * @throws {NotFound} `PROPERTY_NOT_FOUND`
 * @throws {InvalidInput} `PROPERTY_PRIVATE`, `PROPERTY_NOT_SUPPORTED`
 */
export async function checkSelectable(
  { db }: Pick<Context, 'db'>,
  applicationId: string,
  choices: readonly PropertyChoice[],
): Promise<void> {
  const ids = [...new Set(choices.flatMap(({ propertyIds }) => propertyIds))]
  if (ids.length === 0) return
  const properties = await listPropertiesOf(db, { applicationId, ids })
  const known = new Map(properties.map((property) => [property.id, property]))
  for (const { kind, propertyIds } of choices) {
    for (const id of propertyIds) {
      const property = known.get(id)
      if (!property) throw noSuchProperty()
      if (property.isPrivate) {
        throw new InvalidInput('PROPERTY_PRIVATE', `${property.key} is private: make it public to have it in tokens.`)
      }
      if (!CONTEXTS[kind].includes(property.context)) {
        throw new InvalidInput('PROPERTY_NOT_SUPPORTED', `Tokens of this kind cannot carry ${property.key}.`)
      }
    }
  }
}
