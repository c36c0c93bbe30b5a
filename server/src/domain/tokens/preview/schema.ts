import { z } from 'zod'
import { userIdFromSubject } from '#platform/ids'
import { QueryFlag } from '#platform/http'
import { propertyIdFromText, type TokenKind } from '#domain/claims'
import { noSuchUser } from '#domain/users'
import type { PreviewRequest } from './get-subject.ts'
import type { TokenPreview } from './preview-token.ts'

const KINDS = { access_token: 'access', id_token: 'id', m2m_token: 'm2m' } as const

const words = (text: string | undefined) => [...new Set((text ?? '').split(' ').filter((one) => one !== ''))]

export const PreviewQuery = z.object({
  kind: z
    .enum(['access_token', 'id_token', 'm2m_token'])
    .optional()
    .meta({ description: 'Otherwise an access token.' }),
  user_id: z
    .string()
    .optional()
    .transform((text) => {
      if (text === undefined || text === '') return undefined
      const id = userIdFromSubject(text)
      if (id === undefined) throw noSuchUser()
      return id
    })
    .meta({ type: 'string', description: 'Whose token. A machine’s token is of nobody.' }),
  org_code: z
    .string()
    .optional()
    .transform((text) => (text === '' ? undefined : text))
    .meta({ type: 'string', description: 'The organization signed in to; without it, none.' }),
  scope: z
    .string()
    .max(2_000)
    .optional()
    .transform((text) => words(text ?? 'openid profile email offline'))
    .meta({ type: 'string', description: 'As it would be asked for; `openid profile email offline` when not sent.' }),
  audience: z
    .string()
    .max(2_000)
    .optional()
    .transform(words)
    .meta({ type: 'string', description: 'APIs that would be asked for, separated by blanks.' }),
  claims: z
    .string()
    .max(500)
    .optional()
    .transform((text) => (text === undefined ? undefined : words(text)))
    .meta({
      type: 'string',
      description: 'Claims to add, separated by blanks, in place of those that were saved; empty: none.',
    }),
  properties: z
    .string()
    .max(4_000)
    .optional()
    .transform((text) => (text === undefined ? undefined : words(text).map(propertyIdFromText)))
    .meta({
      type: 'string',
      description: 'Ids of properties, separated by blanks, in place of those that were saved; empty: none.',
    }),
  include_org_codes: QueryFlag.meta({ type: 'boolean', description: 'In place of what was saved.' }),
  include_api_scopes_in_permissions: QueryFlag.meta({ type: 'boolean', description: 'In place of what was saved.' }),
  is_hasura_mapping_enabled: QueryFlag.meta({ type: 'boolean', description: 'In place of what was saved.' }),
})

export function requestOf(applicationId: string, query: z.output<typeof PreviewQuery>): PreviewRequest {
  const kind: TokenKind = KINDS[query.kind ?? 'access_token']
  const { user_id: userId, org_code: organizationCode, scope: scopes, audience: audiences } = query
  const draft = {
    claims: query.claims,
    propertyIds: query.properties,
    isOrgCodesIncluded: query.include_org_codes,
    isApiScopesInPermissions: query.include_api_scopes_in_permissions,
    isHasuraMappingEnabled: query.is_hasura_mapping_enabled,
  }
  return { applicationId, kind, userId, organizationCode, scopes, audiences, draft }
}

export const PreviewView = z.object({
  claims: z.array(
    z.object({
      name: z.string(),
      value: z.unknown(),
      origin: z.string().meta({ description: 'What said it, and what let it in.' }),
      parts: z
        .record(z.string(), z.string())
        .optional()
        .meta({ description: 'Of a claim with several parts: the origin of each.' }),
    }),
  ),
  missing: z
    .array(z.object({ name: z.string(), reason: z.string() }))
    .meta({ description: 'What could be there and is not, and why.' }),
  size: z.object({
    bytes: z.number().int(),
    warnings: z.array(z.object({ code: z.string(), limit: z.number().int(), message: z.string() })),
  }),
})

export function viewOf({ claims, missing, bytes, warnings }: TokenPreview): z.input<typeof PreviewView> {
  return {
    claims: claims.map(({ name, value, origin, parts }) => ({ name, value, origin, ...(parts ? { parts } : {}) })),
    missing: missing.map(({ name, reason }) => ({ name, reason })),
    size: { bytes, warnings: warnings.map(({ code, limit, message }) => ({ code, limit, message })) },
  }
}
