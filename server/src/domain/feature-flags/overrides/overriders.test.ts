import { expect, test } from 'vitest'
import { api, PRODUCTION, refusal } from '../../../../test/management.ts'
import { addMembers, anOrganization, aUser } from '../../../../test/organizations.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const production = await api(server, { origin: PRODUCTION })

const acme = await anOrganization(calls, { name: 'Acme' })
const birch = await anOrganization(calls, { name: 'Birch' })
const user = await aUser(calls, { email: 'ada@example.com' })
await addMembers(calls, acme, user)

async function aFlag(key: string, fields: Readonly<Record<string, unknown>> = {}) {
  const flag = { name: key, key, type: 'str', default_value: 'standard', allow_override_level: 'usr', ...fields }
  const answer = await calls.post('/feature_flags', flag)
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
}

const ofUser = async (key: string, query = '') =>
  (await calls.get(`/users/${user}/feature_flags${query}`)).body.feature_flags.find(
    (flag: { key: string }) => flag.key === key,
  )

test('a flag of a user names the level that decides, and what each level says (U3-1)', async () => {
  await aFlag('theme')
  const inAcme = `?org_code=${acme}`
  const says = (level: string, value: string, values: Readonly<Record<string, string | null>>) => ({
    level,
    value,
    values,
  })
  const none = { default: 'standard', env: null, org: null, usr: null }
  expect(await ofUser('theme', inAcme)).toMatchObject(says('default', 'standard', none))
  await calls.patch('/environment/feature_flags/theme', { value: 'dark' })
  expect(await ofUser('theme', inAcme)).toMatchObject(says('env', 'dark', { ...none, env: 'dark' }))
  await calls.patch(`/organizations/${acme}/feature_flags/theme?value=blue`)
  expect(await ofUser('theme', inAcme)).toMatchObject(says('org', 'blue', { ...none, env: 'dark', org: 'blue' }))
  expect(await ofUser('theme', `?org_code=${birch}`)).toMatchObject({ level: 'env', values: { org: null } })
  expect(await ofUser('theme')).toMatchObject({ level: 'env', values: { org: null } })
  await calls.patch(`/users/${user}/feature_flags/theme?value=pink`)
  const all = { default: 'standard', env: 'dark', org: 'blue', usr: 'pink' }
  expect(await ofUser('theme', inAcme)).toEqual({
    id: expect.any(String),
    key: 'theme',
    name: 'theme',
    description: '',
    type: 'str',
    allow_override_level: 'usr',
    ...says('usr', 'pink', all),
  })
  await calls.delete(`/users/${user}/feature_flags/theme`)
  expect(await ofUser('theme', inAcme)).toMatchObject({ level: 'org', values: { usr: null } })
})

test('the value null of JSON is a value, not the lack of an override', async () => {
  await aFlag('limits', { type: 'json', default_value: '{"a":1}' })
  await calls.patch(`/users/${user}/feature_flags/limits?value=null`)
  expect(await ofUser('limits')).toMatchObject({ level: 'usr', value: 'null', values: { env: null, usr: 'null' } })
})

test('a flag is read with its overrides in this environment, and lists who overrides it page by page', async () => {
  await aFlag('beta', { type: 'bool', default_value: 'false' })
  const read = async (by = calls) => (await by.get('/feature_flags/beta?expand=overrides')).body.feature_flag
  expect(await read()).toMatchObject({ environment_value: null, organization_overrides: 0, user_overrides: 0 })
  await calls.patch('/environment/feature_flags/beta', { value: 'true' })
  await calls.patch(`/organizations/${acme}/feature_flags/beta?value=false`)
  await calls.patch(`/organizations/${birch}/feature_flags/beta?value=true`)
  await calls.patch(`/users/${user}/feature_flags/beta?value=true`)
  const overrides = { environment_value: 'true', organization_overrides: 2, user_overrides: 1 }
  expect(await read()).toMatchObject({ key: 'beta', default_value: 'false', ...overrides })
  expect(await read(production)).toMatchObject({
    environment_value: null,
    organization_overrides: 0,
    user_overrides: 0,
  })
  const { body } = await calls.get('/feature_flags?page_size=500&expand=overrides')
  expect(body.feature_flags.find(({ key }: { key: string }) => key === 'beta')).toMatchObject(overrides)
  expect((await calls.get('/feature_flags/beta')).body.feature_flag.user_overrides).toBeUndefined()

  const first = (await calls.get('/feature_flags/beta/organizations?page_size=1')).body
  const path = `/feature_flags/beta/organizations?page_size=1&next_token=${first.next_token}`
  const second = (await calls.get(path)).body
  const both = [...first.overrides, ...second.overrides]
  expect(both.map(({ name, value }) => [name, value]).toSorted()).toEqual([
    ['Acme', 'false'],
    ['Birch', 'true'],
  ])
  expect(second.next_token).toBeUndefined()
  expect((await calls.get('/feature_flags/beta/users')).body.overrides).toMatchObject([
    { id: user, first_name: 'Ada', last_name: 'Lovelace', email: 'ada@example.com', value: 'true' },
  ])
  expect((await production.get('/feature_flags/beta/users')).body.overrides).toEqual([])
})

test('flags, users and organizations that are not here are not found (ATO-11)', async () => {
  const stranger = await aUser(production)
  const theirs = await anOrganization(production)
  expect(await calls.get(`/users/${stranger}/feature_flags`)).toMatchObject(refusal(404, 'USER_NOT_FOUND'))
  expect(await calls.get(`/users/${user}/feature_flags?org_code=${theirs}`)).toMatchObject(
    refusal(404, 'ORGANIZATION_NOT_FOUND'),
  )
  for (const path of ['', '/organizations', '/users']) {
    expect(await calls.get(`/feature_flags/unknown${path}`)).toMatchObject(refusal(404, 'FEATURE_FLAG_NOT_FOUND'))
  }
})
