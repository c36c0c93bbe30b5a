import { expect, test } from 'vitest'
import { rotateDueKeysJob } from './jobs.ts'
import { addJob } from '#platform/jobs'
import { contextOf } from '../../../test/context.ts'
import { api, PRODUCTION, refusal } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'
import { startJobs } from '../../../test/worker.ts'

const server = await startServer()
const ctx = await contextOf(server)
const PATH = '/environment/signing_keys'
const HOUR = 3_600
const DAY = 24 * HOUR

/** A token is fetched each time: a test may have moved the clock, or revoked the key that signed an earlier token. */
const calls = () => api(server)
const keys = async (): Promise<{ id: string; kid: string; state: string; published_until: string | null }[]> =>
  (await (await calls()).get(PATH)).body.signing_keys
const states = async () => (await keys()).map(({ state }) => state)
const publishedKids = async () => {
  const set = JSON.parse(await (await server.request('/.well-known/jwks.json')).text())
  return set.keys.map(({ kid }: { kid: string }) => kid)
}
const runJob = () =>
  rotateDueKeysJob(server.opened.services)({}, { isLastTry: false, signal: AbortSignal.timeout(60_000) })

test('a rotation publishes the next key at once, and the present one goes on signing (AS-45)', async () => {
  const rotated = await (await calls()).post(PATH)
  expect(rotated).toMatchObject({ status: 201, body: { signing_key: { state: 'next' } } })
  expect(await states()).toEqual(['next', 'current'])
  const [next, current] = await keys()
  expect(await publishedKids()).toEqual([current?.kid, next?.kid])
})

test('a second rotation is refused while the next key waits', async () => {
  expect(await (await calls()).post(PATH)).toMatchObject(refusal(409, 'SIGNING_KEY_ROTATION_PENDING'))
})

test('after its time the next key signs, and the former one stays published', async () => {
  await server.advance(HOUR)
  expect(await states()).toEqual(['current', 'previous'])
  expect(await publishedKids()).toEqual((await keys()).map(({ kid }) => kid))
})

test('a key leaves the key set once the longest-lived token that it signed has expired', async () => {
  const [, previous] = await keys()
  const publishedFor = (Date.parse(previous?.published_until ?? '') - ctx.clock().getTime()) / 1000
  await server.advance(publishedFor + 1)
  expect(await states()).toEqual(['current', 'retired'])
  expect(await publishedKids()).toHaveLength(1)
})

test('a key stays for the longest lifetime that was ever set while it signed, even if it was lowered since', async () => {
  const client = await (await calls()).post('/applications', { name: 'Long', type: 'm2m' })
  const { client_id: id, client_secret: secret } = client.body.application
  const tokens = `/applications/${id}/tokens`
  const lifetimes = (days: number) => ({ access_token_lifetime: days * DAY, refresh_token_lifetime: (days + 1) * DAY })
  await (await calls()).patch(`/apis/${await managementApiId()}/applications`, { applications: [{ id }] })
  await (await calls()).patch(tokens, lifetimes(40))
  const fields = {
    grant_type: 'client_credentials',
    client_id: id,
    client_secret: secret,
    audience: `${server.origin}/api`,
  }
  const body = new URLSearchParams(fields)
  expect((await server.request('/oauth2/token', { method: 'POST', body })).status).toBe(200)
  await (await calls()).patch(tokens, lifetimes(1))
  await (await calls()).post(PATH)
  await server.advance(HOUR + 40 * DAY)

  expect((await states()).slice(0, 2)).toEqual(['current', 'previous'])
})

async function managementApiId(): Promise<string> {
  const { body } = await (await calls()).get('/apis')
  return body.apis.find(({ is_management_api: isManagement }: { is_management_api: boolean }) => isManagement).id
}

test('a revoked key leaves the key set at once, and another signs at once', async () => {
  const [current] = await keys()
  const token = await calls()
  expect(await token.delete(`${PATH}/${current?.id ?? ''}`)).toMatchObject({ status: 200 })
  expect(await token.get(PATH)).toMatchObject(refusal(401, 'INVALID_TOKEN'))
  expect((await states()).slice(0, 2)).toEqual(['current', 'revoked'])
  expect(await publishedKids()).not.toContain(current?.kid)
})

test('a waiting next key is the one that signs after a revocation', async () => {
  await (await calls()).post(PATH)
  const [next, current] = await keys()
  await (await calls()).delete(`${PATH}/${current?.id ?? ''}`)
  expect((await keys())[0]).toMatchObject({ id: next?.id, state: 'current' })
})

test('the next key can be revoked before it ever signs, and another one be created', async () => {
  await (await calls()).post(PATH)
  const [next] = await keys()
  await (await calls()).delete(`${PATH}/${next?.id ?? ''}`)
  expect((await states()).slice(0, 2)).toEqual(['revoked', 'current'])
  expect((await (await calls()).post(PATH)).status).toBe(201)
  await server.advance(HOUR)
})

test('a key is revoked once', async () => {
  const revoked = (await keys()).find(({ state }) => state === 'revoked')
  expect(await (await calls()).delete(`${PATH}/${revoked?.id ?? ''}`)).toMatchObject(
    refusal(409, 'SIGNING_KEY_REVOKED'),
  )
})

test('a key of another environment is answered like an unknown one, and stays (ATO-11)', async () => {
  const foreign = await api(server, { origin: PRODUCTION })
  const [theirs] = (await foreign.get(PATH)).body.signing_keys
  const unknown = await (await calls()).delete(`${PATH}/key_${'0'.repeat(32)}`)
  expect(await (await calls()).delete(`${PATH}/${theirs.id}`)).toMatchObject({ status: 404, body: unknown.body })
  expect((await foreign.get(PATH)).body.signing_keys).toEqual([theirs])
})

test.each(['', 'x', 'key_', '..%2f', `key_${'g'.repeat(32)}`])('"%s" names no key (AS-44)', async (id) => {
  expect((await (await calls()).delete(`${PATH}/${id}`)).status).toBe(404)
})

test('rotation and revocation leave events, without the key itself', async () => {
  const rows = await server.query(`select distinct type from events where type like 'signing_key.%' order by type`)
  const secrets = await server.query(
    `select 1 from events where type like 'signing_key.%' and data::text ~ 'private|jwk'`,
  )
  expect(rows.map(({ type }) => type)).toEqual(['signing_key.revoked', 'signing_key.rotated'])
  expect(secrets).toEqual([])
})

test('the database has private keys only encrypted (AS-47)', async () => {
  const rows = await server.query(`select encode(private_key_sealed, 'escape') as sealed from signing_keys`)
  expect(rows.filter(({ sealed }) => String(sealed).includes('PRIVATE'))).toEqual([])
})

test('the private half of a key that never signs again is erased', async () => {
  const kept = await server.query(
    `select kid from signing_keys where length(private_key_sealed) > 0 and revoked_at is not null`,
  )
  expect(kept).toEqual([])
})

test('keys are rotated automatically after the days that the environment sets, and not before', async () => {
  await (await calls()).patch('/environment/settings', { signing_key_rotation_days: 30 })
  const before = (await keys()).length
  await server.advance(29 * DAY)
  await runJob()
  expect((await keys()).length).toBe(before)
  await server.advance(DAY - HOUR)
  await runJob()
  await runJob()
  expect((await states()).slice(0, 2)).toEqual(['next', 'current'])
  expect((await keys()).length).toBe(before + 1)
})

test('an environment without the setting keeps its key', async () => {
  const foreign = await api(server, { origin: PRODUCTION })
  expect((await foreign.get(PATH)).body.signing_keys).toHaveLength(1)
})

test('the worker has the job in its table', async () => {
  await startJobs(server)
  await addJob(ctx.db, 'rotate_due_keys', {})

  await expect.poll(() => server.query('select * from graphile_worker.jobs')).toEqual([])
})
