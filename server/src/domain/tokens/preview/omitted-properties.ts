import type { Context } from '#platform/context'
import type { Application } from '#domain/applications'
import {
  listPropertiesOf,
  PROPERTY_CLAIMS,
  propertySelection,
  type Authority,
  type Omission,
  type PropertyRow,
  type TokenKind,
} from '#domain/claims'

/** The properties that the token customization selects and the token does not have, each with the reason. */
export async function omittedProperties(
  { db }: Pick<Context, 'db'>,
  application: Application,
  { kind, authority }: { readonly kind: TokenKind; readonly authority: Authority | undefined },
): Promise<readonly Omission[]> {
  const ids = propertySelection(application)[kind]
  if (ids.length === 0) return []
  const properties = await listPropertiesOf(db, { applicationId: application.id, ids })
  return properties.flatMap((property) => {
    const reason = whyNot(property, authority)
    return reason === undefined ? [] : [{ name: `${PROPERTY_CLAIMS[property.context]}.${property.key}`, reason }]
  })
}

function whyNot({ id, context, isPrivate, value }: PropertyRow, authority: Authority | undefined): string | undefined {
  if (isPrivate) return 'the property is private'
  const values = { usr: authority?.userProperties[id], org: authority?.organizationProperties[id], app: value }
  return values[context] === undefined ? 'it has no value' : undefined
}
