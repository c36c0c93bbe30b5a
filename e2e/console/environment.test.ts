import { expect, test } from 'vitest'
import { press } from '../visitor.ts'
import { anAdministrator } from './administrator.ts'

const { page, open } = await anAdministrator()

test('T3-3 T3-4 a variable is added and edited; the value of a sensitive one is never shown', async () => {
  await open('/environment-variables/new')
  await page.getByLabel('Key', { exact: true }).fill('apiHost')
  await page.getByLabel('Value', { exact: true }).fill('https://one.example')
  await press(page, 'Add variable')
  await page.getByRole('link', { name: 'apiHost' }).click()
  await page.getByText('The key cannot change.').waitFor()
  await page.getByLabel('Value', { exact: true }).fill('https://two.example')
  await press(page, 'Save changes')
  await page
    .getByRole('row', { name: /apiHost/ })
    .getByText('https://two.example')
    .waitFor()

  await open('/environment-variables/new')
  await page.getByLabel('Key', { exact: true }).fill('API_SECRET')
  await page.getByLabel('Value', { exact: true }).fill('very secret')
  await page.getByRole('checkbox', { name: /^Sensitive/ }).check()
  await press(page, 'Add variable')
  await page
    .getByRole('row', { name: /API_SECRET/ })
    .getByText('Sensitive')
    .waitFor()
  expect(await page.content()).not.toContain('very secret')
})

test('T3-9 deleting a variable asks for confirmation', async () => {
  await page.getByRole('link', { name: 'API_SECRET' }).click()
  await press(page, 'Delete variable')
  const dialog = page.getByRole('dialog', { name: 'Delete this variable' })
  await dialog.getByText('Code that reads API_SECRET finds nothing from then on.').waitFor()
  await dialog.getByRole('button', { name: 'Delete variable' }).click()
  await expect.poll(() => page.getByRole('row', { name: /API_SECRET/ }).count()).toBe(0)
})

test('the signing key is rotated after a question, and a second rotation is refused in words', async () => {
  await open('/signing-keys')
  await press(page, 'Rotate the key')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Rotate the key' }).click()
  await page.getByRole('row', { name: /Signs next/ }).waitFor()
  await dialog.waitFor({ state: 'hidden' })
  await press(page, 'Rotate the key')
  await dialog.getByRole('button', { name: 'Rotate the key' }).click()
  await dialog.getByText('A new key is waiting to sign already.').waitFor()
})

test('the team lists its members, and says why the role of an owner of the installation cannot change here', async () => {
  await open('/team')
  const row = page.getByRole('row', { name: /Hanna Sørensen/ })
  await row.getByText('Owner of the installation').waitFor()
  const change = row.getByRole('button', { name: 'Change role' })
  expect(await change.getAttribute('aria-disabled')).toBe('true')
  expect(await change.getAttribute('aria-description')).toContain('Owners of the installation reach every business')
})

test('a colleague is invited by mail, and a second invitation to the address is refused in words', async () => {
  await open('/team')
  await press(page, 'Invite a colleague')
  await page.getByLabel('Email address').fill('jonas@example.com')
  await press(page, 'Send invitation')
  await page.getByRole('row', { name: /jonas@example.com/ }).waitFor()
  await press(page, 'Invite a colleague')
  await page.getByLabel('Email address').fill('jonas@example.com')
  await press(page, 'Send invitation')
  await page.getByText('An invitation to this address is on its way.').waitFor()
})
