import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { press } from '../visitor.ts'
import { anAdministrator } from './administrator.ts'
import { consoleApi } from './console-api.ts'

const { page, open, server } = await anAdministrator()
const api = consoleApi(page)

const user = await api('POST', '/user', {
  profile: { given_name: 'Priya', family_name: 'Raman' },
  identities: [{ type: 'email', is_verified: true, details: { email: 'priya@example.com' } }],
})
const organization = Object((await api('POST', '/organization', { name: 'Oakmere Health' }))['organization'])
await api('POST', '/roles', { name: 'Admin', key: 'admin' })
await api('POST', `/organizations/${String(organization.code)}/users`, {
  users: [{ id: user['id'], roles: ['admin'] }],
})
const notebook = Object((await api('POST', '/applications', { name: 'Notebook', type: 'reg' }))['application'])
await api('POST', '/applications', { name: 'Nightly report', type: 'm2m' })
await api('POST', '/applications', { name: 'Television', type: 'device' })

const choose = async (label: string, option: string) => {
  await page.getByRole('combobox', { name: label }).click()
  await page.getByRole('option', { name: option }).click()
}
const saved = () => page.getByText('Saved', { exact: true }).first().waitFor()
const claimRow = (name: string) => page.getByRole('row').filter({ has: page.getByText(name, { exact: true }) })

test('A1-11 the list is narrowed by type and by name, and the address holds it', async () => {
  await open('/applications')
  await choose('Type', 'Machine to machine')
  await expect.poll(() => page.getByRole('link', { name: 'Notebook' }).count()).toBe(0)
  await page.getByRole('link', { name: 'Nightly report' }).waitFor()
  await page.getByRole('textbox', { name: 'Search applications' }).fill('tele')
  await press(page, 'Search')
  await page.getByText('No application fits').waitFor()
  await choose('Type', 'All types')
  await page.getByRole('link', { name: 'Television' }).waitFor()
  expect(page.url()).toContain('q=tele')
})

test('P7-10 a claim is in the preview of the token before it is saved, with its source', async () => {
  await open(`/applications/${String(notebook.id)}/tokens`)
  await page.getByRole('link', { name: 'Customize Access token' }).click()
  await choose('Person', 'Priya Raman (priya@example.com)')
  await claimRow('sub').waitFor()
  expect(await claimRow('org_code').textContent()).toContain('Left out: signed in without an organization')
  await choose('Organization', 'Oakmere Health')
  await expect.poll(() => claimRow('org_code').textContent()).toContain(String(organization.code))
  await page.getByLabel('Roles (roles)').check()
  await expect.poll(() => claimRow('roles').textContent()).toContain('"key":"admin"')
  await expect.poll(() => claimRow('roles').textContent()).toContain('Membership')
  await press(page, 'Save changes')
  await saved()
  await page.getByRole('link', { name: 'Notebook: Tokens' }).click()
  await page.getByText('Adds roles.').waitFor()
})

test('P7-12 P7-18 organizations are added to the ID token, and the names of Hasura are switched on', async () => {
  await page.getByRole('link', { name: 'Customize ID token' }).click()
  await page.getByLabel('Organizations (array)').check()
  await press(page, 'Save changes')
  await saved()
  await page.getByRole('link', { name: 'Notebook: Tokens' }).click()
  await page.getByText('Adds org_codes, organizations.').waitFor()
  await page.getByLabel('Hasura').check()
  await press(page, 'Save integration')
  await saved()
  await page.reload()
  expect(await page.getByLabel('Hasura').isChecked()).toBe(true)
})

test('A7-1 an API is registered with scopes, and an application gets it with one of them', async () => {
  await open('/apis')
  await page.getByRole('link', { name: 'Register API' }).first().click()
  await page.getByLabel('Name').fill('Orders')
  await page.getByLabel('Audience').fill('https://orders.example')
  await press(page, 'Register API')
  await page.getByRole('heading', { level: 1, name: 'Orders' }).waitFor()
  for (const key of ['read:orders', 'write:orders']) {
    await page.getByRole('link', { name: 'Add scope' }).first().click()
    await page.getByLabel('Scope', { exact: true }).fill(key)
    await press(page, 'Add scope')
    await page.getByRole('link', { name: key }).waitFor()
  }
  await open(`/applications/${String(notebook.id)}/apis`)
  await page.getByRole('button', { name: 'Authorize Orders' }).click()
  await page.getByRole('link', { name: 'Choose scopes Orders' }).click()
  await page.getByLabel('read:orders').check()
  await press(page, 'Save 1 change')
  await page.getByRole('button', { name: 'Save 1 change' }).waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'Notebook: APIs' }).click()
  await page.getByText('Authorized with 1 scope.').waitFor()
})

test('A7-3 a scope of the Management API is given, and asks for a new sign-in when the last one is old (ATO-37)', async () => {
  const machines = Object(await api('GET', '/applications?type=m2m&query=Nightly'))
  const id = String(machines.applications[0].id)
  await open(`/applications/${id}/apis`)
  await page.getByRole('button', { name: 'Authorize Management API' }).click()
  await page.getByRole('link', { name: 'Choose scopes Management API' }).click()
  await page.getByLabel('Find scopes').fill('read:users')
  await page.getByLabel('read:users', { exact: true }).check()
  await press(page, 'Save 1 change')
  await page.getByRole('button', { name: 'Save 1 change' }).waitFor({ state: 'detached' })
  await server.advance(700)
  await page.getByLabel('Find scopes').fill('delete:users')
  await page.getByLabel('delete:users', { exact: true }).check()
  await press(page, 'Save 1 change')
  await page.getByText('This needs a sign-in of the last 10 minutes.').waitFor()
  await page.getByLabel('delete:users', { exact: true }).uncheck()
  await open(`/applications/${id}`)
  await page.getByText('It loses 1 API with 1 selected scope.').waitFor()
})

test('a page of an application still opens ten minutes after the sign-in, and keys name what is wrong', async () => {
  await open(`/applications/${String(notebook.id)}`)
  await page.getByRole('link', { name: 'Manage keys' }).click()
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  await page.getByLabel('Public key').fill('MIIB')
  await press(page, 'Add key')
  await page.getByText('Neither PEM nor a JSON Web Key is in this text.').waitFor()
  await page.getByLabel('Public key').fill(String(publicKey.export({ type: 'spki', format: 'pem' })))
  await press(page, 'Add key')
  const popup = page.waitForEvent('popup')
  await page.getByRole('link', { name: 'Sign in again' }).click()
  const tab = await popup
  const closed = tab.waitForEvent('close')
  await press(tab, 'Continue')
  await tab.getByLabel('Password', { exact: true }).fill('an arch of seventeen stones')
  await tab.getByLabel('Password', { exact: true }).press('Enter')
  await closed
  await page.getByLabel('Public key').fill(String(privateKey.export({ type: 'pkcs8', format: 'pem' })))
  await press(page, 'Add key')
  await page.getByText('This is a private key.').waitFor()
  await page.getByLabel('Public key').fill(String(publicKey.export({ type: 'spki', format: 'pem' })))
  await press(page, 'Add key')
  await page.getByText('EC, ES256').waitFor()
  await page.getByRole('link', { name: 'Notebook' }).click()
  await choose('Method', 'Signed with a key of its own')
  await press(page, 'Save method')
  await saved()
})

test('A6-2 M7-1 switches of the sign-in pages and of sessions are kept, and name what is unsaved', async () => {
  await open(`/applications/${String(notebook.id)}/experience`)
  await page.getByLabel('Ask for user first name and last name').uncheck({ force: true })
  await page.getByLabel('Use Gravatar fallback').uncheck({ force: true })
  await press(page, 'Save changes')
  await saved()
  await page.getByRole('link', { name: 'Sessions' }).click()
  await page.getByLabel('Session inactivity timeout').fill('172800')
  await page.getByText('2 days. Longer than a day').waitFor()
  await page.getByLabel('Session inactivity timeout').fill('7200')
  await page.getByLabel('Persistent session').uncheck({ force: true })
  await press(page, 'Save changes')
  await saved()
  await page.getByLabel('Back-channel logout URL').fill('http://notebook.example/logout')
  await press(page, 'Save URL')
  await page.getByText('Plain http is only for localhost. Use https.').waitFor()
  await page.getByLabel('Back-channel logout URL').fill('https://notebook.example/logout')
  await press(page, 'Save URL')
  await expect.poll(() => page.getByText('Plain http is only for localhost').count()).toBe(0)
  const settings = Object((await api('GET', `/applications/${String(notebook.id)}/settings`))['settings'])
  expect([settings.is_ask_for_name.value, settings.use_gravatar_fallback.value]).toEqual([false, false])
  expect([settings.is_session_persistent.value, settings.authenticated_session_lifetime.value]).toEqual([false, 7200])
})

test('A5-6 the method of an application is chosen, and only people with a role may sign in', async () => {
  await page.getByRole('link', { name: 'Authentication' }).click()
  const method = (name: string) => page.getByRole('switch', { name })
  await method('Username + password').waitFor({ timeout: 30_000 })
  await method('Username + password').press('Space')
  await expect.poll(() => method('Email + password').isChecked()).toBe(true)
  expect(await method('Email + code').isChecked()).toBe(false)
  await press(page, 'Use those of the environment')
  await expect.poll(() => method('Email + code').isChecked()).toBe(true)
  await method('Email + code').press('Space')
  await page.getByText('This is the only way to sign in.').waitFor()
  await choose('Role', 'Admin')
  await press(page, 'Add role')
  await page.getByRole('row').filter({ hasText: 'admin' }).waitFor()
  await page.getByLabel('Only people with one of these roles').click({ force: true })
  await expect
    .poll(
      async () => {
        const { application } = await api('GET', `/applications/${String(notebook.id)}`)
        return Object(application).is_access_control_enabled
      },
      { timeout: 10_000 },
    )
    .toBe(true)
})

test('P4-7 a device application becomes the default for devices', async () => {
  await open('/applications')
  await page.getByRole('link', { name: 'Television' }).click()
  await press(page, 'Set as default')
  await page.getByText('This is the default application for devices.').waitFor()
})

test('A1-7 every framework of the type has a quick start with the ids filled in', async () => {
  await open(`/applications/${String(notebook.id)}/quick-start`)
  const names = await page.getByRole('tab').allTextContents()
  expect(names).toEqual(['Next.js', 'Express', 'TypeScript', 'Python', 'Go', 'Java', 'OpenID Connect', 'curl'])
  for (const name of names) {
    await page.getByRole('tab', { name, exact: true }).click()
    await page.getByRole('tabpanel', { name }).getByText(String(notebook.id)).first().waitFor()
  }
  await page.getByRole('tab', { name: 'OpenID Connect' }).click()
  await page.getByText('/oauth2/v2/user_profile').waitFor()
})
