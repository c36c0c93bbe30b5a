import { expect, test } from 'vitest'
import type { RequestOptions } from '../../../test/authenticator.ts'
import { BrowserSession } from '../../../test/browser-session.ts'
import { anApplication, manage } from '../../../test/oauth.ts'
import { optionsOn, passkeyPeople, setPasskeyPolicy, showPasskey, textOf } from '../../../test/passkeys.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const client = await anApplication(server)
await setPasskeyPolicy(server, 'optional')
const { aPerson, firstPage, passkeysOf } = passkeyPeople(server, client)

const STRANGER = 'kp_00000000000000000000000000000000'

test('passkeys of a user are listed, renamed and removed; those of another user are not found', async () => {
  const aaguid = 'ea9b8d664d011d213ce4b6b48cb575d4'
  const { device, email } = await aPerson('listed@example.com', { aaguid, isSynced: true })
  const { path, passkeys } = await passkeysOf(email)
  const [{ id } = { id: '' }] = passkeys
  const named = { name: 'Google Password Manager', authenticator: 'Google Password Manager' }
  const known = { host: 'localhost', is_synced: true, last_used_on: null }
  expect(passkeys).toEqual([{ id, ...named, ...known, created_on: expect.any(String) as string }])

  await manage(server, 'PATCH', `${path}/${id}`, { name: 'My phone' })
  expect((await passkeysOf(email)).passkeys).toMatchObject([{ name: 'My phone' }])
  await manage(server, 'PATCH', `${path}/${id}`, { name: null })
  expect((await passkeysOf(email)).passkeys).toMatchObject([named])

  await aPerson('other-list@example.com')
  const { path: another } = await passkeysOf('other-list@example.com')
  for (const method of ['PATCH', 'DELETE']) {
    const body = method === 'PATCH' ? { name: 'Stolen' } : undefined
    await expect(manage(server, method, `${another}/${id}`, body)).rejects.toThrow('404')
    await expect(manage(server, method, `/api/v1/users/${STRANGER}/passkeys/${id}`, body)).rejects.toThrow('404')
  }
  await expect(manage(server, 'GET', `/api/v1/users/${STRANGER}/passkeys`)).rejects.toThrow('404')

  await manage(server, 'DELETE', `${path}/${id}`)
  const { browser } = await firstPage()
  await showPasskey(browser, device)
  expect(textOf(browser)).toContain('No account here has this passkey')
  const events = await server.query(
    `select type, source from events where data->'passkey'->>'id' = $1 order by occurred_at, id`,
    [id],
  )
  expect(events).toEqual([
    { type: 'passkey.added', source: 'user' },
    { type: 'passkey.renamed', source: 'api' },
    { type: 'passkey.renamed', source: 'api' },
    { type: 'passkey.removed', source: 'api' },
  ])
})

test('a passkey without a known model is named by its kind and its date', async () => {
  const { email } = await aPerson('kind@example.com')
  const { passkeys } = await passkeysOf(email)
  expect(passkeys).toMatchObject([{ name: expect.stringMatching(/^Passkey of a device, \d{4}-\d\d-\d\d$/) as string }])
})

test('where passkeys are off they are neither offered nor accepted, and stay stored', async () => {
  const { device } = await aPerson('off@example.com')
  const { browser } = await firstPage()
  const credential = device.get(optionsOn(browser) as RequestOptions)
  await setPasskeyPolicy(server, 'off')
  await browser.submit('passkey', { credential })
  expect([browser.page?.status, browser.page?.html.includes('data-passkey')]).toEqual([400, false])
  await setPasskeyPolicy(server, 'optional')
  const { browser: again } = await firstPage()
  expect(new URL(await showPasskey(again, device)).searchParams.get('code')).toBeTruthy()
})

test('an organization has a policy of its own, for sign-ins to it (M8-1, O4-4)', async () => {
  const { organization } = (await manage(server, 'POST', '/api/v1/organization', { name: 'Vault' })) as {
    organization: { code: string }
  }
  const path = `/api/v1/organizations/${organization.code}/passkey`
  await expect(manage(server, 'PUT', path, { policy: 'off' })).rejects.toThrow('ADVANCED_FEATURES_REQUIRED')
  await manage(server, 'PATCH', `/api/v1/organization/${organization.code}`, { is_enable_advanced_orgs: true })
  expect(await manage(server, 'PUT', path, { policy: 'off' })).toMatchObject({
    ...{ enabled: false, policy: 'off', is_override_environment_passkey_settings: true },
  })
  expect(await manage(server, 'GET', path)).toMatchObject({ policy: 'off', environment_policy: 'optional' })
  const { browser } = await firstPage(new BrowserSession(server), { org_code: organization.code })
  expect(browser.page?.html).not.toContain('data-passkey')

  await expect(manage(server, 'PUT', path, { is_override_environment_passkey_settings: 'yes' })).rejects.toThrow('400')
  await manage(server, 'PUT', path, { is_override_environment_passkey_settings: false })
  expect(await manage(server, 'GET', path)).toMatchObject({
    ...{ enabled: true, policy: 'optional', is_override_environment_passkey_settings: false },
  })
  await expect(manage(server, 'PUT', path, { is_override_environment_passkey_settings: true })).rejects.toThrow(
    'PASSKEY_POLICY_MISSING',
  )
  await expect(manage(server, 'GET', '/api/v1/organizations/org_00000000000/passkey')).rejects.toThrow('404')
})
