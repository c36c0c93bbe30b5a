import { expect, test } from 'vitest'
import { aPerson } from '../../../test/console.ts'
import { BrowserSession } from '../../../test/browser-session.ts'
import { api, PRODUCTION, refusal } from '../../../test/management.ts'
import { anApplication, signUp } from '../../../test/oauth.ts'
import { startServer } from '../../../test/server.ts'

const OPEN = { application: false, methods: false, mail: false, sign_in: false, colleague: false, go_live: false }

async function anInstallation(settings: Readonly<Record<string, string>> = {}) {
  const server = await startServer({ settings })
  await aPerson(server, 'first@example.com', 'owner')
  const calls = await api(server)
  const read = async () => (await calls.get('/checklist')).body.checklist
  const done = async (): Promise<Record<string, boolean>> =>
    Object.fromEntries(
      (await read()).items.map((item: { code: string; is_done: boolean }) => [item.code, item.is_done]),
    )
  return { server, calls, read, done }
}

const fresh = await anInstallation()
const used = await anInstallation({ GATEHOUSE_SMTP_URL: 'smtp://127.0.0.1:1' })

test('in a new environment nothing is done, although the product has applications of its own', async () => {
  expect(await fresh.done()).toEqual(OPEN)
  expect(await fresh.read()).toMatchObject({
    is_put_away: false,
    is_done: false,
    application: null,
    email_method: 'email:otp',
  })
})

test('each item is done by what exists, and the list ends', async () => {
  const { server, calls, done, read } = used
  await calls.post('/applications', { name: 'Machine', type: 'm2m' })
  expect(await done()).toEqual(OPEN)
  const client = await anApplication(server)
  expect(await done()).toEqual({ ...OPEN, application: true })
  expect((await read()).application).toEqual({ id: client.clientId, name: 'Shop' })
  await signUp(server, client, 'visitor@example.com')
  await calls.patch(`/applications/${client.clientId}/settings`, { email_method: 'email:password' })
  expect(await done()).toEqual({ ...OPEN, application: true, sign_in: true, methods: true })
  await new BrowserSession(server).open('/dev/inbox', {
    headers: { authorization: `Bearer ${server.firstRun.inbox_token}` },
  })
  await aPerson(server, 'second@example.com', 'owner')
  const production = await api(server, { origin: PRODUCTION })
  await production.patch('/environments/production', { is_live: true })
  expect(await read()).toMatchObject({ is_done: true, is_put_away: false })
})

test('an item is open again when what did it is gone', async () => {
  const { server, calls, done } = fresh
  const client = await anApplication(server)
  await calls.delete(`/applications/${client.clientId}`)
  expect((await done())['application']).toBe(false)
})

test('an invitation counts as a colleague', async () => {
  const production = await api(fresh.server, { origin: PRODUCTION })
  const invited = await production.post('/team/invitations', { email: 'colleague@example.com', role: 'read_only' })
  expect(invited.status).toBe(201)
  expect((await fresh.done())['colleague']).toBe(true)
})

test('an inbox that is opened before any mail came does not count, and production has a list of its own', async () => {
  const production = await api(used.server, { origin: PRODUCTION })
  await new BrowserSession(fresh.server).open('/dev/inbox', {
    headers: { authorization: `Bearer ${fresh.server.firstRun.inbox_token}` },
  })
  expect((await fresh.done())['mail']).toBe(false)
  const { items } = (await production.get('/checklist')).body.checklist
  expect(items.filter((item: { is_done: boolean }) => item.is_done).map((item: { code: string }) => item.code)).toEqual(
    ['colleague', 'go_live'],
  )
})

test('the list is put away for its environment only, and taken out again', async () => {
  const { calls, read, server } = fresh
  const production = await api(server, { origin: PRODUCTION })
  expect((await calls.patch('/checklist', { is_put_away: true })).status).toBe(200)
  expect((await read()).is_put_away).toBe(true)
  expect((await production.get('/checklist')).body.checklist.is_put_away).toBe(false)
  await calls.patch('/checklist', { is_put_away: false })
  expect((await read()).is_put_away).toBe(false)
  expect(await calls.patch('/checklist', {})).toMatchObject(refusal(400, 'INVALID_BODY'))
})
