import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { expect, test } from 'vitest'
import { api } from '../management.ts'
import { postForm } from '../oauth.ts'
import { startServers } from '../processes.ts'

const { server, at } = await startServers(2)
const calls = await api(server)

test('A4-4 ATO-27 simultaneous rotations in two processes leave at most two secrets', async () => {
  const { body } = await calls.post('/applications', { name: 'Machine', type: 'm2m' })
  const { id } = body.application
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => calls.post(`/applications/${id}/secrets/rotate`, { keep_previous: true })),
  )
  const [kept] = await server.query(
    'select count(*)::int as secrets from application_secrets where application_id = $1::uuid',
    [id],
  )
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(19)
  expect(kept).toEqual({ secrets: 2 })
})

test('A4-2 ATO-27 rotations that keep nothing leave one secret, which every process accepts', async () => {
  const { body } = await calls.post('/applications', { name: 'Machine', type: 'm2m' })
  const { id, client_secret: first } = body.application
  const answers = await Promise.all(Array.from({ length: 10 }, () => calls.post(`/applications/${id}/secrets/rotate`)))
  const secrets: string[] = answers.map((answer) => answer.body.application.client_secret)
  const accepted = async (process: number, secret: string) => {
    const fields = {
      grant_type: 'client_credentials',
      client_id: id,
      client_secret: secret,
      audience: 'https://x.test',
    }
    const { error } = (await (await postForm(at(process), '/oauth2/token', fields)).json()) as { error: string }
    return error !== 'invalid_client'
  }
  const perProcess = await Promise.all(
    [0, 1].map(async (process) => {
      const results = await Promise.all([first, ...secrets].map((secret) => accepted(process, secret)))
      return results.filter(Boolean).length
    }),
  )
  expect(perProcess).toEqual([1, 1])
})

test('ATO-27 one of fifty uses of an assertion at two processes is accepted', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const { id } = (await calls.post('/applications', { name: 'Machine', type: 'm2m' })).body.application
  await calls.put(`/applications/${id}/jwks`, { keys: [publicKey.export({ format: 'jwk' })] })
  const now = Math.floor(server.opened.services.clock().getTime() / 1000)
  const claims = { iss: id, sub: id, aud: server.origin, exp: now + 300, jti: randomUUID() }
  const encoded = [{ alg: 'RS256' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  const signature = sign('sha256', Buffer.from(encoded.join('.')), privateKey).toString('base64url')
  const fields = {
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: [...encoded, signature].join('.'),
    audience: 'https://x.test',
  }
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) => postForm(at(index), '/oauth2/token', fields)),
  )
  const errors = await Promise.all(answers.map(async (one) => ((await one.json()) as { error: string }).error))
  expect(errors.filter((error) => error === 'unauthorized_client')).toHaveLength(1)
  expect(errors.filter((error) => error === 'invalid_client')).toHaveLength(49)
})
