import { expect, test } from 'vitest'
import { askAccount } from '../../../test/account.ts'
import { ACCEPTED_OF_ACCOUNT, EXPANDED_OF_ACCOUNT } from '../../../test/contract/accepted.ts'
import { differencesOf, readPublished } from '../../../test/contract/compare.ts'
import { describeOperations, type Document } from '../../../test/contract/operations.ts'
import { anApplication, exchange, signUp, type Tokens } from '../../../test/oauth.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const document = (await (await server.request('/account_api/openapi.json')).json()) as Document
const ours = new Map(describeOperations(document).map((one) => [one.operation, one]))
const published = readPublished('account').filter(({ operation }) => operation.includes(' /account_api/'))
const differences = published.flatMap((one) => {
  const own = ours.get(one.operation)
  return own === undefined ? [] : differencesOf(one, own)
})

const accepted = [...ACCEPTED_OF_ACCOUNT.flatMap(({ differences: lines }) => lines), ...EXPANDED_OF_ACCOUNT]

test('every operation of the published Account API that is here is as published', () => {
  expect(differences.filter((line) => !accepted.includes(line))).toEqual([])
})

test('every accepted difference of the Account API is one', () => {
  const ofApi = accepted.filter((line) => line.includes(' /account_api/'))
  expect(ofApi.filter((line) => !differences.includes(line))).toEqual([])
})

test('only entitlements and the portal are missing of the published Account API', () => {
  const missing = published.filter(({ operation }) => !ours.has(operation)).map(({ tag }) => tag)
  expect(new Set(missing)).toEqual(new Set(['Billing', 'Self-serve portal']))
})

test('the user profile and introspection answer as published', async () => {
  const client = await anApplication(server)
  const signedIn = await signUp(server, client, 'published@example.com')
  const tokens = (await (await exchange(server, client, signedIn)).json()) as Tokens
  const headers = { authorization: `Bearer ${tokens.access_token}` }
  const profile = await askAccount(server, '/oauth2/v2/user_profile', { headers })
  const body = new URLSearchParams({ token: tokens.access_token })
  const told = await askAccount(server, '/oauth2/introspect', { method: 'POST', headers, body })
  expect([profile.status, told.status, told.body.active]).toEqual([200, 200, true])
})
