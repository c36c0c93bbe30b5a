import { expect, test } from 'vitest'
import { api } from '../../../../test/management.ts'
import { anApplication, claimsOf, exchange, signUp, type Tokens } from '../../../../test/oauth.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const client = await anApplication(server)
const category = (await calls.get('/property_categories?context=usr')).body.categories[0].id

async function aProperty(key: string, isPrivate = false): Promise<void> {
  const fields = { name: key, key, type: 'single_line_text', context: 'usr', is_private: isPrivate }
  await calls.post('/properties', { ...fields, category_id: category })
}

async function profileWith(scope: string, email: string, properties: Record<string, string>) {
  const signedUp = await signUp(server, client, email, { scope })
  const tokens = (await (await exchange(server, client, signedUp)).json()) as Tokens
  const { sub } = claimsOf(tokens.access_token) as { sub: string }
  const changed = await calls.patch(`/users/${sub}/properties`, { properties })
  const headers = { authorization: `Bearer ${tokens.access_token}` }
  const answer = await server.request('/oauth2/v2/user_profile', { headers })
  return {
    changed: changed.status,
    profile: (await answer.json()) as Record<string, unknown>,
    idToken: tokens.id_token,
  }
}

const OF_PROFILE = {
  nickname: 'Ada',
  website: 'https://ada.example.com',
  gender: 'female',
  birthdate: '1815-12-10',
  zoneinfo: 'Europe/London',
  locale: 'en-GB',
}
for (const key of Object.keys(OF_PROFILE)) await aProperty(key)
await aProperty('address')

test('the profile scope shows standard claims from properties of their names (OIDC Core 5.4)', async () => {
  const { changed, profile } = await profileWith('openid profile', 'standard@example.com', {
    ...OF_PROFILE,
    address: '12 St James Square, London',
  })

  expect(changed).toBe(200)
  expect(profile).toMatchObject(OF_PROFILE)
  expect(profile).not.toHaveProperty('address')
})

test.each([
  ['12 St James Square, London', { formatted: '12 St James Square, London' }],
  ['{"locality":"London","country":"GB","floor":2}', { locality: 'London', country: 'GB' }],
  ['{"floor":2}', { formatted: '{"floor":2}' }],
])('the address scope shows the property %s as an object (OIDC Core 5.1.1)', async (address, expected) => {
  const email = `at-${String(address.length)}@example.com`
  const { profile } = await profileWith('openid address', email, { address, nickname: 'Ada' })

  expect(profile['address']).toEqual(expected)
  expect(profile).not.toHaveProperty('nickname')
})

test('a standard claim whose property is private or has no value is absent', async () => {
  const { body } = await calls.get('/properties?page_size=100')
  const website = body.properties.find(({ key }: { key: string }) => key === 'website')
  await calls.put(`/properties/${website.id}`, { name: 'website', is_private: true, category_id: category })
  const { profile } = await profileWith('openid profile', 'private@example.com', { website: 'https://a.test' })
  await calls.put(`/properties/${website.id}`, { name: 'website', is_private: false, category_id: category })

  expect(profile).not.toHaveProperty('website')
  expect(profile).not.toHaveProperty('nickname')
})

test('discovery names the scope and the claims', async () => {
  const metadata = await (await server.request('/.well-known/openid-configuration')).json()

  expect(metadata).toMatchObject({
    scopes_supported: expect.arrayContaining(['address', 'offline_access']),
    claims_supported: expect.arrayContaining([...Object.keys(OF_PROFILE), 'address']),
  })
})
