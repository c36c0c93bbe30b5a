import { expect, test } from 'vitest'
import { api, PRODUCTION, refusal } from '../../../../test/management.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const foreign = await api(server, { origin: PRODUCTION })

let made = 0
const aUser = async (): Promise<string> => {
  made += 1
  const identities = [{ type: 'email', details: { email: `u${String(made)}@example.com` }, is_verified: true }]
  return (await calls.post('/user', { identities })).body.id
}
const add = (user: string, type: string, value: string, more: object = {}) =>
  calls.post(`/users/${user}/identities`, { type, value, ...more })
const list = async (user: string, query = '') => (await calls.get(`/users/${user}/identities${query}`)).body
const anIdentity = async (user: string, type: string, value: string): Promise<string> =>
  (await add(user, type, value)).body.identity.id

test('an identity is added: not verified, primary where it is the first of its kind (U1-2, U1-3)', async () => {
  const user = await aUser()
  const { status, body } = await add(user, 'phone', '0426148233', { phone_country_id: 'au' })
  const second = await anIdentity(user, 'phone', '+61426148234')
  expect({ status, code: body.code }).toEqual({ status: 201, code: 'OK' })
  expect((await calls.get(`/identities/${body.identity.id}`)).body).toEqual({
    id: expect.stringMatching(/^identity_[0-9a-f]{32}$/),
    type: 'phone',
    is_confirmed: false,
    created_on: expect.any(String),
    total_logins: 0,
    name: '+61426148233',
    connection_id: null,
    is_primary: true,
  })
  expect((await calls.get(`/identities/${second}`)).body.is_primary).toBe(false)
})

test('identities are listed oldest first, from and to one of them', async () => {
  const user = await aUser()
  const [a, b] = [
    await anIdentity(user, 'username', `name-${user.slice(-8)}`),
    await anIdentity(user, 'email', 'b@x.example'),
  ]
  const { identities, has_more: hasMore } = await list(user)
  const ids = identities.map(({ id }: { id: string }) => id)
  expect(hasMore).toBe(false)
  expect(ids.slice(1)).toEqual([a, b])
  expect((await list(user, `?starting_after=${a}`)).identities).toMatchObject([{ id: b }])
  expect(await list(user, `?ending_before=${b}`)).toMatchObject({ has_more: false, identities: [{}, { id: a }] })
})

test('a page of identities lies after an identity or before one, not both', async () => {
  const user = await aUser()
  const [only] = (await list(user)).identities
  const answer = await calls.get(`/users/${user}/identities?starting_after=${only.id}&ending_before=${only.id}`)
  expect(answer).toMatchObject(refusal(400, 'TOO_MANY_PARAMETERS'))
})

test('another identity becomes primary, and the former one is not any more', async () => {
  const user = await aUser()
  const added = await anIdentity(user, 'email', 'second@example.com')
  expect((await calls.patch(`/identities/${added}`, { is_primary: true })).status).toBe(200)
  const { identities } = await list(user)
  expect(identities.map((one: { is_primary: boolean }) => one.is_primary)).toEqual([false, true])
  expect((await calls.get(`/user?id=${user}`)).body.preferred_email).toBe('second@example.com')
})

test('a primary identity remains so until another becomes primary', async () => {
  const user = await aUser()
  const [first] = (await list(user)).identities
  expect(await calls.patch(`/identities/${first.id}`, { is_primary: false })).toMatchObject(
    refusal(409, 'PRIMARY_IDENTITY_REQUIRED'),
  )
})

test('the value of an identity is not edited (U1-4)', async () => {
  const user = await aUser()
  const [first] = (await list(user)).identities
  await calls.patch(`/identities/${first.id}`, { name: 'else@example.com', is_confirmed: false, value: 'x@y.example' })
  expect((await list(user)).identities).toEqual([first])
})

test('the next identity becomes primary after a deleted one, a verified one first', async () => {
  const user = await aUser()
  const [first] = (await list(user)).identities
  const [unproven, proven] = [
    await anIdentity(user, 'email', 'unproven@example.com'),
    await anIdentity(user, 'email', 'proven@example.com'),
  ]
  await server.query(`update identities set verified_at = created_at where normalized = 'proven@example.com'`)
  expect((await calls.delete(`/identities/${first.id}`)).status).toBe(200)
  expect((await list(user)).identities).toMatchObject([
    { id: unproven, is_primary: false },
    { id: proven, is_primary: true },
  ])
})

test('a deleted identity is free for another user, once', async () => {
  const [one, two] = [await aUser(), await aUser()]
  const id = await anIdentity(one, 'email', 'free@example.com')
  expect(await add(two, 'email', 'free@example.com')).toMatchObject(refusal(409, 'IDENTITY_TAKEN'))
  await calls.delete(`/identities/${id}`)
  expect((await add(two, 'email', 'free@example.com')).status).toBe(201)
  expect(await calls.delete(`/identities/${id}`)).toMatchObject(refusal(404, 'IDENTITY_NOT_FOUND'))
})

test('the last identity can be deleted, which ends sessions and tokens', async () => {
  const user = await aUser()
  const [only] = (await list(user)).identities
  expect((await calls.delete(`/identities/${only.id}`)).status).toBe(200)
  expect((await list(user)).identities).toEqual([])
})

test.each(['social', 'enterprise'])('a %s identity needs a connection', async (type) => {
  const user = await aUser()
  expect(await add(user, type, 'a@b.example', { connection_id: `conn_${'0'.repeat(32)}` })).toMatchObject(
    refusal(404, 'CONNECTION_NOT_FOUND'),
  )
})

test('an enterprise identity excludes any other (U1-5)', async () => {
  const user = await aUser()
  await server.query(
    `update identities set kind = 'enterprise', connection_id = gen_random_uuid()
     where 'kp_' || replace(user_id::text, '-', '') = $1`,
    [user],
  )
  expect(await add(user, 'username', 'beside')).toMatchObject(refusal(409, 'ENTERPRISE_IDENTITY_EXCLUSIVE'))
})

test('many simultaneous additions leave one primary of the kind and no more than 50 (ATO-27)', async () => {
  const user = await aUser()
  await Promise.all(Array.from({ length: 60 }, (_, at) => add(user, 'username', `crowd-${String(at)}`)))
  const { identities } = await list(user)
  const usernames = identities.filter((one: { type: string }) => one.type === 'username')
  expect(identities).toHaveLength(50)
  expect(usernames.filter((one: { is_primary: boolean }) => one.is_primary)).toHaveLength(1)
})

test('identities of another environment are answered like unknown ones (ATO-11)', async () => {
  const user = await aUser()
  const [first] = (await list(user)).identities
  const answers = await Promise.all([
    foreign.get(`/identities/${first.id}`),
    foreign.patch(`/identities/${first.id}`, { is_primary: false }),
    foreign.delete(`/identities/${first.id}`),
  ])
  for (const answer of answers) expect(answer).toMatchObject(refusal(404, 'IDENTITY_NOT_FOUND'))
  for (const answer of [
    await foreign.get(`/users/${user}/identities`),
    await foreign.post(`/users/${user}/identities`, { type: 'email', value: 'a@b.example' }),
  ])
    expect(answer).toMatchObject(refusal(404, 'USER_NOT_FOUND'))
  expect((await list(user)).identities).toEqual([first])
})
