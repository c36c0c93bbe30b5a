import { expect, test } from 'vitest'
import { anApi, anApplication, api, authorize, PRODUCTION, refusal } from '../../../../test/management.ts'
import { postForm } from '../../../../test/oauth.ts'
import { startServer } from '../../../../test/server.ts'
import { MANAGEMENT_SCOPES } from '../index.ts'

const server = await startServer()
const calls = await api(server)
const shopApi = await anApi(calls, { audience: 'https://api.shop.test', keys: ['read:orders'] })

interface Machine {
  readonly id: string
  readonly secret: string
}

async function aMachine(): Promise<Machine> {
  const { body } = await calls.post('/applications', { name: 'Machine', type: 'm2m' })
  const { id, client_secret: secret } = body.application
  await authorize(calls, shopApi, { clientId: id, keys: ['read:orders'] })
  return { id, secret }
}

const rotate = (id: string, body?: unknown) => calls.post(`/applications/${id}/secrets/rotate`, body)
const deletePrevious = (id: string) => calls.delete(`/applications/${id}/secrets/previous`)

async function isAccepted(id: string, secret: string): Promise<boolean> {
  const fields = { client_id: id, client_secret: secret, audience: shopApi.audience }
  const answer = await postForm(server, '/oauth2/token', { grant_type: 'client_credentials', ...fields })
  return answer.status === 200
}

test('A4-1 A4-2 a rotated secret fails at once and the new one is shown once', async () => {
  const { id, secret } = await aMachine()
  const { status, body } = await rotate(id)
  expect([status, body.application]).toEqual([
    200,
    { id, client_id: id, client_secret: expect.stringMatching(/^[a-zA-Z0-9]{40,60}$/) },
  ])
  expect([await isAccepted(id, secret), await isAccepted(id, body.application.client_secret)]).toEqual([false, true])
})

test('A4-3 with the previous one kept both are accepted until it is deleted', async () => {
  const { id, secret } = await aMachine()
  const { application } = (await rotate(id, { keep_previous: true })).body
  expect([await isAccepted(id, secret), await isAccepted(id, application.client_secret)]).toEqual([true, true])
  expect((await deletePrevious(id)).status).toBe(200)
  expect([await isAccepted(id, secret), await isAccepted(id, application.client_secret)]).toEqual([false, true])
})

test('A4-4 a previous secret must be deleted before the next rotation', async () => {
  const { id, secret } = await aMachine()
  await rotate(id, { keep_previous: true })
  const second = [await rotate(id, { keep_previous: true }), await rotate(id)]
  for (const answer of second) expect(answer).toMatchObject(refusal(409, 'PREVIOUS_SECRET_KEPT'))
  expect(await isAccepted(id, secret)).toBe(true)
})

test('A4-4 after its deletion the next rotation works', async () => {
  const { id } = await aMachine()
  await rotate(id, { keep_previous: true })
  await deletePrevious(id)
  expect((await rotate(id, { keep_previous: true })).status).toBe(200)
})

test('A4-5 keeping is asked for, never the default', async () => {
  const { id, secret } = await aMachine()
  await rotate(id, { keep_previous: null })
  expect(await isAccepted(id, secret)).toBe(false)
})

test('the list says which are accepted and since when, and no secret', async () => {
  const { id } = await aMachine()
  await server.advance(60)
  const rotated = await rotate(id, { keep_previous: true })
  const { secrets } = (await calls.get(`/applications/${id}/secrets`)).body
  const at = (isPrevious: boolean) => ({ is_previous: isPrevious, created_on: expect.any(String) })
  expect(secrets).toEqual([at(false), at(true)])
  expect(Date.parse(secrets[0].created_on)).toBeGreaterThan(Date.parse(secrets[1].created_on))
  expect(JSON.stringify(secrets)).not.toContain(rotated.body.application.client_secret)
})

test.each(['spa', 'device'])('A4-1 an application of type %s has no secret to rotate', async (type) => {
  const id = await anApplication(calls, { type })
  expect(await rotate(id)).toMatchObject(refusal(400, 'CREDENTIALS_NOT_SUPPORTED'))
  expect(await deletePrevious(id)).toMatchObject(refusal(400, 'CREDENTIALS_NOT_SUPPORTED'))
  expect((await calls.get(`/applications/${id}/secrets`)).body.secrets).toEqual([])
})

test('where no previous secret is kept there is none to delete', async () => {
  const { id } = await aMachine()
  expect(await deletePrevious(id)).toMatchObject(refusal(404, 'PREVIOUS_SECRET_NOT_FOUND'))
})

test.each([{ keep_previous: 'yes' }, { keep: true }, []])(
  'a body of %j is refused and changes nothing',
  async (body) => {
    const { id, secret } = await aMachine()
    expect(await rotate(id, body)).toMatchObject(refusal(400, 'INVALID_BODY'))
    expect(await isAccepted(id, secret)).toBe(true)
  },
)

test('the event names who rotated and says no secret', async () => {
  const { id, secret } = await aMachine()
  const { application } = (await rotate(id, { keep_previous: true })).body
  await deletePrevious(id)
  const events = await server.query(
    `select type, actor, data from events where subject = $1 and type not like '%.created' order by occurred_at, id`,
    [id],
  )
  expect(events).toMatchObject([
    { type: 'application.secret_rotated', actor: { type: 'application' }, data: { id, is_previous_kept: true } },
    { type: 'application.previous_secret_deleted', data: { id } },
  ])
  expect(JSON.stringify(events)).not.toMatch(new RegExp(`${secret}|${application.client_secret}`))
})

test('ATO-24 nobody gets the secret of an application that may do more than they may', async () => {
  const [powerful] = await server.query(
    `select replace(id::text, '-', '') as id from applications where management_scopes = $1::text[] limit 1`,
    [[...MANAGEMENT_SCOPES]],
  )
  const id = String(powerful?.['id'])
  const weak = await api(server, { scopes: ['update:applications'] })
  const before = await server.query('select digest from application_secrets where application_id = $1::uuid', [id])
  expect(await weak.post(`/applications/${id}/secrets/rotate`)).toMatchObject(refusal(403, 'INSUFFICIENT_SCOPE'))
  expect(await weak.delete(`/applications/${id}/secrets/previous`)).toMatchObject(refusal(403, 'INSUFFICIENT_SCOPE'))
  expect(await server.query('select digest from application_secrets where application_id = $1::uuid', [id])).toEqual(
    before,
  )
})

const foreign = await anApplication(await api(server, { origin: PRODUCTION }), { type: 'm2m' })

test.each([
  ['GET', ''],
  ['POST', '/rotate'],
  ['DELETE', '/previous'],
])('ATO-11 %s /applications/{id}/secrets%s knows only its own environment', async (method, path) => {
  for (const id of ['0'.repeat(32), 'nonsense', foreign]) {
    expect(await calls.send(method, `/applications/${id}/secrets${path}`)).toMatchObject(
      refusal(404, 'APPLICATION_NOT_FOUND'),
    )
  }
})
