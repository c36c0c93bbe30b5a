import { Forbidden } from '#platform/errors'
import { endpoint, success, SuccessEnvelope, successOf, type Actor } from '#platform/http'
import { ApplicationParams } from '#domain/applications'
import { refreshClaims, UserParams } from '#domain/users'
import { previewToken } from './preview/preview-token.ts'
import { PreviewQuery, PreviewView, requestOf, viewOf } from './preview/schema.ts'

/**
 * Scopes for the parts of a preview. Each part can be read elsewhere with a scope of its own, and the preview is no way
 * around it (ATO-24).
 */
const SHOWN = [
  'read:organizations',
  'read:organization_user_roles',
  'read:organization_user_permissions',
  'read:organization_feature_flags',
  'read:organization_properties',
  'read:user_properties',
  'read:application_properties',
] as const

function checkMayRead({ scopes }: Actor): void {
  const missing = SHOWN.find((scope) => !scopes.has(scope))
  if (missing !== undefined) throw new Forbidden('INSUFFICIENT_SCOPE', `The scope ${missing} is required as well.`)
}

const preview = endpoint({
  method: 'get',
  path: '/api/v1/applications/{application_id}/token_preview',
  operationId: 'previewToken',
  tag: 'Tokens',
  summary: 'Show what a token would say, and why',
  description:
    'Each claim with what said it, each absent one with the reason, and the size. Nothing is issued. A token customization ' +
    'can be looked at before it is saved. Needs the scopes of ' +
    `all that it shows as well: ${SHOWN.join(', ')}. ` +
    'Not part of the published contract: an operation of our own.',
  scope: 'read:users',
  params: ApplicationParams,
  query: PreviewQuery,
  answers: [200, successOf({ token_preview: PreviewView })],
  errors: {
    400: [
      'TOKEN_KIND_NOT_SUPPORTED',
      'TOKEN_CLAIM_NOT_SUPPORTED',
      'USER_REQUIRED',
      'NOT_A_MEMBER',
      'AUDIENCE_NOT_AUTHORIZED',
      'PROPERTY_PRIVATE',
      'PROPERTY_NOT_SUPPORTED',
    ],
    404: ['APPLICATION_NOT_FOUND', 'USER_NOT_FOUND', 'ORGANIZATION_NOT_FOUND', 'PROPERTY_NOT_FOUND'],
  },
  async handle(ctx, { params, query, actor }) {
    checkMayRead(actor)
    const shown = await previewToken(ctx, requestOf(params.application_id, query))
    return success({ token_preview: viewOf(shown) })
  },
})

const refreshing = endpoint({
  method: 'post',
  path: '/api/v1/users/{user_id}/refresh_claims',
  operationId: 'refreshUserClaims',
  tag: 'Users',
  summary: 'Refresh the claims of a user',
  description: 'Their next tokens carry the present state, although the old ones have not expired.',
  scope: 'update:user_refresh_claims',
  params: UserParams,
  answers: [200, SuccessEnvelope],
  errors: { 404: ['USER_NOT_FOUND'] },
  async handle(ctx, { params }) {
    await refreshClaims(ctx, params.user_id)
    return success()
  },
})

export const tokenRoutes = [preview, refreshing]
