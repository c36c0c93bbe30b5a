import { expect, test } from 'vitest'
import { startServer } from '../server.ts'

const server = await startServer()
const ELSEWHERE = 'http://nobody.localhost:3000'
const SENTENCE =
  'This host name does not belong to any environment of this server. GATEHOUSE_URL: http://localhost:3000'

test.each(['/oauth2/token', '/oauth2/revoke', '/oauth2/introspect', '/oauth2/v2/user_profile', '/oauth2/device/auth'])(
  'a program at %s of an unknown host gets an OAuth error',
  async (path) => {
    const answer = await server.request(`${ELSEWHERE}${path}`, { method: 'POST' })
    expect([answer.status, await answer.json()]).toEqual([
      421,
      { error: 'invalid_request', error_description: SENTENCE },
    ])
  },
)

test.each([
  '/.well-known/openid-configuration',
  '/.well-known/jwks',
  '/api',
  '/api/v1/users',
  '/account_api/v1/get_entitlements',
  '/dev/inbox/messages',
])('a program at %s of an unknown host gets the error envelope of the APIs', async (path) => {
  const answer = await server.request(`${ELSEWHERE}${path}`)
  expect([answer.status, await answer.json()]).toEqual([421, { errors: [{ code: 'UNKNOWN_HOST', message: SENTENCE }] }])
})

test.each(['/', '/oauth2/auth?client_id=x', '/auth/start', '/dev/inbox', '/logout'])(
  'a person who opens %s at an unknown host gets a page with the same sentence',
  async (path) => {
    const answer = await server.request(`${ELSEWHERE}${path}`)
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(await answer.text()).toContain('This host name does not belong to any environment of this server.')
  },
)
