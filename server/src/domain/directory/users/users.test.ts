import { expect, test } from 'vitest'
import { api, PRODUCTION, refusal } from '../../../../test/management.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const foreign = await api(server, { origin: PRODUCTION })

const email = (address: string, more: object = {}) => ({ type: 'email', details: { email: address }, ...more })
const create = (...identities: object[]) => calls.post('/user', { identities })
const aUser = async (...identities: object[]): Promise<string> => (await create(...identities)).body.id
const read = async (id: string, expand = '') => (await calls.get(`/user?id=${id}&expand=${expand}`)).body
const counted = async (table: string) =>
  (await server.query(`select count(*)::int as n from ${table}`))[0]?.['n'] as number
const eventsOf = (id: string) =>
  server.query('select type, source, data, actor from events where subject = $1 order by occurred_at, id', [id])

test('a user is created with identities of three kinds (U1-1, U1-19)', async () => {
  const { status, body } = await calls.post('/user', {
    profile: { given_name: 'Ada', family_name: 'Lovelace', picture: 'https://a.example/ada.png' },
    provided_id: 'A-1',
    identities: [
      email('Ada@Example.com', { is_verified: true }),
      { type: 'phone', is_verified: false, details: { phone: '0426 148 233', phone_country_id: 'au' } },
      { type: 'username', details: { username: 'Ada_L' } },
    ],
  })
  const created = { created: true }
  expect({ status, body }).toEqual({
    status: 200,
    body: {
      id: expect.stringMatching(/^kp_[0-9a-f]{32}$/),
      created: true,
      identities: [
        { type: 'email', result: created },
        { type: 'phone', result: created },
        { type: 'username', result: created },
      ],
    },
  })
  expect(await read(body.id, 'identities,organizations')).toMatchObject({
    id: body.id,
    provided_id: 'A-1',
    preferred_email: 'Ada@example.com',
    phone: '+61426148233',
    username: 'Ada_L',
    first_name: 'Ada',
    last_name: 'Lovelace',
    picture: 'https://a.example/ada.png',
    total_sign_ins: 0,
    organizations: [expect.stringMatching(/^org_/)],
    identities: [{ type: 'email' }, { type: 'phone' }, { type: 'username', identity: 'Ada_L' }],
  })
})

test('creating a user sends no mail, and fires an event (U1-22, U1-23)', async () => {
  const mails = await counted('mail_messages')
  const id = await aUser(email('quiet@example.com'))
  const [event] = await eventsOf(id)
  expect(await counted('mail_messages')).toBe(mails)
  expect(event).toMatchObject({
    type: 'user.created',
    source: 'api',
    data: { user: { id, email: 'quiet@example.com', is_suspended: false, organizations: [{ roles: null }] } },
  })
})

test('a field that was not sent is absent', async () => {
  const { status, body } = await calls.post('/user', {})
  expect(status).toBe(200)
  const user = await read(body.id)
  for (const name of ['preferred_email', 'provided_id', 'first_name', 'picture']) expect(user).not.toHaveProperty(name)
})

test.each([
  ['an address that is none', email('nobody'), 400, 'INVALID_EMAIL'],
  ['no address', { type: 'email' }, 400, 'INVALID_EMAIL'],
  ['a number of no country', { type: 'phone', details: { phone: '0426148233' } }, 400, 'INVALID_PHONE'],
  ['a username with a blank (M4-3)', { type: 'username', details: { username: 'a b' } }, 400, 'INVALID_USERNAME'],
  ['a username of one letter (M4-3)', { type: 'username', details: { username: 'a' } }, 400, 'INVALID_USERNAME'],
  ['a username of 65 letters', { type: 'username', details: { username: 'a'.repeat(65) } }, 400, 'INVALID_USERNAME'],
  ['a kind that we do not know', { type: 'social', details: {} }, 400, 'INVALID_BODY'],
])('%s is refused and leaves no half user', async (_what, identity, status, code) => {
  const before = await counted('users')
  expect(await create(email('half@example.com'), identity)).toMatchObject(refusal(status, code))
  expect(await counted('users')).toBe(before)
})

test('an address is used once, in any spelling', async () => {
  await create(email('twin@example.com'))
  expect(await create(email('TWIN@EXAMPLE.com'))).toMatchObject(refusal(409, 'IDENTITY_TAKEN'))
})

test('usernames are unique without regard to case (M4-4, M4-5)', async () => {
  await create({ type: 'username', details: { username: 'Jane' } })
  expect(await create({ type: 'username', details: { username: 'jANE' } })).toMatchObject(
    refusal(409, 'IDENTITY_TAKEN'),
  )
})

test('one of many simultaneous requests gets the address (ATO-27)', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => create(email('race@example.com'))))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
})

test('a provided id is used once, until its user no longer has it', async () => {
  const first = (await calls.post('/user', { provided_id: 'P-1' })).body.id
  expect(await calls.post('/user', { provided_id: 'P-1' })).toMatchObject(refusal(409, 'PROVIDED_ID_TAKEN'))
  await calls.patch(`/user?id=${first}`, { provided_id: '' })
  expect((await calls.post('/user', { provided_id: 'P-1' })).status).toBe(200)
})

test('a user joins the named organization, and no unknown one', async () => {
  const [own] = await server.query(
    `select o.code from organizations o join hosts h using (environment_id) where h.origin = $1`,
    [server.origin],
  )
  const [other] = await server.query(
    `select o.code from organizations o join hosts h using (environment_id) where h.origin = $1`,
    [PRODUCTION],
  )
  const { body } = await calls.post('/user', { organization_code: own?.['code'] })
  expect((await read(body.id, 'organizations')).organizations).toEqual([own?.['code']])
  for (const code of [other?.['code'], 'org_00000000000'])
    expect(await calls.post('/user', { organization_code: code })).toMatchObject(refusal(404, 'ORGANIZATION_NOT_FOUND'))
})

test('fields that the caller may not set change nothing (ATO-23)', async () => {
  const id = `kp_${'1'.repeat(32)}`
  expect(await calls.post('/user', { id })).toMatchObject(refusal(400, 'FIELD_CANNOT_CHANGE'))
  const { body } = await calls.post('/user', {
    total_sign_ins: 9,
    created_on: '2000-01-01',
    password_hash: 'x',
    identities: [email('plain@example.com', { is_primary: false, email_verified: true })],
  })
  const [identity] = (await calls.get(`/users/${body.id}/identities`)).body.identities
  expect((await calls.get(`/user?id=${id}`)).status).toBe(404)
  expect(await read(body.id)).toMatchObject({ total_sign_ins: 0 })
  expect(identity).toMatchObject({ is_primary: true, is_confirmed: false })
})

test('a user is changed; an absent field stays, an empty one is removed', async () => {
  const id = await aUser(email('change@example.com'))
  await calls.patch(`/user?id=${id}`, { given_name: 'One', family_name: 'Two', picture: 'https://a.example/x.png' })
  const { status, body } = await calls.patch(`/user?id=${id}`, { given_name: 'Three', picture: '' })
  expect({ status, body }).toEqual({
    status: 200,
    body: {
      id,
      given_name: 'Three',
      family_name: 'Two',
      email: 'change@example.com',
      is_suspended: false,
      is_password_reset_requested: false,
      picture: null,
    },
  })
  expect((await eventsOf(id)).at(-1)).toMatchObject({ type: 'user.updated', data: { user: { first_name: 'Three' } } })
})

test.each([
  ['a picture that is no web address', { picture: 'javascript:alert(1)' }],
  ['a name of control characters', { given_name: 'a\u0007b' }],
  ['a name that is no text', { given_name: 7 }],
  ['a long name', { family_name: 'x'.repeat(201) }],
  ['a suspension that is no boolean', { is_suspended: 'yes' }],
])('%s is refused and changes nothing', async (_what, fields) => {
  const id = await aUser()
  const before = await read(id)
  expect(await calls.patch(`/user?id=${id}`, { family_name: 'Other', ...fields })).toMatchObject(
    refusal(400, 'INVALID_BODY'),
  )
  expect(await read(id)).toEqual(before)
})

test('a reset needs a verified email (M2-9)', async () => {
  const without = await aUser(email('unproven@example.com'))
  const id = await aUser(email('proven@example.com', { is_verified: true }))
  const reset = { is_password_reset_requested: true }
  expect(await calls.patch(`/user?id=${without}`, reset)).toMatchObject(refusal(400, 'VERIFIED_EMAIL_REQUIRED'))
  expect((await calls.patch(`/user?id=${id}`, reset)).body).toMatchObject(reset)
})

test('deleting with the profile leaves nothing but a spent id', async () => {
  const id = await aUser(email('gone@example.com'))
  await calls.post('/subscribers?first_name=A&last_name=B&email=gone@example.com')
  expect((await calls.delete(`/user?id=${id}&is_delete_profile=true`)).status).toBe(200)
  expect(await calls.get(`/user?id=${id}`)).toMatchObject(refusal(404, 'USER_NOT_FOUND'))
  expect(
    await server.query(`select from tombstones where kind = 'user' and 'kp_' || replace(id::text, '-', '') = $1`, [id]),
  ).toHaveLength(1)
  expect(await server.query(`select from subscribers where normalized = 'gone@example.com'`)).toEqual([])
  expect((await eventsOf(id)).at(-1)).toMatchObject({ type: 'user.deleted', data: { user: { id } } })
})

test('the older form of an id is accepted (P7-21)', async () => {
  const id = await aUser()
  expect((await read(id.replace('kp_', 'kp:'))).id).toBe(id)
})

test.each([
  ['GET', '/user?id='],
  ['PATCH', '/user?id='],
  ['DELETE', '/user?id='],
])('%s %s… answers for a user of another environment like for an unknown one (ATO-11, T2-16)', async (method, path) => {
  const id = await aUser()
  const theirs = await foreign.send(method, path + id, method === 'PATCH' ? { is_suspended: true } : undefined)
  const nobodys = await foreign.send(method, `${path}kp_${'0'.repeat(32)}`, method === 'PATCH' ? {} : undefined)
  expect(theirs).toMatchObject(refusal(404, 'USER_NOT_FOUND'))
  expect(nobodys.body).toEqual(theirs.body)
  expect(await read(id)).toMatchObject({ is_suspended: false })
})

test('users are listed page by page, each once', async () => {
  const own = await api(server, { origin: PRODUCTION })
  for (let at = 0; at < 5; at += 1) await own.post('/user', { provided_id: `page-${String(at)}` })
  const seen: string[] = []
  let token = ''
  do {
    const { body } = await own.get(`/users?page_size=2&next_token=${token}`)
    seen.push(...body.users.map((user: { id: string }) => user.id))
    token = body.next_token ?? ''
  } while (token !== '')
  expect(seen).toHaveLength(5)
  expect(new Set(seen).size).toBe(5)
})

test('a page token serves its own list and environment only (ATO-11)', async () => {
  await aUser()
  await aUser()
  const { next_token: token } = (await calls.get('/users?page_size=1')).body
  expect(await foreign.get(`/users?page_size=1&next_token=${token}`)).toMatchObject(refusal(400, 'INVALID_CURSOR'))
  expect(await calls.get(`/users?email=a@b.example&next_token=${token}`)).toMatchObject(refusal(400, 'INVALID_CURSOR'))
})

test.each([
  ['id', (id: string) => `user_id=${id},kp_${'0'.repeat(32)}`],
  ['older id', (id: string) => `user_id=${id.replace('_', ':')}`],
  ['address', () => 'email=other@example.com,FIND@example.com'],
  ['username', () => 'username=FIND-me'],
  ['number', () => `phone=${encodeURIComponent('+61426148299')}`],
  ['number whose plus sign was not encoded', () => 'phone=+61426148299'],
  ['address and username', () => 'email=find@example.com&username=find-me'],
])('a user is found by %s (U1-20)', async (_what, filter) => {
  const known = await calls.get('/users?username=find-me')
  const id =
    known.body.users[0]?.id ??
    (await aUser(
      email('find@example.com'),
      { type: 'username', details: { username: 'Find-Me' } },
      { type: 'phone', details: { phone: '+61426148299' } },
    ))
  const { body } = await calls.get(`/users?${filter(id)}&expand=identities`)
  expect(body.users.map((user: { id: string }) => user.id)).toEqual([id])
  expect(body.users[0]).toMatchObject({ email: 'find@example.com', identities: { length: 3 } })
})

test('filters that disagree, or match no user, find no user', async () => {
  await aUser(email('disagree@example.com'))
  for (const filter of ['email=disagree@example.com&username=find-me', 'email=nobody', `user_id=kp_${'0'.repeat(32)}`])
    expect((await calls.get(`/users?${filter}`)).body.users).toEqual([])
})

test('users are listed by whether they have an organization', async () => {
  const [withOne, without] = [await aUser(), await aUser()]
  await server.query(`delete from memberships where 'kp_' || replace(user_id::text, '-', '') = $1`, [without])
  const listed = async (has: string) =>
    (await calls.get(`/users?user_id=${withOne},${without}&has_organization=${has}`)).body.users.map(
      (user: { id: string }) => user.id,
    )
  expect([await listed('true'), await listed('false')]).toEqual([[withOne], [without]])
})

test('users are listed by when they were last active, and in that order', async () => {
  const ids = [await aUser(), await aUser(), await aUser()]
  for (const [at, id] of ids.entries()) {
    await server.query(`update users set last_signed_in_at = $2 where 'kp_' || replace(id::text, '-', '') = $1`, [
      id,
      new Date(Date.UTC(2031, 0, 3 - at)),
    ])
  }
  const since = '2031-01-02T00:00:00+00:00'
  const first = (await calls.get(`/users?active_since=${since}&page_size=1`)).body
  const second = (await calls.get(`/users?active_since=${since}&page_size=1&next_token=${first.next_token}`)).body
  expect([first.users[0].id, second.users[0].id]).toEqual([ids[1], ids[0]])
  expect(second.next_token).toBeUndefined()
})

test.each([
  '2031-01-02T00:00:00+0000',
  '2031-01-02T00:00:00%2B0000',
  '2031-01-02T00:00:00.000000+00:00',
  '2031-01-02T00:00:00.123456789Z',
  '2031-01-02T00:00Z',
  '2031-01-02 00:00:00',
  '2031-01-02T01:30:00+01:30',
  '2031-01-01T20:00-0400',
  '2031-01-02',
])('the time %s is read in a query as clients and people write it', async (since) => {
  const { status, body } = await calls.get(`/users?active_since=${since}`)
  expect({ status, code: body.code }).toEqual({ status: 200, code: 'OK' })
  expect(body.users.every((user: { last_signed_in: string }) => user.last_signed_in >= '2031-01-02')).toBe(true)
})

test.each(['2031-02-31', '2031-01-02T25:00Z', '2031-01-02T00:61Z', '2031-01-02T00:00+2500'])(
  'the time %s does not exist and is refused',
  async (since) => {
    expect(await calls.get(`/users?active_since=${since}`)).toMatchObject(refusal(400, 'INVALID_PARAMETER'))
  },
)

test.each(['expand=all', 'active_since=yesterday', 'has_organization=maybe', 'active_since=%2B275760-01-01T00:00:00Z'])(
  'a list by %s is refused',
  async (filter) => {
    expect(await calls.get(`/users?${filter}`)).toMatchObject(refusal(400, 'INVALID_PARAMETER'))
  },
)

test('users made in an organization while it is deleted are in it and stay, or are refused (ATO-27)', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { code } = (await calls.post('/organization', { name: 'Short-lived' })).body.organization
    const making = Array.from({ length: 6 }, () => calls.post('/user', { organization_code: code }))
    const answers = await Promise.all([...making, calls.delete(`/organization/${String(code)}`)])
    expect(answers.filter(({ status }) => status !== 200 && status !== 404)).toEqual([])
  }
})
