import { expect, test } from 'vitest'
import { createApplication, MANAGEMENT_SCOPES, readApplication } from '#domain/applications'
import { readKeyRing, signJwt } from '#domain/signing-keys'
import { contextOf } from '../../../test/context.ts'
import { anApplication, api, CONTROL, managementToken, PRODUCTION, refusal } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const document = JSON.parse(await (await server.request('/api/openapi.json')).text())

interface Operation {
  readonly operationId: string
  readonly method: string
  readonly path: string
  readonly scope: string
}

const operations: Operation[] = Object.entries<Record<string, { operationId: string; 'x-scope': string }>>(
  document.paths,
).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { operationId, 'x-scope': scope }]) => ({ operationId, method, path, scope })),
)

const pathOf = (operation: Operation, id: string) => operation.path.replace('/api/v1', '').replace(/\{\w+\}/, id)

test('the document names its server, its version and how to authenticate', () => {
  expect(document).toMatchObject({ openapi: '3.1.0', servers: [{ url: server.origin }] })
  expect(document.components.securitySchemes.bearer).toMatchObject({ type: 'http', scheme: 'bearer' })
})

test('every scope is one that an application can have', () => {
  expect(operations.filter(({ scope }) => !MANAGEMENT_SCOPES.includes(scope))).toEqual([])
})

test('each refusal of an operation lists its codes as an enum', () => {
  const refusals = Object.values<Record<string, { operationId: string; responses: Record<string, Refusal> }>>(
    document.paths,
  ).flatMap((methods) =>
    Object.values(methods).flatMap(({ operationId, responses }) =>
      Object.entries(responses).flatMap(([status, response]) =>
        status < '400' ? [] : [{ name: `${operationId} ${status}`, response }],
      ),
    ),
  )
  const wrong = refusals.filter(({ response }) => {
    const [envelope, narrowed] = response.content['application/json'].schema.allOf
    const named = [...response.description.matchAll(/`([A-Z0-9_]+)`/g)].map(([, code]) => code)
    const listed = narrowed.properties.errors.items.properties.code.enum
    return envelope.$ref !== '#/components/schemas/error_response' || named.join() !== listed.join()
  })

  expect(refusals.length).toBeGreaterThan(400)
  expect(wrong.map(({ name }) => name)).toEqual([])
  expect(document.paths['/api/v1/roles/{role_id}'].delete.responses[404]).toMatchObject({
    content: {
      'application/json': {
        schema: {
          allOf: [{}, { properties: { errors: { items: { properties: { code: { enum: ['ROLE_NOT_FOUND'] } } } } } }],
        },
      },
    },
  })
})

interface Refusal {
  readonly description: string
  readonly content: {
    readonly 'application/json': {
      readonly schema: {
        readonly allOf: readonly [
          { readonly $ref: string },
          { properties: { errors: { items: { properties: { code: { enum: string[] } } } } } },
        ]
      }
    }
  }
}

test.each(['', 'http://admin.localhost:3000'])(
  'the reference at %s names files of its own host only',
  async (origin) => {
    const response = await server.request(`${origin}/api/reference`)
    const named = [...(await response.text()).matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? '')
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'nonce-[^']+'; script-src 'nonce-/,
    )
    expect(named.filter((address) => !/^\/(?!\/)/.test(address))).toEqual([])
    const statuses = await Promise.all(
      named.map(async (address) => (await server.request(`${origin}${address}`)).status),
    )
    expect(new Set(statuses)).toEqual(new Set([200]))
  },
)

test.each(['swagger-ui.css', 'reference.js'])(
  'the file %s of the reference is kept by browsers and compressed',
  async (name) => {
    const headers = { 'accept-encoding': 'gzip, br' }
    const response = await server.request(`/api/reference/assets/${name}`, { headers })
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-encoding': 'br',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    })
  },
)

test.each(['package.json', '..%2fpackage.json', 'swagger-ui.js', 'index.html'])(
  'no other file of the renderer is served: %s',
  async (name) => {
    expect((await server.request(`/api/reference/assets/${name}`)).status).toBe(404)
  },
)

test.each(operations)('$operationId is not answered without a token', async (operation) => {
  const paths = [pathOf(operation, '0'.repeat(32)), `${pathOf(operation, '%00')}?urls=&page_size=x`]
  const init = { method: operation.method.toUpperCase(), body: operation.method === 'get' ? null : 'nonsense' }
  for (const path of paths) {
    const response = await server.request(`/api/v1${path}`, init)
    expect([response.status, await response.json()]).toMatchObject([401, { errors: [{ code: 'TOKEN_REQUIRED' }] }])
  }
})

test.each(['nonsense', 'two words', 'a.b.c', '..', '%00', '\u00ff', '"quoted"', 'x'.repeat(8_000)])(
  'text that is not a token is refused: %.20s',
  async (text) => {
    const response = await server.request('/api/v1/applications', { headers: { authorization: `Bearer ${text}` } })
    expect([response.status, await response.json()]).toMatchObject([401, { errors: [{ code: 'INVALID_TOKEN' }] }])
  },
)

test.each(['=', ' ', ' x', '!', '"', '/'])(
  'a token with %j in its signature is not the one that was issued',
  async (more) => {
    const token = await managementToken(server)
    const changed = [`${token}${more}`, `${token.slice(0, -9)}${more}${token.slice(-9)}`].filter(
      (one) => one.trim() === one,
    )
    for (const one of changed) expect(await statusWith(one)).toBe('INVALID_TOKEN')
    expect(await statusWith(token)).toBe(200)
  },
)

test.each(['Bearer', 'Bearer ', 'Bearerx', 'Basic Zm9vOmJhcg=='])(
  'a header of %j has no token',
  async (authorization) => {
    const response = await server.request('/api/v1/applications', { headers: { authorization } })
    expect([response.status, await response.json()]).toMatchObject([401, { errors: [{ code: 'TOKEN_REQUIRED' }] }])
  },
)

test.each(operations)('$operationId needs its scope and no other (ATO-24)', async ({ scope, ...operation }) => {
  const path = pathOf({ ...operation, scope }, 'nonsense')
  // Applications of other environments may not manage businesses, with any scopes.
  const origin = path.startsWith('/businesses') ? CONTROL : server.origin
  const without = await api(server, { origin, scopes: MANAGEMENT_SCOPES.filter((one) => one !== scope) })
  const refused = await without.send(operation.method.toUpperCase(), path)
  const allowed = await (await api(server, { origin, scopes: [scope] })).send(operation.method.toUpperCase(), path)
  expect(refused).toMatchObject(refusal(403, 'INSUFFICIENT_SCOPE'))
  expect(refused.body.errors[0].message).toContain(scope)
  expect(allowed).not.toMatchObject(refusal(403, 'INSUFFICIENT_SCOPE'))
})

test('a scope that was removed from the application is gone from its tokens', async () => {
  const token = await managementToken(server)
  const caller = await api(server, { token })
  const { sub } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
  await server.query(`update applications set management_scopes = '{read:environments}' where id = $1::uuid`, [sub])
  server.opened.services.cache.drop('')
  expect(await caller.get('/applications')).toMatchObject(refusal(403, 'INSUFFICIENT_SCOPE'))
  expect(await caller.get('/environment/settings')).toMatchObject({ status: 200 })
})

async function statusWith(token: string, origin = server.origin): Promise<unknown> {
  const answer = await (await api(server, { token, origin })).get('/applications')
  return answer.body.errors?.[0].code ?? answer.status
}

test('a token of another environment is refused, in both directions (ATO-11)', async () => {
  const tokens = [await managementToken(server), await managementToken(server, { origin: PRODUCTION })] as const
  expect(await statusWith(tokens[0])).toBe(200)
  expect(await statusWith(tokens[1], PRODUCTION)).toBe(200)
  expect(await statusWith(tokens[0], PRODUCTION)).toBe('INVALID_TOKEN')
  expect(await statusWith(tokens[1])).toBe('INVALID_TOKEN')
})

test('a token for another API is refused', async () => {
  for (const audience of ['https://api.example', server.origin, `${server.origin}/api/v1`, `${PRODUCTION}/api`]) {
    expect(await statusWith(await managementToken(server, { audience }))).toBe('INVALID_TOKEN')
  }
})

test('an expired token is refused', async () => {
  const token = await managementToken(server)
  await server.query(`update access_tokens set expires_at = issued_at`)
  expect(await statusWith(token)).toBe('INVALID_TOKEN')
})

test('a revoked token is refused', async () => {
  const token = await managementToken(server)
  await server.query('update access_tokens set revoked_at = issued_at')
  expect(await statusWith(token)).toBe('INVALID_TOKEN')
})

test('a text that the product signed and that is not an access token is refused (AS-42)', async () => {
  const ctx = await contextOf(server)
  const token = await managementToken(server)
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
  const ring = await readKeyRing(ctx)
  const unknown = await signJwt(ring, { ...claims, jti: '00000000-0000-7000-8000-000000000000' })
  const idToken = await signJwt(ring, { ...claims, scp: undefined, aud: [claims.azp, ...claims.aud] })
  const userToken = await signJwt(ring, { ...claims, gty: undefined, sub: `kp_${'0'.repeat(32)}` })
  expect([await statusWith(unknown), await statusWith(idToken), await statusWith(userToken)]).toEqual(
    Array(3).fill('INVALID_TOKEN'),
  )
})

test.each(['nonsense', 'a.b.c', `${'a'.repeat(9_000)}`, '..'])('a malformed token %# is refused', async (token) => {
  expect(await statusWith(token)).toBe('INVALID_TOKEN')
})

test('a token in the query is ignored', async () => {
  const token = await managementToken(server, { scopes: ['read:applications'] })
  const response = await server.request(`/api/v1/applications?access_token=${token}`)
  expect(response.status).toBe(401)
})

test('an application that was never allowed to cannot get a token for the API', async () => {
  const ctx = await contextOf(server)
  const { clientId, clientSecret = '' } = await createApplication(ctx, { name: 'Shop', type: 'm2m' })
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    audience: `${server.origin}/api`,
  })
  const response = await server.request('/oauth2/token', { method: 'POST', body })
  expect([response.status, await readApplication(ctx, clientId)]).toMatchObject([400, { managementScopes: [] }])
})

test('the application of the first run gets a token and uses it', async () => {
  const { client_id: id, client_secret: secret, audience } = server.firstRun.management
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret, audience })
  const response = await server.request('/oauth2/token', { method: 'POST', body })
  const { access_token: token } = JSON.parse(await response.text())
  expect(await statusWith(token)).toBe(200)
})

test('a wrong method and an unknown route get different answers', async () => {
  const calls = await api(server)
  const wrong = await calls.put('/applications')
  expect(wrong).toMatchObject(refusal(405, 'METHOD_NOT_ALLOWED'))
  expect(wrong.headers.get('allow')).toBe('GET, POST')
  expect(await calls.get('/nothing')).toMatchObject({ status: 404, body: { errors: { code: 'ROUTE_NOT_FOUND' } } })
})

test('no content that a client sends causes a 5xx', async () => {
  const calls = await api(server)
  const id = await anApplication(calls)
  const values = [null, true, 0, -1, 1e308, '', '\u{10ffff}', 'a'.repeat(70_000), [], [[]], {}, { urls: {} }]
  const fields = [
    'name',
    'type',
    'org_code',
    'urls',
    'redirect_uris',
    'login_uri',
    'language_key',
    'access_token_lifetime',
  ]
  const bodies = [
    ...values,
    ...fields.flatMap((field) => values.map((value) => ({ name: 'a', type: 'spa', [field]: value }))),
  ]
  // Other tests (contract/) send every operation values outside of its schema; this one sends bad URLs and settings.
  const writes = operations.filter(
    ({ method, path }) => method !== 'get' && method !== 'delete' && path.startsWith('/api/v1/applications'),
  )
  const statuses = new Set<number>()
  for (const operation of writes) {
    const answers = await Promise.all(
      bodies.map((body) => calls.send(operation.method.toUpperCase(), pathOf(operation, id), body)),
    )
    for (const { status } of answers) statuses.add(status)
  }
  expect([...statuses].filter((status) => status >= 500)).toEqual([])
})
