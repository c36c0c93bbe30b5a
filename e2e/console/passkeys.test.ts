import { expect, test } from 'vitest'
import { api } from '../../server/test/management.ts'
import { anApplication } from '../../server/test/oauth.ts'
import { anOrganization } from '../../server/test/organizations.ts'
import { passkeyPeople } from '../../server/test/passkeys.ts'
import { press } from '../visitor.ts'
import { anAdministrator } from './administrator.ts'

const { server, page, open } = await anAdministrator()
const calls = await api(server)

test('M8-1 passkeys are switched on, and an organization gets a policy of its own', async () => {
  await open('/passkeys')
  await page.getByRole('radio', { name: 'Optional' }).check()
  await press(page, 'Save')
  await page.getByText('Saved', { exact: true }).waitFor()
  expect((await calls.get('/passkey')).body).toMatchObject({ enabled: true, policy: 'optional' })

  const code = await anOrganization(calls, { name: 'Vault' })
  await calls.send('PATCH', `/organization/${code}`, { is_enable_advanced_orgs: true })
  await open(`/organizations/${code}/passkeys`)
  await page.getByRole('checkbox', { name: 'Use a policy of its own' }).check()
  await page.getByRole('radio', { name: 'Mandatory' }).check()
  await press(page, 'Save changes')
  await page.getByText('Saved', { exact: true }).waitFor()
  const { body } = await calls.get(`/organizations/${code}/passkey`)
  expect(body).toMatchObject({ policy: 'mandatory', environment_policy: 'optional' })
})

test('the passkeys of a person are renamed and removed', async () => {
  const { aPerson, passkeysOf } = passkeyPeople(server, await anApplication(server))
  const email = 'priya@example.com'
  await aPerson(email, { aaguid: 'ea9b8d664d011d213ce4b6b48cb575d4', isSynced: true })
  const { path } = await passkeysOf(email)
  await open(path.replace('/api/v1', ''))
  const row = page.getByRole('row', { name: /Google Password Manager/ })
  await row.getByRole('button', { name: 'Rename' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Work phone')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  const renamed = page.getByRole('row', { name: /Work phone/ })
  await renamed.getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('dialog').getByText('no other passkey').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await page.getByText('No passkeys yet.').waitFor()
  expect((await passkeysOf(email)).passkeys).toEqual([])
})
