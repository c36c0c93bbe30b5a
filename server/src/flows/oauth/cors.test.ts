import { expect, test } from 'vitest'
import { anApplication } from '../../../test/oauth.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
await anApplication(server)
await anApplication(server, { redirectUri: 'http://127.0.0.1/callback' })
await anApplication(server, { type: 'reg', redirectUri: 'http://[::1]:4000/callback' })
const ORIGIN = 'https://app.example.com'
const TRACING = 'authorization,baggage,sentry-trace,traceparent,tracestate,x-datadog-trace-id'

function preflight(path: string, { origin = ORIGIN, asked = TRACING } = {}): Promise<Response> {
  const headers = { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': asked }
  return server.request(path, { method: 'OPTIONS', headers })
}

const allowed = (answer: Response, what: 'origin' | 'headers') => answer.headers.get(`access-control-allow-${what}`)

test.each(['/oauth2/token', '/oauth2/revoke', '/oauth2/v2/user_profile', '/account_api/v1/get_entitlements'])(
  'a registered origin may send headers of tracing libraries to %s',
  async (path) => {
    const answer = await preflight(path)
    expect([allowed(answer, 'origin'), allowed(answer, 'headers')]).toEqual([ORIGIN, TRACING])
    expect(answer.headers.get('vary')).toBe('Origin, Access-Control-Request-Headers')
  },
)

test('another origin gets none of the headers that it requests', async () => {
  const answer = await preflight('/oauth2/token', { origin: 'https://evil.test' })
  expect([allowed(answer, 'origin'), allowed(answer, 'headers')]).toEqual([
    null,
    expect.not.stringContaining('baggage'),
  ])
})

test.each(['x y', 'a,,b', 'a;b', 'x'.repeat(2_000)])(
  'an invalid list of header names is not repeated: %s',
  async (asked) => {
    expect(allowed(await preflight('/oauth2/token', { asked }), 'headers')).toMatch(/^Authorization, /)
  },
)

test('a page can read when to try again', async () => {
  const answer = await server.request('/oauth2/token', { method: 'POST', headers: { origin: ORIGIN } })
  expect(answer.headers.get('access-control-expose-headers')).toContain('Retry-After')
})

test.each([
  ['any port of a loopback entry of a public client, as a redirect may go to', 'http://127.0.0.1:51004', true],
  ['the port of a loopback entry of another client', 'http://[::1]:4000', true],
  ['another port of a loopback entry of another client', 'http://[::1]:51004', false],
  ['a name that resolves to loopback', 'http://localhost:51004', false],
  ['a loopback address over https', 'https://127.0.0.1:51004', false],
  ['an address that begins like it', 'http://127.0.0.1.evil.test', false],
  ['a port that is none', 'http://127.0.0.1:99999', false],
])('RFC 8252 section 7.3: %s', async (_name, origin, isAllowed) => {
  expect(allowed(await preflight('/oauth2/token', { origin }), 'origin')).toBe(isAllowed ? origin : null)
})
