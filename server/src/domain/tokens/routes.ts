import { endpoint, success, SuccessEnvelope, successOf } from '#platform/http'
import { refreshClaims, UserParams } from '#domain/users'
import { previewToken } from './preview/preview-token.ts'
import { PreviewParams, PreviewQuery, PreviewView, requestOf, viewOf } from './preview/schema.ts'

const preview = endpoint({
  method: 'get',
  path: '/api/v1/applications/{application_id}/token_preview',
  operationId: 'previewToken',
  tag: 'Tokens',
  summary: 'Show what a token would say, and why',
  description:
    'Each claim with what said it, each absent one with the reason, and the size. Nothing is issued. ' +
    'Not part of the published contract: an operation of our own.',
  scope: 'read:users',
  params: PreviewParams,
  query: PreviewQuery,
  answers: [200, successOf({ token_preview: PreviewView })],
  errors: {
    400: ['TOKEN_KIND_NOT_SUPPORTED', 'USER_REQUIRED', 'NOT_A_MEMBER', 'AUDIENCE_NOT_AUTHORIZED'],
    404: ['APPLICATION_NOT_FOUND', 'USER_NOT_FOUND', 'ORGANIZATION_NOT_FOUND'],
  },
  async handle(ctx, { params, query }) {
    return success({ token_preview: viewOf(await previewToken(ctx, requestOf(params.application_id, query))) })
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
