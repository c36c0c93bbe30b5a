import { expect, test } from 'vitest'
import { anApplication, claimsOf, exchange, refresh, signUp, type Tokens } from '../../../test/oauth.ts'
import { api, aPermission, aRole } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const client = await anApplication(server)
const calls = await api(server)
const permission = await aPermission(calls, 'read:orders')
const further = await aPermission(calls, 'write:orders')
const role = await aRole(calls, 'clerk', { permissions: [permission] })
const { code: elsewhere } = (await calls.post('/organization', { name: 'Elsewhere' })).body.organization
const flag = { key: 'theme', name: 'Theme', type: 'str', default_value: 'pink', allow_override_level: 'usr' }
await calls.post('/feature_flags', flag)

let people = 0

interface Person {
  readonly id: string
  readonly code: string
  readonly tokens: Tokens
}

/** Somebody who is a clerk, with tokens that say so. */
async function aClerk(): Promise<Person> {
  people += 1
  const signedUp = await signUp(server, client, `clerk-${String(people)}@example.com`)
  const tokens = (await (await exchange(server, client, signedUp)).json()) as Tokens
  const { sub, org_code: code } = claimsOf(tokens.access_token)
  await calls.post(`/organizations/${String(code)}/users/${String(sub)}/roles`, { role_id: role })
  return { id: String(sub), code: String(code), tokens: await refreshed(tokens) }
}

async function refreshed({ refresh_token: token }: Tokens): Promise<Tokens> {
  return (await (await refresh(server, client, token)).json()) as Tokens
}

async function isSameAfter(change: (person: Person) => Promise<{ readonly status: number }>): Promise<boolean> {
  const person = await aClerk()
  const { status } = await change(person)
  expect(status).toBeLessThan(300)
  return (await refreshed(person.tokens)).access_token === person.tokens.access_token
}

test.each([
  ['the profile', ({ id }: Person) => calls.patch(`/user?id=${id}`, { given_name: 'Eve' })],
  ['an identity', ({ id }: Person) => calls.post(`/users/${id}/identities`, { type: 'username', value: 'evelyn' })],
  ['a new membership', ({ id }: Person) => calls.post(`/organizations/${elsewhere}/users`, { users: [{ id }] })],
  ['a role', ({ id, code }: Person) => calls.delete(`/organizations/${code}/users/${id}/roles/${role}`)],
  [
    'a direct permission',
    ({ id, code }: Person) =>
      calls.post(`/organizations/${code}/users/${id}/permissions`, { permission_id: permission }),
  ],
  ['a property', ({ id }: Person) => calls.put(`/users/${id}/properties/kp_usr_city?value=Leeds`)],
  ['a flag of the user', ({ id }: Person) => calls.patch(`/users/${id}/feature_flags/theme?value=blue`)],
  ['refreshed claims', ({ id }: Person) => calls.post(`/users/${id}/refresh_claims`)],
])('P3-8 P3-10 %s makes the next token new', async (_what, change) => {
  expect(await isSameAfter(change)).toBe(false)
})

test.each([
  ['nothing', () => calls.get('/roles')],
  ['a flag of the environment', () => calls.patch('/environment/feature_flags/theme', { value: 'green' })],
  [
    'a flag of the organization',
    ({ code }: Person) => calls.patch(`/organizations/${code}/feature_flags/theme?value=red`),
  ],
  [
    'a permission that a held role gives from now on',
    () => calls.patch(`/roles/${role}/permissions`, { permissions: [{ id: further }] }),
  ],
])('P3-6 P3-9 after %s the token is given again', async (_what, change) => {
  expect(await isSameAfter(change)).toBe(true)
})
