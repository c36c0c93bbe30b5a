import { body, of, query, type PlannedStep } from './planned-step.ts'
import { REMOVERS } from './removers.ts'

const USER = {
  profile: { given_name: 'Ada', family_name: 'Lovelace' },
}
// A picture of one pixel.
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const logo = () => ({ body: { logo: new File([PIXEL], 'pixel.png', { type: 'image/png' }) } })
const URLS = { urls: ['https://a.example/callback'] }

const CONTEXTS = ['org', 'app'] as const

/** Properties of organizations and applications, beside that of users. */
const furtherProperties = CONTEXTS.flatMap((context) => [
  of(
    'post /property_categories',
    body(() => ({ name: 'Facts', context })),
    ({ category }) => ({
      [`${context}_category_id`]: category.id,
    }),
  ),
  of('post /properties', property(context, `${context}_category_id`)),
])

function property(context: string, category: string) {
  return body((world) => ({
    key: `${context}_${String(world['tag'])}`,
    name: 'Favourite',
    type: 'single_line_text',
    context,
    is_private: false,
    category_id: world[category],
  }))
}

/** One request of every operation, in an order in which each can succeed: makers first, removers last. */
export const PLAN: readonly PlannedStep[] = [
  of(
    'post /applications',
    body(() => ({ name: 'Shop', type: 'reg' })),
    ({ application: { id } }) => ({
      application_id: id,
      app_id: id,
    }),
  ),
  of('get /applications'),
  of('get /applications/{application_id}'),
  of(
    'patch /applications/{application_id}',
    body(() => ({ name: 'Store' })),
  ),
  of(
    'patch /applications/{application_id}/tokens',
    body(() => ({ access_token_lifetime: 600 })),
  ),
  of(
    'post /applications/{app_id}/auth_redirect_urls',
    body(() => URLS),
  ),
  of(
    'put /applications/{app_id}/auth_redirect_urls',
    body(() => URLS),
  ),
  of('get /applications/{app_id}/auth_redirect_urls'),
  of(
    'post /applications/{app_id}/auth_logout_urls',
    body(() => URLS),
  ),
  of(
    'put /applications/{app_id}/auth_logout_urls',
    body(() => URLS),
  ),
  of('get /applications/{app_id}/auth_logout_urls'),
  of(
    'post /apis',
    body(({ tag }) => ({ name: 'Logs', audience: `https://logs.example/${String(tag)}` })),
    ({ api }) => ({ api_id: api.id }),
  ),
  of('get /apis'),
  of('get /apis/{api_id}'),
  of(
    'post /apis/{api_id}/scopes',
    body(({ tag }) => ({ key: `read:${String(tag)}` })),
    ({ scope }) => ({
      scope_id: scope.id,
    }),
  ),
  of('get /apis/{api_id}/scopes'),
  of('get /apis/{api_id}/scopes/{scope_id}'),
  of(
    'patch /apis/{api_id}/scopes/{scope_id}',
    body(() => ({ description: 'Reads' })),
  ),
  of(
    'patch /apis/{api_id}/applications',
    body(({ application_id: id }) => ({ applications: [{ id }] })),
  ),
  of('post /apis/{api_id}/applications/{application_id}/scopes/{scope_id}'),
  of('get /business'),
  of(
    'patch /business',
    body(() => ({ phone: '555-1234' })),
  ),
  of('get /industries'),
  of('get /timezones'),
  of('get /environment'),
  of('put /environment/logos/{type}', logo),
  of('get /environment/logos'),
  of(
    'post /environment_variables',
    body(({ tag }) => ({ key: `KEY_${String(tag)}`, value: 'a' })),
    ({ environment_variable: { id } }) => ({ variable_id: id }),
  ),
  of('get /environment_variables'),
  of('get /environment_variables/{variable_id}'),
  of(
    'patch /environment_variables/{variable_id}',
    body(() => ({ value: 'b' })),
  ),
  of(
    'post /permissions',
    body(({ tag }) => ({ key: `do:${String(tag)}`, name: 'Do' })),
  ),
  of(
    'get /permissions',
    query(() => ({ page_size: '500' })),
    ({ permissions }) => ({
      permission_id: permissions.find(({ key }: { key: string }) => key.startsWith('do:')).id,
    }),
  ),
  of(
    'patch /permissions/{permission_id}',
    body(() => ({ name: 'Do it' })),
  ),
  of('get /system_permissions', undefined, ({ system_permissions: [first] }) => ({ system_permission_id: first.id })),
  of(
    'post /roles',
    body(({ tag }) => ({ key: `role_${String(tag)}`, name: 'Editor' })),
    ({ role }) => ({
      role_id: role.id,
    }),
  ),
  of('get /roles'),
  of('get /roles/{role_id}'),
  of(
    'patch /roles/{role_id}',
    body(({ tag }) => ({ key: `role_${String(tag)}`, name: 'Writer' })),
  ),
  of(
    'patch /roles/{role_id}/permissions',
    body(({ permission_id: id }) => ({ permissions: [{ id }] })),
  ),
  of('get /roles/{role_id}/permissions'),
  of(
    'post /roles/{role_id}/scopes',
    body(({ scope_id: id }) => ({ scope_id: id })),
  ),
  of('get /roles/{role_id}/scopes'),
  of(
    'patch /roles/{role_id}/system_permissions',
    body(({ system_permission_id: id }) => ({ system_permissions: [{ id }] })),
  ),
  of('get /roles/{role_id}/system_permissions'),
  of('post /applications/{application_id}/access_roles/{role_id}'),
  of('get /applications/{application_id}/access_roles'),
  of(
    'post /feature_flags',
    body(({ tag }) => ({
      key: `flag_${String(tag)}`,
      name: 'Flag',
      type: 'str',
      default_value: 'a',
      allow_override_level: 'usr',
    })),
  ),
  of(
    'put /feature_flags/{feature_flag_key}',
    query(() => ({ name: 'Flag', description: '', type: 'str', default_value: 'b', allow_override_level: 'usr' })),
  ),
  of(
    'patch /environment/feature_flags/{feature_flag_key}',
    body(() => ({ value: 'c' })),
  ),
  of('get /environment/feature_flags'),
  of(
    'post /property_categories',
    body(() => ({ name: 'Tastes', context: 'usr' })),
    ({ category }) => ({
      category_id: category.id,
    }),
  ),
  of('get /property_categories'),
  of(
    'put /property_categories/{category_id}',
    body(() => ({ name: 'Likes' })),
  ),
  of('post /properties', property('usr', 'category_id'), (answer) => ({ property_id: answer.property.id })),
  ...furtherProperties,
  of('get /properties'),
  of(
    'put /properties/{property_id}',
    body(({ category_id: id }) => ({ name: 'Best', is_private: false, category_id: id })),
  ),
  of(
    'post /subscribers',
    query(({ tag }) => ({
      email: `reader-${String(tag)}@example.com`,
      first_name: 'Ada',
      last_name: 'Lovelace',
    })),
    ({ subscriber }) => ({ subscriber_id: subscriber.subscriber_id }),
  ),
  of('get /subscribers'),
  of('get /subscribers/{subscriber_id}'),
  of(
    'post /user',
    body(({ tag }) => ({
      ...USER,
      identities: [{ type: 'email', details: { email: `ada-${String(tag)}@example.com` } }],
    })),
    ({ id }) => ({ user_id: id }),
  ),
  of('get /users'),
  of(
    'get /user',
    query(({ user_id: id }) => ({ id: String(id) })),
  ),
  of('patch /user', (world) => ({ query: { id: String(world['user_id']) }, body: { given_name: 'Augusta' } })),
  of('post /users/{user_id}/refresh_claims'),
  of(
    'put /users/{user_id}/password',
    body(() => ({ hashed_password: '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy' })),
  ),
  of(
    'post /users/{user_id}/identities',
    body(({ tag }) => ({ type: 'username', value: `ada_${String(tag)}` })),
    ({ identity }) => ({ identity_id: identity.id }),
  ),
  of('get /users/{user_id}/identities'),
  of('get /identities/{identity_id}'),
  of(
    'patch /identities/{identity_id}',
    body(() => ({ is_primary: true })),
  ),
  of('get /users/{user_id}/sessions'),
  of('get /users/{user_id}/mfa'),
  of(
    'put /mfa',
    body(() => ({ policy: 'off', enabled_factors: ['mfa:authenticator_app'] })),
  ),
  of('get /passkey'),
  of(
    'put /passkey',
    body(() => ({ policy: 'off' })),
  ),
  of(
    'get /search/users',
    query(() => ({ query: 'ada' })),
  ),
  of(
    'put /users/{user_id}/properties/{property_key}',
    query(() => ({ value: 'tea' })),
  ),
  of(
    'patch /users/{user_id}/properties',
    body(({ tag }) => ({ properties: { [`usr_${String(tag)}`]: 'coffee' } })),
  ),
  of('get /users/{user_id}/properties'),
  of(
    'patch /users/{user_id}/feature_flags/{feature_flag_key}',
    query(() => ({ value: 'd' })),
  ),
  of(
    'post /organization',
    body(({ tag }) => ({ name: 'Acme', handle: `acme-${String(tag)}` })),
    ({ organization }) => ({
      org_code: organization.code,
      organization_code: organization.code,
    }),
  ),
  of(
    'get /organization',
    query(({ org_code: code }) => ({ code: String(code) })),
  ),
  of('get /organizations'),
  of(
    'patch /organization/{org_code}',
    body(() => ({ name: 'Acme Ltd', is_enable_advanced_orgs: true })),
  ),
  of(
    'put /organizations/{org_code}/mfa',
    body(() => ({ enabled_factors: ['mfa:email'] })),
  ),
  of(
    'get /connections',
    () => ({}),
    ({ connections }) => ({ connection_id: connections[2].connection.id }),
  ),
  of('get /connections/{connection_id}'),
  of('post /applications/{application_id}/connections/{connection_id}'),
  of('get /applications/{application_id}/connections'),
  of('post /organizations/{organization_code}/connections/{connection_id}'),
  of('get /organizations/{organization_code}/connections'),
  of(
    'post /organizations/{org_code}/users',
    body(({ user_id: id }) => ({ users: [{ id }] })),
  ),
  of('get /organizations/{org_code}/users'),
  of('get /organizations/{org_code}/users/{user_id}/mfa'),
  of(
    'patch /organizations/{org_code}/users',
    body(({ user_id: id }) => ({ users: [{ id, roles: [] }] })),
  ),
  of(
    'post /organizations/{org_code}/users/{user_id}/roles',
    body(({ role_id: id }) => ({ role_id: id })),
  ),
  of('get /organizations/{org_code}/users/{user_id}/roles'),
  of('get /organizations/{org_code}/roles/{role_id}/users'),
  of('get /organizations/{org_code}/roles/{role_id}/users/count'),
  of(
    'get /organizations/{org_code}/roles/{role_id}/active_users/count',
    query(() => ({ date_time_from: '2026-01-01T00:00:00Z', date_time_to: '2026-01-02T00:00:00Z' })),
  ),
  of('get /roles/{role_id}/users'),
  of(
    'post /organizations/{org_code}/users/{user_id}/permissions',
    body(({ permission_id: id }) => ({ permission_id: id })),
  ),
  of('get /organizations/{org_code}/users/{user_id}/permissions'),
  of('post /organizations/{org_code}/users/{user_id}/apis/{api_id}/scopes/{scope_id}'),
  of(
    'patch /organizations/{org_code}/feature_flags/{feature_flag_key}',
    query(() => ({ value: 'e' })),
  ),
  of('get /organizations/{org_code}/passkey'),
  of(
    'put /organizations/{org_code}/passkey',
    body(() => ({ is_override_environment_passkey_settings: false })),
  ),
  of('get /organizations/{org_code}/feature_flags'),
  of(
    'put /organizations/{org_code}/properties/{property_key}',
    query(() => ({ value: 'big' })),
  ),
  of(
    'patch /organizations/{org_code}/properties',
    body(({ tag }) => ({ properties: { [`org_${String(tag)}`]: 'bigger' } })),
  ),
  of('get /organizations/{org_code}/properties'),
  of('post /organizations/{org_code}/logos/{type}', logo),
  of('get /organizations/{org_code}/logos'),
  of(
    'put /applications/{application_id}/properties/{property_key}',
    body(() => ({ value: 'shop' })),
  ),
  of('get /applications/{application_id}/properties'),

  ...REMOVERS,
]
