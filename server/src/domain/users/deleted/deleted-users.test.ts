import { expect, test } from 'vitest'
import { importUsers, ndjson } from '../../../../test/imports.ts'
import { api, managementToken, PRODUCTION, refusal } from '../../../../test/management.ts'
import { anOrganization } from '../../../../test/organizations.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const foreign = await api(server, { origin: PRODUCTION })

async function aUser(name: string, more: object = {}): Promise<string> {
  const identities = [{ type: 'email', is_verified: true, details: { email: `${name}@kept.example` } }]
  const profile = { given_name: name, family_name: 'Kept', picture: 'https://a.example/kept.png' }
  return (await calls.post('/user', { profile, identities, provided_id: `own-${name}`, ...more })).body.id
}

async function aKeptUser(name: string): Promise<string> {
  const id = await aUser(name)
  expect((await calls.delete(`/user?id=${id}`)).status).toBe(200)
  return id
}

const HASH = {
  hashed_password: '$2b$10$abcdefghijklmnopqrstuuGZzAKpuB0ILtpxSMDZ0tC1tUi2b7xn6',
  hashing_method: 'bcrypt',
}

const keptIds = async (query = '') =>
  (await calls.get(`/deleted_users?page_size=500${query}`)).body.deleted_users.map(({ id }: { id: string }) => id)
const exported = async () => {
  const headers = { authorization: `Bearer ${await managementToken(server)}` }
  return (await server.request('/api/v1/exports/users', { headers })).text()
}

test('a user deleted without the profile stands marked among the deleted ones, with name, picture and agreements', async () => {
  const id = await aUser('Marked')
  await server.query(
    `insert into agreements (environment_id, user_id, accepted_at, terms_url)
     select environment_id, id, '2026-01-01T00:00:00Z', 'https://a.example/terms' from users
     where 'kp_' || replace(id::text, '-', '') = $1`,
    [id],
  )
  expect((await calls.delete(`/user?id=${id}`)).status).toBe(200)
  const { body } = await calls.get('/deleted_users?page_size=500')
  expect(body.deleted_users.find((one: { id: string }) => one.id === id)).toEqual({
    id,
    first_name: 'Marked',
    last_name: 'Kept',
    picture: 'https://a.example/kept.png',
    agreements: [{ accepted_on: '2026-01-01T00:00:00.000Z', terms_url: 'https://a.example/terms', privacy_url: null }],
    last_signed_in: null,
    created_on: expect.stringMatching(/Z$/),
    deleted_on: expect.stringMatching(/Z$/),
  })
})

test('no published read has a deleted user whose profile was kept', async () => {
  const id = await aUser('Omitted')
  const organization = await anOrganization(calls)
  await calls.post(`/organizations/${organization}/users`, { users: [{ id }] })
  expect(await exported()).toContain(id)
  expect((await calls.delete(`/user?id=${id}`)).status).toBe(200)
  for (const path of [
    `/user?id=${id}`,
    `/users/${id}/identities`,
    `/users/${id}/sessions`,
    `/users/${id}/properties`,
  ]) {
    expect(await calls.get(path)).toMatchObject(refusal(404, 'USER_NOT_FOUND'))
  }
  const lists = [`/users?user_id=${id}`, '/users?page_size=500', '/users?email=Omitted@kept.example']
  for (const path of [...lists, '/users?has_organization=false&page_size=500']) {
    expect(JSON.stringify((await calls.get(path)).body.users)).not.toContain(id)
  }
  expect((await calls.get('/search/users?query=Omitted')).body.results).toEqual([])
  expect((await calls.get(`/organizations/${organization}/users`)).body.organization_users ?? []).toEqual([])
  expect(await exported()).not.toContain(id)
})

test('nothing can be given to or set for a deleted user whose profile was kept', async () => {
  const id = await aKeptUser('Nothing')
  const organization = await anOrganization(calls)
  const none = refusal(404, 'USER_NOT_FOUND')
  expect(await calls.patch(`/user?id=${id}`, { given_name: 'Back' })).toMatchObject(none)
  const identity = { type: 'email', value: 'back@kept.example' }
  expect(await calls.post(`/users/${id}/identities`, identity)).toMatchObject(none)
  expect(await calls.put(`/users/${id}/password`, HASH)).toMatchObject(none)
  await calls.post(`/organizations/${organization}/users`, { users: [{ id }] })
  expect((await calls.get(`/organizations/${organization}/users`)).body.organization_users ?? []).toEqual([])
  expect(await calls.delete(`/user?id=${id}`)).toMatchObject(none)
  expect(await keptIds()).toContain(id)
})

test('address and own id of a deleted user are free again, and the profile stays with the deleted one', async () => {
  const id = await aKeptUser('Freed')
  const next = await aUser('Freed')
  expect(next).toMatch(/^kp_/)
  expect(next).not.toBe(id)
  expect((await calls.get(`/user?id=${next}`)).body).toMatchObject({ provided_id: 'own-Freed' })
})

test('deleting a kept profile removes it for good, once', async () => {
  const id = await aKeptUser('Twice')
  const path = `/user?id=${id}&is_delete_profile=true`
  expect(await foreign.delete(path)).toMatchObject(refusal(404, 'USER_NOT_FOUND'))
  expect((await calls.delete(path)).status).toBe(200)
  expect(await keptIds()).not.toContain(id)
  expect(await calls.delete(path)).toMatchObject(refusal(404, 'USER_NOT_FOUND'))
  const events = await server.query(`select type from events where subject = $1 and type = 'user.deleted'`, [id])
  expect(events).toHaveLength(2)
})

test('deleted users are listed page by page, each once, in their environment, to who may read users', async () => {
  const made = await Promise.all(['One', 'Two', 'Three'].map(aKeptUser))
  const seen: string[] = []
  let token = ''
  do {
    const { body } = await calls.get(`/deleted_users?page_size=2&next_token=${token}`)
    seen.push(...body.deleted_users.map(({ id }: { id: string }) => id))
    token = body.next_token ?? ''
  } while (token !== '')
  expect(seen).toEqual([...new Set(seen)].toSorted())
  expect(seen).toEqual(expect.arrayContaining(made))
  expect((await foreign.get('/deleted_users')).body.deleted_users).toEqual([])
  const other = await api(server, { scopes: ['read:organizations'] })
  expect((await other.get('/deleted_users')).status).toBe(403)
  expect(await calls.get('/deleted_users?next_token=x')).toMatchObject(refusal(400, 'INVALID_CURSOR'))
})

test.each([['?dry_run=true'], ['']])('an import brings nobody back who was deleted: %s', async (query) => {
  const kept = await aKeptUser('Import')
  const gone = await aUser('Import')
  await calls.delete(`/user?id=${gone}&is_delete_profile=true`)
  const rows = ndjson(
    { id: kept, first_name: 'Import', email: 'import@kept.example' },
    { id: gone, first_name: 'Import', email: 'import@kept.example' },
    { id: kept, external_id: 'own-Import', first_name: 'Import' },
    { first_name: 'Else', email: `else${query.length > 0 ? '-dry' : ''}@kept.example` },
  )
  const report = await importUsers(server, rows, { query })
  expect(report).toMatchObject({ created: 1, refused: 3, codes: ['USER_DELETED', 'USER_DELETED', 'USER_DELETED'] })
})
