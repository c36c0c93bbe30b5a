import { expect, test } from 'vitest'
import { subjectOf } from '#platform/ids'
import { api, PRODUCTION, refusal } from '../../../test/management.ts'
import { aMember } from '../../../test/members.ts'
import { startServer } from '../../../test/server.ts'
import { startJobs } from '../../../test/worker.ts'

const server = await startServer()
const calls = await api(server)
const production = await api(server, { origin: PRODUCTION })

const codeOf = async (origin: string) =>
  String(
    (
      await server.query(
        `select o.code from organizations o join hosts h on h.environment_id = o.environment_id
         where h.origin = $1 and o.is_default`,
        [origin],
      )
    )[0]?.['code'],
  )
const code = await codeOf(server.origin)
const user = await aMember(server)
const organization = `/organizations/${code}/feature_flags`
const ofUser = `/users/${subjectOf(user)}/feature_flags`

/** Creates a flag that may be overridden everywhere. */
async function aFlag(key: string, fields: Readonly<Record<string, unknown>> = {}) {
  const body = { name: key, key, type: 'str', default_value: 'a', allow_override_level: 'usr', ...fields }
  const answer = await calls.post('/feature_flags', body)
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
}
const inEnvironment = async (key: string, from = calls) =>
  (await from.get('/environment/feature_flags')).body.feature_flags[key]
const inOrganization = async (key: string) => (await calls.get(organization)).body.feature_flags[key]
const updateOf = (fields: Record<string, string>) =>
  new URLSearchParams({
    name: 'n',
    description: '',
    type: 'str',
    allow_override_level: 'usr',
    default_value: 'b',
    ...fields,
  }).toString()

test.each([
  ['str', 'pink', 'pink'],
  ['str', '', ''],
  ['int', '5', '5'],
  ['int', '-7.9', '-7'],
  ['int', '+2147483647.99', '2147483647'],
  ['int', '-2147483648', '-2147483648'],
  ['int', '-0.5', '0'],
  ['bool', 'true', 'true'],
  ['bool', 'false', 'false'],
  ['json', '{"a": [1, null]}', '{"a":[1,null]}'],
  ['json', 'null', 'null'],
])('a flag of type %s with the default %j is read as %j (U3-1)', async (type, sent, read) => {
  const key = `typed:${type}:${sent.replaceAll(/[^\w-]/g, '_')}`
  await aFlag(key, { type, default_value: sent })
  expect(await inEnvironment(key)).toEqual({ type, value: read })
})

test.each([
  ['int', '2147483648'],
  ['int', '-2147483649'],
  ['int', '1e3'],
  ['int', ''],
  ['int', 'NaN'],
  ['bool', 'yes'],
  ['bool', ''],
  ['json', '{'],
  ['json', '"\\u0000"', 'UNSTORABLE_TEXT'],
  ['json', '{"__proto__": 1}', 'UNSAFE_NAME'],
  ['json', '['.repeat(1_000) + ']'.repeat(1_000), 'BODY_TOO_DEEP'],
  ['str', 'a'.repeat(4_001)],
])('a flag of type %s is refused with default %#', async (type, value, refused = 'INVALID_FLAG_VALUE') => {
  const body = { name: 'n', key: 'refused', type, default_value: value }
  expect(await calls.post('/feature_flags', body)).toMatchObject(refusal(400, refused))
})

test.each([
  ['no name', { name: undefined }],
  ['no key', { key: undefined }],
  ['a blank in its key', { key: 'a b' }],
  ['no type', { type: undefined }],
  ['an unknown type', { type: 'float' }],
  ['an unknown level', { allow_override_level: 'app' }],
  ['no default', { default_value: undefined }],
  ['a default that is no text', { default_value: true }],
])('a flag with %s is refused', async (_what, fields) => {
  const body = { name: 'n', key: 'refused', type: 'bool', default_value: 'true', ...fields }
  expect(await calls.post('/feature_flags', body)).toMatchObject(refusal(400, 'INVALID_BODY'))
})

test('a key is used once in the business, also by simultaneous requests', async () => {
  const body = { name: 'n', key: 'twin', type: 'bool', default_value: 'true' }
  const answers = await Promise.all([calls.post('/feature_flags', body), production.post('/feature_flags', body)])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409])
  expect(answers.find(({ status }) => status === 409)).toMatchObject(refusal(409, 'FEATURE_FLAG_KEY_TAKEN'))
})

test('name, description and default of a flag change, its type and level never', async () => {
  await aFlag('fixed')
  expect((await calls.put(`/feature_flags/fixed?${updateOf({})}`)).status).toBe(200)
  expect(await calls.put(`/feature_flags/fixed?${updateOf({ type: 'int', default_value: '1' })}`)).toMatchObject(
    refusal(400, 'FLAG_TYPE_FIXED'),
  )
  expect(await calls.put(`/feature_flags/fixed?${updateOf({ allow_override_level: 'env' })}`)).toMatchObject(
    refusal(400, 'FLAG_LEVEL_FIXED'),
  )
  expect(await inEnvironment('fixed', production)).toEqual({ type: 'str', value: 'b' })
})

test('an update without one of its parameters is refused', async () => {
  await aFlag('partial')
  for (const name of ['name', 'description', 'type', 'allow_override_level', 'default_value']) {
    const query = new URLSearchParams(updateOf({}))
    query.delete(name)
    expect(await calls.put(`/feature_flags/partial?${query}`)).toMatchObject(refusal(400, 'INVALID_PARAMETER'))
  }
})

test('an override of an environment holds there, and in its organizations (U3-1)', async () => {
  await aFlag('theme')
  await calls.patch('/environment/feature_flags/theme', { value: 'environment' })
  expect(await inEnvironment('theme')).toEqual({ type: 'str', value: 'environment' })
  expect(await inOrganization('theme')).toEqual({ type: 'str', value: 'environment' })
  expect(await inEnvironment('theme', production)).toEqual({ type: 'str', value: 'a' })
  await calls.delete('/environment/feature_flags/theme')
  expect(await inEnvironment('theme')).toEqual({ type: 'str', value: 'a' })
})

test('an override of an organization holds there until it is removed', async () => {
  await aFlag('beta', { type: 'bool', default_value: 'false' })
  await calls.patch(`${organization}/beta?value=true`)
  expect(await inOrganization('beta')).toEqual({ type: 'bool', value: 'true' })
  expect(await inEnvironment('beta')).toEqual({ type: 'bool', value: 'false' })
  expect((await calls.delete(`${organization}/beta`)).status).toBe(200)
  expect((await calls.delete(`${organization}/beta`)).status).toBe(200)
  expect(await inOrganization('beta')).toEqual({ type: 'bool', value: 'false' })
})

test('all overrides of one level are removed at once, and of no other level', async () => {
  await aFlag('all:1')
  await aFlag('all:2')
  for (const key of ['all:1', 'all:2']) {
    await calls.patch(`/environment/feature_flags/${key}`, { value: 'e' })
    await calls.patch(`${organization}/${key}?value=o`)
  }
  await calls.delete(organization)
  expect([await inOrganization('all:1'), await inOrganization('all:2')]).toMatchObject([{ value: 'e' }, { value: 'e' }])
  await calls.patch(`${organization}/all:1?value=o`)
  await calls.delete('/environment/feature_flags')
  expect([await inEnvironment('all:1'), await inOrganization('all:1')]).toMatchObject([{ value: 'a' }, { value: 'o' }])
})

test('an override for a user invalidates the user’s claims', async () => {
  await aFlag('personal')
  const changed = () => server.query('select claims_changed_at from users where id = $1', [user])
  const before = await changed()
  await server.advance(1)
  await calls.patch(`/environment/feature_flags/personal`, { value: 'e' })
  await calls.patch(`${organization}/personal?value=o`)
  expect(await changed()).toEqual(before)
  await calls.patch(`${ofUser}/personal?value=u`)
  expect(await changed()).not.toEqual(before)
  expect(await server.query('select value from user_feature_flags')).toEqual([{ value: 'u' }])
  await calls.delete(`${ofUser}/personal`)
  expect(await server.query('select value from user_feature_flags')).toEqual([])
})

test.each([
  ['env', [200, 400, 400]],
  ['org', [200, 200, 400]],
  ['usr', [200, 200, 200]],
  [undefined, [200, 400, 400]],
])('a flag of the level %s can be overridden down to that level and no further', async (level, statuses) => {
  const key = `level:${String(level)}`
  await aFlag(key, { allow_override_level: level })
  const answers = await Promise.all([
    calls.patch(`/environment/feature_flags/${key}`, { value: 'x' }),
    calls.patch(`${organization}/${key}?value=x`),
    calls.patch(`${ofUser}/${key}?value=x`),
  ])
  expect(answers.map(({ status }) => status)).toEqual(statuses)
  const refused = answers.filter(({ status }) => status === 400)
  expect(refused.map(({ body }) => body.errors[0].code)).toEqual(refused.map(() => 'FLAG_OVERRIDE_NOT_ALLOWED'))
})

test('a value of another type is refused at every level, and changes nothing', async () => {
  await aFlag('number', { type: 'int', default_value: '1' })
  const answers = await Promise.all([
    calls.patch('/environment/feature_flags/number', { value: 'x' }),
    calls.patch(`${organization}/number?value=x`),
    calls.patch(`${ofUser}/number?value=x`),
  ])
  expect(answers.map(({ body }) => body.errors[0].code)).toEqual(Array(3).fill('INVALID_FLAG_VALUE'))
  expect(await inOrganization('number')).toEqual({ type: 'int', value: '1' })
})

test('simultaneous overrides leave one', async () => {
  await aFlag('raced')
  const values = ['1', '2', '3', '4']
  const answers = await Promise.all(values.map((value) => calls.patch(`${organization}/raced?value=${value}`)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  expect(values).toContain((await inOrganization('raced')).value)
})

test('a deleted flag is gone at once, and its overrides afterwards', async () => {
  await startJobs(server)
  await aFlag('gone')
  const [flag] = await server.query(`select id from feature_flags where key = 'gone'`)
  await calls.patch('/environment/feature_flags/gone', { value: 'e' })
  await calls.patch(`${organization}/gone?value=o`)
  await calls.patch(`${ofUser}/gone?value=u`)
  await calls.delete('/feature_flags/gone')
  expect(await inOrganization('gone')).toBeUndefined()
  await aFlag('gone', { default_value: 'new' })
  expect(await inOrganization('gone')).toEqual({ type: 'str', value: 'new' })
  await expect.poll(() => server.query('select * from graphile_worker.jobs'), { timeout: 20_000 }).toEqual([])
  const left = await server.query('select id from feature_flags where id = $1', [flag?.['id']])
  expect([...left, ...(await server.query(`select from user_feature_flags where value = '"u"'`))]).toEqual([])
})

test('changes leave events', async () => {
  await aFlag('seen')
  await calls.patch(`${organization}/seen?value=b`)
  await calls.delete(`${organization}/seen`)
  const events = await server.query(
    `select type, data from events where data::text like '%"seen"%' order by occurred_at, id`,
  )
  const where = { level: 'org', feature_flags: ['seen'], organization: { code } }
  expect(events).toMatchObject([
    { type: 'feature_flag.created', data: { feature_flag: { key: 'seen', default_value: 'a' } } },
    { type: 'feature_flag.overridden', data: { ...where, value: 'b' } },
    { type: 'feature_flag.override_removed', data: where },
  ])
})

await aFlag('known')
const there = await codeOf(PRODUCTION)
const stranger = subjectOf(await aMember(server, PRODUCTION))

test.each([
  ['PUT', `/feature_flags/unknown?${updateOf({})}`, 'FEATURE_FLAG_NOT_FOUND'],
  ['DELETE', '/feature_flags/unknown', 'FEATURE_FLAG_NOT_FOUND'],
  ['PATCH', '/environment/feature_flags/unknown', 'FEATURE_FLAG_NOT_FOUND'],
  ['DELETE', '/environment/feature_flags/unknown', 'FEATURE_FLAG_NOT_FOUND'],
  ['PATCH', `${organization}/unknown?value=x`, 'FEATURE_FLAG_NOT_FOUND'],
  ['DELETE', `${organization}/unknown`, 'FEATURE_FLAG_NOT_FOUND'],
  ['PATCH', `${ofUser}/unknown?value=x`, 'FEATURE_FLAG_NOT_FOUND'],
  ['DELETE', `${ofUser}/unknown`, 'FEATURE_FLAG_NOT_FOUND'],
  ['GET', `/organizations/${there}/feature_flags`, 'ORGANIZATION_NOT_FOUND'],
  ['DELETE', `/organizations/${there}/feature_flags`, 'ORGANIZATION_NOT_FOUND'],
  ['PATCH', `/organizations/${there}/feature_flags/known?value=x`, 'ORGANIZATION_NOT_FOUND'],
  ['DELETE', '/organizations/nonsense/feature_flags/known', 'ORGANIZATION_NOT_FOUND'],
  ['PATCH', `/users/${stranger}/feature_flags/known?value=x`, 'USER_NOT_FOUND'],
  ['DELETE', `/users/${stranger}/feature_flags/known`, 'USER_NOT_FOUND'],
  ['PATCH', '/users/nonsense/feature_flags/known?value=x', 'USER_NOT_FOUND'],
])('%s %s finds nothing (ATO-11)', async (method, path, missing) => {
  expect(await calls.send(method, path, method === 'PATCH' ? { value: 'x' } : undefined)).toMatchObject(
    refusal(404, missing),
  )
})
