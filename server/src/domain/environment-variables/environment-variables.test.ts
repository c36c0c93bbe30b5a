import { expect, test } from 'vitest'
import { api, PRODUCTION, refusal } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const PATH = '/environment_variables'

async function aVariable(fields: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const { body } = await calls.post(PATH, { key: `KEY_${String(keys++)}`, value: 'a value', ...fields })
  return body.environment_variable.id
}
let keys = 0

const valueOf = async (id: string): Promise<unknown> =>
  (await calls.get(`${PATH}/${id}`)).body.environment_variable.value

test('a variable is created, shown, changed and deleted (T3-1, T3-4)', async () => {
  const created = await calls.post(PATH, { key: 'LOG_LEVEL', value: 'debug' })
  const id = created.body.environment_variable.id
  const changed = await calls.patch(`${PATH}/${id}`, { value: 'info' })
  const read = await calls.get(`${PATH}/${id}`)
  expect([created, changed]).toMatchObject([
    {
      status: 201,
      body: { code: 'VARIABLE_CREATED', environment_variable: { id: expect.stringMatching(/^env_var_[0-9a-f]{32}$/) } },
    },
    { status: 200, body: { code: 'ENVIRONMENT_VARIABLE_UPDATED' } },
  ])
  expect(read.body.environment_variable).toMatchObject({ id, key: 'LOG_LEVEL', value: 'info', is_secret: false })
  expect([await calls.delete(`${PATH}/${id}`), await calls.get(`${PATH}/${id}`)]).toMatchObject([
    { status: 200, body: { code: 'ENVIRONMENT_VARIABLE_DELETED' } },
    refusal(404, 'ENVIRONMENT_VARIABLE_NOT_FOUND'),
  ])
})

test('a sensitive value is never shown, alone or in the list (T3-3)', async () => {
  const id = await aVariable({ value: 'hunter2-hunter2', is_secret: true })
  const list = await calls.get(PATH)
  expect(await valueOf(id)).toBeNull()
  expect(list.body.environment_variables).toContainEqual(expect.objectContaining({ id, value: null, is_secret: true }))
  expect(JSON.stringify(list.body)).not.toContain('hunter2')
})

test('a sensitive value can be overwritten and stays unreadable (T3-6)', async () => {
  const id = await aVariable({ is_secret: true })
  expect(await calls.patch(`${PATH}/${id}`, { value: 'another' })).toMatchObject({ status: 200 })
  expect(await valueOf(id)).toBeNull()
})

test('a variable that is marked sensitive later is unreadable from then on (T3-7)', async () => {
  const id = await aVariable()
  await calls.patch(`${PATH}/${id}`, { is_secret: true })
  const refused = await calls.patch(`${PATH}/${id}`, { is_secret: false })
  expect(refused).toMatchObject(refusal(400, 'SECRET_NEEDS_NEW_VALUE'))
  expect(await valueOf(id)).toBeNull()
})

test('the mark is taken back together with a new value only (T3-7)', async () => {
  const id = await aVariable({ is_secret: true })
  await calls.patch(`${PATH}/${id}`, { is_secret: false, value: 'open' })
  expect(await valueOf(id)).toBe('open')
})

test.each([
  ['a key of 129 characters', { key: 'k'.repeat(129), value: 'v' }, '128'],
  ['a value of 2,049 characters', { key: 'LONG', value: 'v'.repeat(2049) }, '2048'],
  ['an empty key', { key: '', value: 'v' }, 'key'],
  ['a key with a blank', { key: 'A KEY', value: 'v' }, 'key'],
  ['no value', { key: 'A' }, 'value'],
])('%s is refused, and the answer says why (T3-11)', async (_name, body, reason) => {
  const refused = await calls.post(PATH, body)
  expect(refused).toMatchObject(refusal(400, 'INVALID_BODY'))
  expect(JSON.stringify(refused.body)).toContain(reason)
})

test.each(['UPPER_SNAKE', 'camelCase', 'kebab-case', 'k'.repeat(128)])('%s is a key (T3-10)', async (key) => {
  expect(await calls.post(PATH, { key, value: 'v'.repeat(2048) })).toMatchObject({ status: 201 })
})

test('a key is used once in an environment, and in another one again (T3-2)', async () => {
  const elsewhere = await api(server, { origin: PRODUCTION })
  await aVariable({ key: 'TWICE' })
  const renamed = await calls.patch(`${PATH}/${await aVariable()}`, { key: 'TWICE' })
  expect([await calls.post(PATH, { key: 'TWICE', value: 'b' }), renamed]).toMatchObject([
    refusal(409, 'ENVIRONMENT_VARIABLE_KEY_TAKEN'),
    refusal(409, 'ENVIRONMENT_VARIABLE_KEY_TAKEN'),
  ])
  expect(await elsewhere.post(PATH, { key: 'TWICE', value: 'b' })).toMatchObject({ status: 201 })
})

test('a variable of another environment is not there (ATO-11)', async () => {
  const elsewhere = await api(server, { origin: PRODUCTION })
  const path = `${PATH}/${await aVariable()}`
  const answers = [await elsewhere.get(path), await elsewhere.patch(path, { value: 'b' }), await elsewhere.delete(path)]
  expect(answers).toMatchObject(answers.map(() => refusal(404, 'ENVIRONMENT_VARIABLE_NOT_FOUND')))
})

test('neither the table nor an event holds a value in clear', async () => {
  await aVariable({ value: 'plain-as-day', is_secret: false })
  const rows = await server.query(`select v::text as text from environment_variables v
    union all select e::text from events e where type like 'environment_variable.%'`)
  expect(rows.length).toBeGreaterThan(2)
  expect(JSON.stringify(rows)).not.toContain(Buffer.from('plain-as-day').toString('hex'))
  expect(JSON.stringify(rows)).not.toContain('plain-as-day')
})
