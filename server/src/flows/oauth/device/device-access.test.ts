import { expect, test } from 'vitest'
import { aDevice, askForCode, enterCode, pollOnce, signInOnDevicePage } from '../../../../test/device.ts'
import { api, aRole } from '../../../../test/management.ts'
import { claimsOf, refresh, type Tokens } from '../../../../test/oauth.ts'
import { anOrganization, aUser } from '../../../../test/organizations.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const device = await aDevice(server)
const viewer = await aRole(calls, 'viewer')
await calls.post(`/applications/${device}/access_roles/${viewer}`)
await calls.patch(`/applications/${device}`, { is_access_control_enabled: true })
const [house, elsewhere] = [await anOrganization(calls, { name: 'House' }), await anOrganization(calls, { name: 'A' })]

/** Adds a member of two organizations, who may enter in one of them. */
async function aViewer(email: string): Promise<string> {
  const id = await aUser(calls, { email, organization: elsewhere })
  await calls.post(`/organizations/${house}/users`, { users: [{ id, roles: ['viewer'] }] })
  return id
}

async function letIn(email: string) {
  const asked = await askForCode(server, { client_id: device, scope: 'openid offline' })
  const browser = await enterCode(server, asked.user_code)
  await signInOnDevicePage(server, browser, email)
  return { browser, poll: () => pollOnce(server, { client_id: device, device_code: asked.device_code }) }
}

test('a device is let in to the organization where a role of the person may enter its application', async () => {
  await aViewer('viewer@example.com')
  const { browser, poll } = await letIn('viewer@example.com')
  await browser.submit('approve')
  const { body } = await poll()
  expect(claimsOf(body.access_token)['org_code']).toBe(house)
})

test('a person whose roles may not enter lets no device in', async () => {
  await aUser(calls, { email: 'outside@example.com', organization: house })
  const { browser, poll } = await letIn('outside@example.com')
  expect(browser.page?.status).toBe(403)
  expect(browser.page?.html).toContain('You cannot enter here')
  expect((await poll()).body.error).toBe('authorization_pending')
})

test('a role that is taken away while the page asks counts', async () => {
  const id = await aViewer('slow@example.com')
  const { browser, poll } = await letIn('slow@example.com')
  await calls.delete(`/organizations/${house}/users/${id}/roles/${viewer}`)
  await browser.submit('approve')
  expect(browser.page?.status).toBe(403)
  expect(browser.page?.html).toContain('You cannot enter here')
  expect((await poll()).body.error).toBe('authorization_pending')
})

test('a role that is taken away before the device polls for its tokens, or refreshes, counts (AS-33, DV-09)', async () => {
  const id = await aViewer('leaving@example.com')
  const path = `/organizations/${house}/users/${id}/roles`
  const [first, second] = [await letIn('leaving@example.com'), await letIn('leaving@example.com')]
  await first.browser.submit('approve')
  await second.browser.submit('approve')
  const tokens: Tokens = (await first.poll()).body
  await calls.delete(`${path}/${viewer}`)
  const client = { clientId: device, clientSecret: undefined, redirectUri: '' }
  expect((await second.poll()).body.error).toBe('access_denied')
  expect((await refresh(server, client, tokens.refresh_token)).status).toBe(400)
})
