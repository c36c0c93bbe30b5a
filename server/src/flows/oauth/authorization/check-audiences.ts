import { authorizationsFor, isManagementAudience } from '#domain/resource-servers'
import { OAuthError } from '../errors.ts'
import { checkResources } from '../targets.ts'
import type { Check } from './check.ts'

/**
 * Each API must be one that the application is authorised for (A7-4). Nobody's token of a person may reach the
 * Management API: its scopes are an application's alone. What `resource` names has an error of its own (RFC 8707
 * section 2).
 */
export const checkAudiences: Check = async (request, application, ctx) => {
  const isGranted = async (audiences: readonly string[]) =>
    !audiences.some((audience) => isManagementAudience(ctx, audience)) &&
    (audiences.length === 0 || (await authorizationsFor(ctx, application, audiences)) !== undefined)
  if (!(await isGranted(request.audiences))) {
    throw new OAuthError('invalid_request', 'The application is not authorised for this audience.')
  }
  checkResources(request)
  if (!(await isGranted(request.resources))) {
    throw new OAuthError('invalid_target', 'The application is not authorised for this resource.')
  }
}
