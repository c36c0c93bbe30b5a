import { expect, test } from 'vitest'
import { anOwnerSignedIn } from '../../../test/console.ts'
import { callOver, walk } from '../../../test/contract/walk.ts'
import { PLAN } from '../../../test/contract/steps.ts'
import { describeOperations, type Document } from '../../../test/contract/operations.ts'
import { anApplication, api, refusal } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const operations = describeOperations((await (await server.request('/api/openapi.json')).json()) as Document)
const writing = operations.filter(({ operation }) => !operation.startsWith('get '))

interface Entry {
  readonly action: string
  readonly outcome: string
  readonly actor: { readonly type: string; readonly id: string; readonly email?: string }
  readonly data: { readonly source: string; readonly changes?: readonly unknown[] }
}

async function entries(): Promise<readonly Entry[]> {
  return (await server.query('select * from audit_entries order by occurred_at, id')) as unknown as Entry[]
}

/** The latest entry of an operation. */
const entryOf = async (action: string) => (await entries()).findLast((one) => one.action === action)

const present = new Set(operations.map(({ operation }) => operation))
const walked = await walk({ tag: 'audit', isIncluded: (one) => present.has(one), call: callOver(calls) })
const written = await entries()

const WALKED = writing.filter(({ operation }) => PLAN.some((one) => one.operation === operation))

test('the walk calls most of the operations that write', () => {
  expect(walked.failed).toEqual([])
  expect(WALKED.length).toBeGreaterThan(70)
})

test.each(WALKED.map(({ id }) => id))('%s leaves an audit entry that names its author and source', (id) => {
  const entry = written.find(({ action }) => action === id)
  expect(entry).toMatchObject({
    outcome: 'succeeded',
    actor: { type: 'application', id: expect.stringMatching(/^[0-9a-f]{32}$/) },
    data: { source: 'api' },
  })
})

test('an entry says which fields changed, from what to what', async () => {
  const id = await anApplication(calls)
  await calls.patch(`/applications/${id}`, { name: 'Store' })
  expect((await entryOf('updateApplication'))?.data.changes).toEqual([
    { field: 'application.name', from: 'Shop', to: 'Store' },
  ])
  await calls.put(`/applications/${id}/auth_redirect_urls`, { urls: ['https://a.example/cb'] })
  expect((await entryOf('replaceRedirectCallbackURLs'))?.data.changes).toEqual([
    { field: 'redirect_urls', from: [], to: ['https://a.example/cb'] },
  ])
})

test('an entry leaves out the values of secrets, also of those that changed', async () => {
  const { body } = await calls.post('/environment_variables', { key: 'STRIPE', value: 'planted-one', is_secret: false })
  await calls.patch(`/environment_variables/${String(body.environment_variable.id)}`, { value: 'planted-two' })
  expect((await entryOf('updateEnvironmentVariable'))?.data.changes).toContainEqual({
    field: 'environment_variable.value',
    from: '[left out]',
    to: '[left out]',
  })
  expect(JSON.stringify(await entries())).not.toMatch(/planted-|client_secret":"[^[]/)
})

test('a refused act leaves an entry with the code, and a mistyped one leaves none', async () => {
  const before = (await entries()).length
  expect(await calls.post('/roles', { key: 'audited', name: 'A' })).toMatchObject({ status: 201 })
  expect(await calls.post('/roles', { key: 'audited', name: 'B' })).toMatchObject(refusal(409, 'ROLE_KEY_TAKEN'))
  expect((await calls.post('/roles', { key: 7 })).status).toBe(400)
  const after = (await entries()).slice(before)
  expect(after.map(({ action, outcome }) => [action, outcome])).toEqual([
    ['CreateRole', 'succeeded'],
    ['CreateRole', 'ROLE_KEY_TAKEN'],
  ])
})

test('an act at the console names the person, with the source admin and the same changes', async () => {
  const owner = await anOwnerSignedIn(server)
  const id = await anApplication(calls)
  await owner.call('PATCH', `/applications/${id}`, { name: 'By hand' })
  const { person } = await owner.session()
  expect(await entryOf('updateApplication')).toMatchObject({
    actor: { type: 'administrator', id: person.id, email: person.email },
    data: { source: 'admin', changes: [{ field: 'application.name', from: 'Shop', to: 'By hand' }] },
  })
})
