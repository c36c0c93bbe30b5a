import { of, query, type PlannedStep } from './planned-step.ts'

/** The operations that remove what the makers of the plan made; what others refer to comes last. */
export const REMOVERS: readonly PlannedStep[] = [
  of(
    'delete /applications/{app_id}/auth_redirect_urls',
    query(() => ({ urls: 'https://a.example/callback' })),
  ),
  of(
    'delete /applications/{app_id}/auth_logout_urls',
    query(() => ({ urls: 'https://a.example/callback' })),
  ),
  of('delete /applications/{application_id}/access_roles/{role_id}'),
  of('delete /apis/{api_id}/applications/{application_id}/scopes/{scope_id}'),
  of('delete /organizations/{org_code}/users/{user_id}/apis/{api_id}/scopes/{scope_id}'),
  of('delete /organizations/{org_code}/users/{user_id}/permissions/{permission_id}'),
  of('delete /organizations/{org_code}/users/{user_id}/roles/{role_id}'),
  of('delete /organizations/{org_code}/users/{user_id}'),
  of('delete /organizations/{org_code}/feature_flags/{feature_flag_key}'),
  of('delete /organizations/{org_code}/feature_flags'),
  of('delete /organizations/{org_code}/logos/{type}'),
  of('delete /organization/{org_code}/handle'),
  of('delete /organization/{org_code}'),
  of('delete /users/{user_id}/sessions'),
  of('delete /identities/{identity_id}'),
  of(
    'delete /user',
    query(({ user_id: id }) => ({ id: String(id) })),
  ),
  of('delete /properties/{property_id}'),
  of('delete /environment/feature_flags/{feature_flag_key}'),
  of('delete /environment/feature_flags'),
  of('delete /feature_flags/{feature_flag_key}'),
  of('delete /roles/{role_id}/scopes/{scope_id}'),
  of('delete /roles/{role_id}/permissions/{permission_id}'),
  of('delete /roles/{role_id}'),
  of('delete /permissions/{permission_id}'),
  of('delete /apis/{api_id}/scopes/{scope_id}'),
  of('delete /apis/{api_id}'),
  of('delete /environment/logos/{type}'),
  of('delete /environment_variables/{variable_id}'),
  of('delete /applications/{application_id}'),
]
