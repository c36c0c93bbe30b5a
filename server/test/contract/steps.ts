import type { Api } from '../management.ts'

/** Ids and keys of the objects that earlier steps made, by the names that paths use. */
export type World = Readonly<Record<string, string>>

export interface Request {
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
}

// The id of a new object is read from the answer, whatever its shape.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Learn = (answer: any) => Record<string, string>

interface PlannedStep {
  /** As in the published contract: method, path. */
  readonly operation: string
  readonly request: (world: World) => Request
  readonly learn: Learn
}

const of = (
  operation: string,
  request: (world: World) => Request = () => ({}),
  learn: Learn = () => ({}),
): PlannedStep => ({ operation, request, learn })

const USER = {
  profile: { given_name: 'Ada', family_name: 'Lovelace' },
}
// A picture of one pixel.
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const logo = () => ({ body: { logo: new File([PIXEL], 'pixel.png', { type: 'image/png' }) } })
const body = (make: (world: World) => unknown) => (world: World) => ({ body: make(world) })
const query = (make: (world: World) => Readonly<Record<string, string>>) => (world: World) => ({ query: make(world) })
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
    }),
  ),
  of(
    'get /organization',
    query(({ org_code: code }) => ({ code: String(code) })),
  ),
  of('get /organizations'),
  of(
    'patch /organization/{org_code}',
    body(() => ({ name: 'Acme Ltd' })),
  ),
  of(
    'post /organizations/{org_code}/users',
    body(({ user_id: id }) => ({ users: [{ id }] })),
  ),
  of('get /organizations/{org_code}/users'),
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

/** Replaces the names in a path by the values that they stand for. */
export function parametersOf(operation: string, world: World): Record<string, string> {
  const names = [...operation.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  return Object.fromEntries(names.map((name) => [name, valueOf(name, operation, world)]))
}

function valueOf(name: string, operation: string, world: World): string {
  const tag = String(world['tag'])
  if (name === 'type') return 'light'
  if (name === 'feature_flag_key') return `flag_${tag}`
  if (name !== 'property_key') return world[name] ?? 'nothing'
  if (operation.includes('/users/')) return `usr_${tag}`
  return operation.includes('/organizations/') ? `org_${tag}` : `app_${tag}`
}

export interface Call extends Request {
  readonly operation: string
  readonly parameters: Readonly<Record<string, string>>
}

export interface WalkResult {
  readonly world: World
  /** Operations with what each answered, or why it did not. */
  readonly failed: readonly string[]
}

interface WalkOptions {
  /** Makes keys and names different from those of another walk. */
  readonly tag: string
  readonly isIncluded: (operation: string) => boolean
  readonly call: (call: Call) => Promise<unknown>
}

/** Goes through the plan, one operation after the other. */
export async function walk({ tag, isIncluded, call }: WalkOptions): Promise<WalkResult> {
  const failed: string[] = []
  let world: World = { tag }
  for (const { operation, request, learn } of PLAN.filter((one) => isIncluded(one.operation))) {
    try {
      const answer = await call({ operation, parameters: parametersOf(operation, world), ...request(world) })
      world = { ...world, ...learn(answer) }
    } catch (error) {
      failed.push(`${operation}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return { world, failed }
}

export function pathOf({ operation, parameters, query = {} }: Call): string {
  const path = operation
    .replace(/^\w+ /, '')
    .replaceAll(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(parameters[name] ?? ''))
  const search = new URLSearchParams(query).toString()
  return search === '' ? path : `${path}?${search}`
}

/** Calls over HTTP; fails where the answer is a refusal. */
export function callOver(calls: Api): WalkOptions['call'] {
  return async (one) => {
    const method = one.operation.split(' ')[0]?.toUpperCase() ?? ''
    const answer = await calls.send(method, pathOf(one), formOf(one.body))
    if (answer.status >= 400) throw new Error(JSON.stringify(answer.body))
    return answer.body as unknown
  }
}

/** A body that carries a file travels as a form. */
export function formOf(value: unknown): unknown {
  const fields = typeof value === 'object' && value !== null ? Object.entries(value) : []
  if (!fields.some(([, field]) => field instanceof File)) return value
  const form = new FormData()
  for (const [name, field] of fields) form.set(name, field as File)
  return form
}

/** Makes one object of each kind, for tests that need something to refer to. */
export function makeWorld(calls: Api, tag: string, isIncluded: (operation: string) => boolean): Promise<WalkResult> {
  return walk({ tag, isIncluded: (one) => !one.startsWith('delete') && isIncluded(one), call: callOver(calls) })
}
