import { expect, test } from 'vitest'
import { api, PRODUCTION, refusal } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const foreign = await api(server, { origin: PRODUCTION })
const subscribe = (first: string, last: string, email: string) =>
  calls.post(`/subscribers?${new URLSearchParams({ first_name: first, last_name: last, email }).toString()}`)

test('a subscriber is put on the list, shown and announced (U6-5)', async () => {
  const { status, body } = await subscribe('Ada', 'Lovelace', 'Ada@Example.com')
  const id = body.subscriber.subscriber_id
  const [event] = await server.query(`select data from events where type = 'subscriber.created' and subject = $1`, [id])
  expect(status).toBe(201)
  expect((await calls.get(`/subscribers/${id}`)).body).toEqual({
    code: 'OK',
    message: 'Success',
    subscribers: [{ id, preferred_email: 'Ada@example.com', first_name: 'Ada', last_name: 'Lovelace' }],
  })
  expect(event?.['data']).toEqual({
    subscriber: { id, email: 'Ada@example.com', first_name: 'Ada', last_name: 'Lovelace', user_id: null },
  })
})

test('an address is on the list once, and must be one', async () => {
  await subscribe('A', 'B', 'once@example.com')
  expect(await subscribe('A', 'B', 'ONCE@example.com')).toMatchObject(refusal(409, 'SUBSCRIBER_EXISTS'))
  expect(await subscribe('A', 'B', 'nobody')).toMatchObject(refusal(400, 'INVALID_EMAIL'))
  expect(await calls.post('/subscribers?first_name=A&email=a@b.example')).toMatchObject(
    refusal(400, 'INVALID_PARAMETER'),
  )
})

test('a subscriber is no user, and the event tells whose address it is', async () => {
  const user = { identities: [{ type: 'email', details: { email: 'both@example.com' } }] }
  const { id } = (await calls.post('/user', user)).body
  await subscribe('A', 'B', 'both@example.com')
  const [event] = await server.query(
    `select data from events where type = 'subscriber.created' and data -> 'subscriber' ->> 'user_id' = $1`,
    [id],
  )
  expect(event).toBeDefined()
})

test.each([
  ['name_asc', ['amy', 'Bob', 'carl']],
  ['name_desc', ['carl', 'Bob', 'amy']],
  ['email_asc', ['carl', 'amy', 'Bob']],
  ['email_desc', ['Bob', 'amy', 'carl']],
])('the list goes by %s, page by page', async (sort, expected) => {
  const own = await api(server, { origin: PRODUCTION })
  for (const [name, email] of [
    ['amy', 'm@example.com'],
    ['Bob', 'z@example.com'],
    ['carl', 'a@example.com'],
  ])
    await own.post(`/subscribers?first_name=${String(name)}&last_name=&email=${String(email)}`)
  const first = (await own.get(`/subscribers?sort=${sort}&page_size=2`)).body
  const second = (await own.get(`/subscribers?sort=${sort}&page_size=2&next_token=${first.next_token}`)).body
  const names = [...first.subscribers, ...second.subscribers].map((one) => one.first_name)
  expect(names).toEqual(expected)
  expect(second.next_token).toBeUndefined()
})

test('a subscriber of another environment answers like nobody (ATO-11)', async () => {
  const { subscriber } = (await subscribe('A', 'B', 'mine@example.com')).body
  for (const id of [subscriber.subscriber_id, 'subscriber_x'])
    expect(await foreign.get(`/subscribers/${id}`)).toMatchObject(refusal(404, 'SUBSCRIBER_NOT_FOUND'))
})
