import { expect, test } from 'vitest'
import { anOwnerSignedIn } from '../../../test/console.ts'
import { anApplication, api, PRODUCTION, refusal } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const foreign = await api(server, { origin: PRODUCTION })

async function log(query: string) {
  const { body } = await calls.get(`/event_log?${query}`)
  return body.events.map(({ type, source }: { type: string; source: string }) => `${type} ${source}`)
}

test('events are listed newest first, by what they are about, with their author', async () => {
  const shop = await anApplication(calls)
  await calls.patch(`/applications/${shop}`, { name: 'Store' })
  expect(await log(`client_id=${shop}`)).toEqual(['application.updated api', 'application.created api'])
  expect(await log(`client_id=${shop}&type=application.created`)).toEqual(['application.created api'])
  const [event] = (await calls.get(`/event_log?client_id=${shop}`)).body.events
  expect(event).toMatchObject({ subject: shop, actor: { type: 'application' } })
  expect((await calls.get(`/event_log/${String(event.event_id)}`)).body.event).toEqual(event)
  expect(await log(`actor_id=${String(event.actor.id)}&client_id=${shop}`)).toHaveLength(2)
  expect(await log(`actor_id=nobody`)).toEqual([])
})

test('acts at the console and acts of clients are told apart by their source', async () => {
  const owner = await anOwnerSignedIn(server)
  const { body } = await owner.call('POST', '/applications', { name: 'By hand', type: 'spa' })
  const id = String(body.application.id)
  expect(await log(`client_id=${id}&source=admin`)).toEqual(['application.created admin'])
  expect(await log(`client_id=${id}&source=api`)).toEqual([])
  const { person } = await owner.session()
  expect(await log(`actor_id=${person.id}&client_id=${id}`)).toHaveLength(1)
})

test('events of several types, of an organization and of a time are found', async () => {
  const code = String((await calls.post('/organization', { name: 'Acme' })).body.organization.code)
  await calls.patch(`/organization/${code}`, { name: 'Acme Ltd' })
  expect(await log(`org_code=${code}`)).toEqual(['organization.updated api', 'organization.created api'])
  expect(await log(`type=organization.updated,organization.created&page_size=2`)).toEqual([
    'organization.updated api',
    'organization.created api',
  ])
  const [{ timestamp }] = (await calls.get(`/event_log?org_code=${code}`)).body.events
  await server.advance(3_600)
  await calls.patch(`/organization/${code}`, { name: 'Acme Inc' })
  const after = encodeURIComponent(new Date(Date.parse(timestamp) + 1).toISOString())
  expect(await log(`org_code=${code}&since=${after}`)).toHaveLength(1)
  expect(await log(`org_code=${code}&until=${after}`)).toHaveLength(2)
  expect(await log(`org_code=org_ffffffffffff`)).toEqual([])
})

test('pages go on by cursor', async () => {
  for (const name of ['a', 'b', 'c']) await calls.post('/organization', { name })
  const path = '/event_log?type=organization.created&page_size=2'
  const first = (await calls.get(path)).body
  const second = (await calls.get(`${path}&next_token=${String(first.next_token)}`)).body
  const names = [...first.events, ...second.events].map(({ data }) => data.organization.name)
  expect(names.slice(0, 3)).toEqual(['c', 'b', 'a'])
  expect(await calls.get(`/event_log?page_size=2&next_token=${String(first.next_token)}`)).toMatchObject(
    refusal(400, 'INVALID_CURSOR'),
  )
})

test('an event is not found in another environment (ATO-11), nor without the scope', async () => {
  const shop = await anApplication(calls)
  const [event] = (await calls.get(`/event_log?client_id=${shop}`)).body.events
  expect(await foreign.get(`/event_log/${String(event.event_id)}`)).toMatchObject(refusal(404, 'EVENT_NOT_FOUND'))
  expect((await foreign.get(`/event_log?client_id=${shop}`)).body.events).toEqual([])
  const reader = await api(server, { scopes: ['read:users'] })
  expect(await reader.get('/event_log')).toMatchObject(refusal(403, 'INSUFFICIENT_SCOPE'))
})

test.each(['user_id=ada', 'client_id=shop', 'source=nobody', 'until=tomorrow'])(
  'a filter of the wrong form is refused: %s',
  async (query) => {
    expect(await calls.get(`/event_log?${query}`)).toMatchObject(refusal(400, 'INVALID_PARAMETER'))
  },
)
