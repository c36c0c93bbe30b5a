import { expect, test } from 'vitest'
import { MANAGEMENT_SCOPES } from '#domain/applications'
import { anApi, api, authorize } from '../../../../test/management.ts'
import { claimsOf, postForm, type Tokens } from '../../../../test/oauth.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const { client_id, client_secret, audience } = server.firstRun.management

async function tokensOf(fields: Readonly<Record<string, string>> = {}): Promise<Tokens> {
  const all = { grant_type: 'client_credentials', client_id, client_secret, audience, ...fields }
  return (await (await postForm(server, '/oauth2/token', all)).json()) as Tokens
}

test('a token of all Management scopes stays under 7 kB and still names each of them', async () => {
  const { access_token: token, scope } = await tokensOf()
  expect(token.length).toBeLessThan(7_000)
  expect(claimsOf(token)['scp']).toEqual(MANAGEMENT_SCOPES)
  expect(scope.split(' ')).toEqual(MANAGEMENT_SCOPES)
})

test('a token of few Management scopes has them as a list and as text', async () => {
  const { access_token: token } = await tokensOf({ scope: 'read:users create:users' })
  expect(claimsOf(token)).toMatchObject({ scope: 'read:users create:users', scp: ['read:users', 'create:users'] })
})

test('a token for another API has any number of scopes both ways (RFC 9068)', async () => {
  const calls = await api(server)
  const keys = Array.from({ length: 40 }, (_, index) => `read:${'a'.repeat(50)}:${String(index)}`)
  await authorize(calls, await anApi(calls, { audience: 'https://long.test', keys }), { clientId: client_id, keys })
  const { access_token: token } = await tokensOf({ audience: 'https://long.test' })
  const { scope, scp } = claimsOf(token)
  expect(String(scope).split(' ')).toEqual(scp)
  expect(scp).toHaveLength(40)
})
