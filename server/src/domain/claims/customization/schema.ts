import { z } from 'zod'
import type { Application } from '#domain/applications'
import { ACCESS_TOKEN_CLAIMS, ID_TOKEN_CLAIMS, M2M_TOKEN_CLAIMS } from '#domain/settings'
import { propertySelection, type TokenKind } from '../read-selected-properties.ts'
import type { PropertyRow } from '../views.ts'
import type { TokenCustomization } from './customize-tokens.ts'
import { propertyIdFromText, propertyIdOf, tokenKindsOf } from './token-customization.ts'

const Properties = z
  .array(
    z.string().transform(propertyIdFromText).meta({ type: 'string', example: 'prop_0195ac80a14e8d71f42b98e75d3c61ad' }),
  )
  .max(100)
  .transform((ids) => [...new Set(ids)])
  .meta({ type: 'array', description: 'Ids of properties that are not private.' })

function choiceOf<const N extends readonly string[]>(names: N, description: string) {
  const claims = z.array(z.enum(names)).max(names.length).meta({ description })
  return { claims: claims.optional(), properties: Properties.optional() }
}

const AccessChoice = z.strictObject({
  ...choiceOf(ACCESS_TOKEN_CLAIMS, 'Claims to add.'),
  include_api_scopes_in_permissions: z
    .boolean()
    .optional()
    .meta({ description: 'Scopes of APIs are in `permissions` as well.' }),
})
const IdChoice = z
  .strictObject({
    ...choiceOf(ID_TOKEN_CLAIMS, 'Claims to add; `org_codes` stays whatever is added.'),
    include_org_codes: z
      .boolean()
      .optional()
      .meta({ description: '`false` leaves `org_codes` out, for clients that take standard claims only.' }),
  })
  .refine(
    ({ claims, include_org_codes: isIncluded }) => isIncluded !== false || claims?.includes('org_codes') !== true,
    'must not both add org_codes and leave it out',
  )
const M2mChoice = z.strictObject(choiceOf(M2M_TOKEN_CLAIMS, 'Claims to add.'))

export const CustomizationBody = z.strictObject({
  access_token: AccessChoice.optional(),
  id_token: IdChoice.optional(),
  m2m_token: M2mChoice.optional(),
})

export function customizationOf(body: z.output<typeof CustomizationBody>): TokenCustomization {
  const { access_token: access, id_token: id, m2m_token: m2m } = body
  return {
    kinds: {
      ...(access ? { access: { claims: access.claims, propertyIds: access.properties } } : {}),
      ...(id ? { id: { claims: idClaimsOf(id), propertyIds: id.properties } } : {}),
      ...(m2m ? { m2m: { claims: m2m.claims, propertyIds: m2m.properties } } : {}),
    },
    isApiScopesInPermissions: access?.include_api_scopes_in_permissions,
  }
}

/** Adding one claim takes none away: only `include_org_codes` does. */
function idClaimsOf({ claims, include_org_codes: isIncluded = true }: z.output<typeof IdChoice>) {
  const added = claims ?? []
  return isIncluded ? ID_TOKEN_CLAIMS.filter((name) => name === 'org_codes' || added.includes(name)) : added
}

const ShownProperty = z.object({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  context: z.enum(['usr', 'org', 'app']),
  is_private: z.boolean().meta({ description: 'It was made private since: tokens leave it out.' }),
})

const shown = {
  claims: z.array(z.string()),
  available_claims: z.array(z.string()),
  properties: z.array(ShownProperty),
}

export const CustomizationView = z.object({
  access_token: z.object({ ...shown, include_api_scopes_in_permissions: z.boolean() }).optional(),
  id_token: z.object({ ...shown, include_org_codes: z.boolean() }).optional(),
  m2m_token: z.object(shown).optional(),
  is_hasura_mapping_enabled: z.boolean(),
})

const AVAILABLE = { access: ACCESS_TOKEN_CLAIMS, id: ID_TOKEN_CLAIMS, m2m: M2M_TOKEN_CLAIMS }

export function viewOf(
  application: Application,
  properties: readonly PropertyRow[],
): z.input<typeof CustomizationView> {
  const { values } = application.settings
  const supported = tokenKindsOf(application.type)
  const selection = propertySelection(application)
  const claims = { access: values.accessTokenClaims, id: values.idTokenClaims, m2m: values.m2mTokenClaims }
  const kindView = (kind: TokenKind) => ({
    claims: claims[kind],
    available_claims: [...AVAILABLE[kind]],
    properties: properties
      .filter(({ id }) => selection[kind].includes(id))
      .map(({ id, key, name, context, isPrivate }) => ({
        id: propertyIdOf(id),
        key,
        name,
        context,
        is_private: isPrivate,
      })),
  })
  return {
    ...(supported.includes('access')
      ? {
          access_token: {
            ...kindView('access'),
            include_api_scopes_in_permissions: values.isApiScopesInPermissions,
          },
        }
      : {}),
    ...(supported.includes('id')
      ? { id_token: { ...kindView('id'), include_org_codes: values.idTokenClaims.includes('org_codes') } }
      : {}),
    ...(supported.includes('m2m') ? { m2m_token: kindView('m2m') } : {}),
    is_hasura_mapping_enabled: values.isHasuraMappingEnabled,
  }
}
