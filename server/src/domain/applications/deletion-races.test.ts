import { expect, test } from 'vitest'
import { withClient } from '../../../test/connection.ts'
import { aDevice } from '../../../test/device.ts'
import { BrowserSession } from '../../../test/browser-session.ts'
import {
  anApplication,
  authorizePath,
  mailedCode,
  pkce,
  postForm,
  signUp,
  type TestClient,
} from '../../../test/oauth.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()

const DELETE = `delete from applications where replace(id::text, '-', '') = $1`

/** Does something while the application is being deleted, and lets the deletion win. */
async function whileDeleted<T>(clientId: string, work: () => Promise<T>): Promise<T> {
  return withClient(server.connectionString, async (deleting) => {
    await deleting.query('begin')
    await deleting.query(DELETE, [clientId])
    const done = work()
    await expect
      .poll(() =>
        server.query(`select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`),
      )
      .not.toHaveLength(0)
    await deleting.query('commit')
    return done
  })
}

async function atCode(client: TestClient, email: string): Promise<BrowserSession> {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce()))
  await browser.submit('identify', { email })
  return browser
}

const saysUnknown = ({ page }: BrowserSession) => [page?.status, page?.html.includes('invalid_client')]

test('the last step of a sign-in while the application is deleted takes no code', async () => {
  const client = await anApplication(server)
  await signUp(server, client, 'last@deleted.example')
  const browser = await atCode(client, 'last@deleted.example')
  const code = await mailedCode(server, 'last@deleted.example')
  await whileDeleted(client.clientId, () => browser.submit('code', { code }))
  expect([browser.page?.status, browser.page?.html.includes('server_error')]).toEqual([400, false])
})

test('the first step and a silent sign-in while the application is deleted say so too', async () => {
  const client = await anApplication(server)
  const { browser } = await signUp(server, client, 'silent@deleted.example')
  await whileDeleted(client.clientId, () => browser.open(authorizePath(client, pkce())))
  expect(saysUnknown(browser)).toEqual([400, true])
  const other = await anApplication(server)
  const visitor = new BrowserSession(server)
  await visitor.open(authorizePath(other, pkce()))
  await whileDeleted(other.clientId, () => visitor.submit('identify', { email: 'silent@deleted.example' }))
  expect(saysUnknown(visitor)).toEqual([400, true])
})

test('a device that asks for a code while its application is deleted is told invalid_client', async () => {
  const device = await aDevice(server)
  const answer = await whileDeleted(device, () => postForm(server, '/oauth2/device/auth', { client_id: device }))
  expect([answer.status, await answer.json()]).toMatchObject([401, { error: 'invalid_client' }])
})
