import { authorizationsFor, isManagementAudience } from '#domain/resource-servers'
import { OAuthError } from '../errors.ts'
import type { Check } from './check.ts'

/**
 * Each API must be one that the application is authorised for (A7-4). Nobody's token of a person may reach the
 * Management API: its scopes are an application's alone.
 */
export const checkAudiences: Check = async ({ audiences }, application, ctx) => {
  if (audiences.length === 0) return
  const isManagement = audiences.some((audience) => isManagementAudience(ctx, audience))
  if (!isManagement && (await authorizationsFor(ctx, application, audiences))) return
  throw new OAuthError('invalid_request', 'The application is not authorised for this audience.')
}
