import { expect, test } from 'vitest'
import { watchChanges } from '../../../../test/contract/changes.ts'
import { api, aRole, PRODUCTION, refusal } from '../../../../test/management.ts'
import { startServer } from '../../../../test/server.ts'

const PATH = '/environments/production'

/**
 * Starts a server and returns its production environment as it is after the first start, with or without a mail server.
 */
async function anInstallation(settings: Readonly<Record<string, string>> = {}) {
  const server = await startServer({ settings })
  const calls = await api(server, { origin: PRODUCTION })
  const checklist = async (): Promise<{ code: string; is_required: boolean; is_done: boolean }[]> =>
    (await calls.get(`${PATH}/go_live`)).body.go_live.items
  const stateOf = async (code: string) => (await checklist()).find((item) => item.code === code)?.is_done
  return { server, calls, checklist, stateOf }
}

const bare = await anInstallation()
const changes = await watchChanges(bare.server)
const ready = await anInstallation({ GATEHOUSE_SMTP_URL: 'smtp://127.0.0.1:1' })

test('production cannot be live while a required item is missing, which the answer names, and nothing changes (T2-10)', async () => {
  await changes()
  const refused = await bare.calls.patch(PATH, { name: 'Renamed', is_live: true })
  expect(refused).toMatchObject(refusal(409, 'NOT_READY_FOR_LIVE'))
  expect(refused.body.errors[0].message).toContain('GATEHOUSE_SMTP_URL')
  expect(await changes()).toEqual([])
})

test('with nothing required missing it is live, and stays so (T2-10)', async () => {
  expect((await ready.calls.patch(PATH, { is_live: true })).status).toBe(200)
  expect((await ready.calls.patch(PATH, { is_live: true })).status).toBe(200)
  expect((await ready.calls.get('/environment')).body.environment.is_live).toBe(true)
  expect((await ready.calls.get(`${PATH}/go_live`)).body.go_live.is_live).toBe(true)
})

test('a missing item does not prevent the change to not live', async () => {
  expect((await bare.calls.patch(PATH, { is_live: false })).status).toBe(200)
})

test('the checklist lists required and recommended items, each with its state (T2-13)', async () => {
  expect(await bare.checklist()).toMatchObject([
    { code: 'mail_server', is_required: true, is_done: false },
    { code: 'development_environment', is_required: false, is_done: true },
    { code: 'terms_and_privacy_policy', is_required: false, is_done: false },
    { code: 'brand', is_required: false, is_done: false },
    { code: 'default_roles', is_required: false, is_done: false },
  ])
  expect(await ready.stateOf('mail_server')).toBe(true)
})

test('the checklist follows the state of the environment', async () => {
  const { calls, stateOf } = bare
  await calls.patch('/business', { terms_url: 'https://acme.example/terms' })
  expect(await stateOf('terms_and_privacy_policy')).toBe(false)
  await calls.patch('/environment/settings', { privacy_url: 'https://acme.example/privacy', button_color: '#2f5d50' })
  await aRole(calls, 'member', { is_default_role: true })
  for (const code of ['terms_and_privacy_policy', 'brand', 'default_roles']) expect(await stateOf(code)).toBe(true)
})

test('development sees the checklist of production, and has none of its own (T2-8)', async () => {
  const calls = await api(bare.server)
  const { status, body } = await calls.get(`${PATH}/go_live`)
  expect([status, body.go_live.items[0].code]).toEqual([200, 'mail_server'])
  expect(await calls.get('/environments/development/go_live')).toMatchObject(refusal(400, 'NOT_PRODUCTION'))
  expect(await calls.get('/environments/unknown/go_live')).toMatchObject(refusal(404, 'ENVIRONMENT_NOT_FOUND'))
})

test('without development the checklist asks for it', async () => {
  const { calls, stateOf, server } = ready
  await server.query(`update environments set deleted_at = now() where code = 'development'`)
  expect(await stateOf('development_environment')).toBe(false)
  await calls.post('/environments', { name: 'Staging', code: 'staging' })
  expect(await stateOf('development_environment')).toBe(true)
})
