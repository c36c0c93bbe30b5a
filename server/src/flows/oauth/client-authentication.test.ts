import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { expect, test } from 'vitest'
import { anApplication, api } from '../../../test/management.ts'
import { postForm } from '../../../test/oauth.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const { id: web, client_secret: secret } = (await calls.post('/applications', { name: 'Web', type: 'reg' })).body
  .application
await calls.put(`/applications/${web}/jwks`, { keys: [publicKey.export({ format: 'jwk' })] })
const spa = await anApplication(calls, { type: 'spa' })
const device = await anApplication(calls, { type: 'device' })

/** Returns an assertion that no request has used yet. */
function assertionOf(client: string): Record<string, string> {
  const now = Math.floor(server.opened.services.clock().getTime() / 1000)
  const claims = { iss: client, sub: client, aud: server.origin, exp: now + 60, jti: randomUUID() }
  const input = [{ alg: 'RS256' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return {
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`,
  }
}

const basic = (client: string, of = secret) => ({
  authorization: `Basic ${Buffer.from(`${client}:${String(of)}`).toString('base64')}`,
})

const ENDPOINTS = [
  { path: '/oauth2/token', fields: { grant_type: 'refresh_token', refresh_token: 'x' } },
  { path: '/oauth2/introspect', fields: { token: 'x' } },
  { path: '/oauth2/revoke', fields: { token: 'x' } },
] as const

async function answerOf(path: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  const response = await postForm(server, path, fields, headers)
  const text = await response.text()
  const { error } = (text === '' ? {} : JSON.parse(text)) as { error?: string }
  return { status: response.status, error, challenge: response.headers.get('www-authenticate') }
}

test.each(ENDPOINTS)('AS-22 $path accepts each method alone, and no two of them', async ({ path, fields }) => {
  const post = { client_id: web, client_secret: secret }
  const alone = await Promise.all([
    answerOf(path, { ...fields, ...post }),
    answerOf(path, fields, basic(web)),
    answerOf(path, { ...fields, ...assertionOf(web) }),
  ])
  const together = await Promise.all([
    answerOf(path, { ...fields, ...post }, basic(web)),
    answerOf(path, { ...fields, ...assertionOf(web) }, basic(web)),
    answerOf(path, { ...fields, ...post, ...assertionOf(web) }),
    answerOf(path, { ...fields, ...post, ...assertionOf(web) }, basic(web)),
  ])
  expect(alone.map(({ error }) => error)).not.toContain('invalid_client')
  expect(new Set(together.map(({ error }) => error))).toEqual(new Set(['invalid_request']))
})

test.each(ENDPOINTS)(
  'AS-23 AS-24 $path rejects a confidential client that proves nothing',
  async ({ path, fields }) => {
    const answers = await Promise.all([
      answerOf(path, { ...fields, client_id: web }),
      answerOf(path, { ...fields, client_id: web, client_secret: 'wrong' }),
      answerOf(path, fields, basic(web, 'wrong')),
      answerOf(path, fields, basic(web, '')),
      answerOf(path, { ...fields, client_id: '0'.repeat(32), client_secret: secret }),
    ])
    for (const answer of answers) expect(answer).toMatchObject({ status: 401, error: 'invalid_client' })
    expect([answers[2]?.challenge, answers[3]?.challenge]).toEqual(
      Array(2).fill('Basic realm="token", charset="UTF-8"'),
    )
  },
)

test.each(['/oauth2/token', '/oauth2/revoke'])(
  'AS-23 %s rejects a public client that sends credentials',
  async (path) => {
    const fields = { grant_type: 'refresh_token', refresh_token: 'x', token: 'x' }
    const answers = await Promise.all([
      answerOf(path, { ...fields, client_id: spa, client_secret: secret }),
      answerOf(path, fields, basic(spa)),
      answerOf(path, { ...fields, ...assertionOf(spa) }),
    ])
    for (const answer of answers) expect(answer).toMatchObject({ status: 401, error: 'invalid_client' })
  },
)

test('DV-01 a device that sends credentials is rejected, also where there is a default device', async () => {
  await calls.patch('/environment/settings', { default_device_application: device })
  const answers = await Promise.all([
    answerOf('/oauth2/device/auth', { client_id: device, client_secret: secret }),
    answerOf('/oauth2/device/auth', { client_secret: secret }),
    answerOf('/oauth2/device/auth', assertionOf(device)),
    answerOf('/oauth2/device/auth', {}, basic(device)),
  ])
  expect(await answerOf('/oauth2/device/auth', {})).toMatchObject({ status: 200 })
  for (const answer of answers) expect(answer).toMatchObject({ status: 401, error: 'invalid_client' })
})

test('AS-21 credentials in the address are ignored', async () => {
  const query = new URLSearchParams({ client_id: web, client_secret: secret }).toString()
  const answer = await answerOf(`/oauth2/token?${query}`, { grant_type: 'refresh_token', refresh_token: 'x' })
  expect(answer).toMatchObject({ status: 401, error: 'invalid_client' })
})
