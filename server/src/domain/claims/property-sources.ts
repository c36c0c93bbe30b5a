import type { ClientTokenRequest, ClaimDecision, UserTokenRequest } from './claim.ts'
import { ownerOf, PROPERTY_CLAIMS, type PropertyContext, type SelectedProperty } from './properties.ts'
import { NO_AUTHORITY, type Authority } from './subject.ts'

/** A selected property without a value is left out: absent, not empty. */
export function propertyClaims({ properties, authority }: UserTokenRequest): ClaimDecision[] {
  return claimsOf(properties, authority, ['usr', 'org', 'app'])
}

export function clientPropertyClaims({ properties }: ClientTokenRequest): ClaimDecision[] {
  return claimsOf(properties, NO_AUTHORITY, ['app'])
}

function claimsOf(
  properties: readonly SelectedProperty[],
  authority: Authority,
  contexts: readonly PropertyContext[],
): ClaimDecision[] {
  return contexts.map((context) => {
    const name = PROPERTY_CLAIMS[context]
    const selected = properties.filter((property) => property.context === context)
    if (selected.length === 0) return { name, reason: 'no property is selected in the token customization' }
    const valued = selected.flatMap((property) => {
      const value = valueOf(property, authority)
      return value === undefined ? [] : [[property.key, { v: value }] as const]
    })
    if (valued.length === 0) return { name, reason: `the ${ownerOf(context)} has no value of the selected properties` }
    const origin = `properties of the ${ownerOf(context)}, selected in the token customization`
    return { name, value: Object.fromEntries(valued), origin }
  })
}

function valueOf({ id, context, value }: SelectedProperty, authority: Authority): string | undefined {
  if (context === 'app') return value
  return context === 'usr' ? authority.userProperties[id] : authority.organizationProperties[id]
}
