import { expect, test } from 'vitest'
import { aCodeFactor } from '../../server/test/factors.ts'
import { api, aRole } from '../../server/test/management.ts'
import { anOrganization, aUser } from '../../server/test/organizations.ts'
import { press } from '../visitor.ts'
import { anAdministrator } from './administrator.ts'

const { server, page, open } = await anAdministrator()
const calls = await api(server)

const oakmere = await anOrganization(calls, { name: 'Oakmere Health' })
await aRole(calls, 'viewer', { name: 'Viewer' })
const priya = await aUser(calls, { email: 'priya@example.com', givenName: 'Priya', organization: oakmere })
await aCodeFactor(server, priya, { kind: 'email', address: 'priya@example.com' })
await aCodeFactor(server, priya, { kind: 'sms', address: '+4930123456' })

const environment = async () => (await calls.get('/environment/mfa')).body.mfa.settings
const saved = () => page.getByText('Saved', { exact: true }).waitFor()

test('M5-2 M5-8 M5-15 second factors are required with their methods, advised about, and switched off with a warning', async () => {
  await open('/second-factors')
  await page.getByRole('combobox', { name: 'Require multi-factor authentication' }).click()
  await page.getByRole('option', { name: /^Yes/ }).click()
  await press(page, 'Save second factors')
  await page.getByText('People are asked for a factor, so choose one at least.').waitFor()
  await page.getByRole('checkbox', { name: 'Code by email' }).check()
  await page.getByText('Whoever reads their mail has both steps').waitFor()
  await page.getByRole('checkbox', { name: 'Authenticator app' }).check()
  await page.getByRole('textbox', { name: 'Days of trust' }).fill('366')
  await page.getByText('Choose a number from 0 to 365.').waitFor()
  await page.getByRole('textbox', { name: 'Days of trust' }).fill('0')
  await press(page, 'Save second factors')
  await saved()
  const now = await environment()
  expect(now).toMatchObject({ policy: { value: 'required' }, trusted_device_days: { value: 0 } })
  expect(now.factors.value.toSorted()).toEqual(['authenticator', 'email'])
  await page.getByRole('checkbox', { name: 'Code by email' }).uncheck()
  await page.getByText('1 person has set up Code by email.').waitFor()
  await press(page, 'Discard')
  await page.getByRole('combobox', { name: 'Require multi-factor authentication' }).click()
  await page.getByRole('option', { name: 'No', exact: true }).click()
  await page.getByText('1 person has set up a factor.').waitFor()
  await press(page, 'Save second factors')
  await saved()
})

test('M5-10 M5-13 an organization enforces second factors with methods of its own, and exempts a role', async () => {
  await open(`/organizations/${oakmere}/multi-factor-auth`)
  await press(page, 'Activate advanced features')
  const enforce = page.getByRole('switch', { name: 'Enforce multi-factor authentication for this organization' })
  await expect.poll(() => enforce.isEnabled()).toBe(true)
  await enforce.press('Space')
  await page.getByRole('checkbox', { name: 'Code by SMS' }).check()
  await press(page, 'Save changes')
  await saved()
  const { settings } = (await calls.get(`/organizations/${oakmere}/mfa`)).body.mfa
  expect(settings.policy).toMatchObject({ value: 'required', source: 'organization' })
  await page.getByRole('combobox', { name: 'Add exempt role' }).click()
  await page.getByRole('option', { name: 'Viewer' }).click()
  await press(page, 'Exempt')
  await press(page, 'Remove Viewer')
  await page.getByText('No role is exempt.').waitFor()
})

test('M5-17 N1-2 a person’s factors are reset, one and all, and the dialog says what goes', async () => {
  await open(`/users/${priya}/security`)
  await press(page, 'Reset Code by SMS')
  const one = page.getByRole('dialog', { name: 'Reset Code by SMS' })
  await one.getByText('The other factors and the recovery codes stay.').waitFor()
  await one.getByRole('button', { name: 'Reset', exact: true }).click()
  await one.waitFor({ state: 'hidden' })
  await press(page, 'Reset all factors')
  const all = page.getByRole('dialog', { name: /^Reset all factors of Priya/ })
  await all.getByText('1 factor and 0 recovery codes go').waitFor()
  await all.getByRole('button', { name: 'Reset all factors' }).click()
  await page.getByText('None set up.').waitFor()
  expect((await calls.get(`/users/${priya}/factors`)).body.factors).toEqual([])
})
