import { expect, test } from 'vitest'
import { api, aPermission } from '../../server/test/management.ts'
import { anOrganization } from '../../server/test/organizations.ts'
import { press } from '../visitor.ts'
import { anAdministrator } from './administrator.ts'

const { server, page, open } = await anAdministrator()
const calls = await api(server)
await anOrganization(calls, { name: 'Oakmere Health' })

async function choose(label: string, option: string | RegExp): Promise<void> {
  await page
    .getByRole('textbox', { name: label })
    .or(page.getByRole('combobox', { name: label }))
    .first()
    .click()
  await page.getByRole('option', { name: option }).click()
}

test('U3-1 a flag is created, overridden in the environment and for an organization, and deleted', async () => {
  await open('/feature-flags')
  await page.getByRole('link', { name: 'Create feature flag' }).first().click()
  await page.getByLabel('Name').fill('Seats')
  await page.getByLabel('Key').fill('seats')
  await choose('Type', 'Number')
  await page.getByLabel('Default value').fill('five')
  await press(page, 'Create feature flag')
  await page.getByText('This value does not fit the type of the flag.').waitFor()
  await page.getByLabel('Default value').fill('5')
  await press(page, 'Create feature flag')
  await page.getByRole('link', { name: 'Seats' }).click()
  await page.getByLabel('Value in Development').fill('10')
  await press(page, 'Set here')
  await page.getByRole('button', { name: 'Use the default' }).waitFor()

  await press(page, 'Override for an organization')
  await page.getByRole('button', { name: 'Choose Oakmere Health' }).click()
  await page.getByLabel('Value for Oakmere Health').fill('50')
  await press(page, 'Override')
  await page
    .getByRole('row', { name: /Oakmere Health/ })
    .getByText('50')
    .waitFor()

  await open('/feature-flags')
  const row = page.getByRole('row', { name: /Seats/ })
  await row.getByText('1 organization, 0 people').waitFor()
  await row.getByRole('link', { name: 'Seats' }).click()
  await press(page, 'Delete feature flag')
  const dialog = page.getByRole('dialog')
  await dialog.getByText('1 organization and 0 people lose a value').waitFor()
  await dialog.getByLabel('Type the name of the flag').fill('Seats')
  await dialog.getByRole('button', { name: 'Delete feature flag' }).click()
  await page.getByText('There are no feature flags yet').waitFor()
})

test('U4-1 U4-2 a category and a property are created, and the property is made public and deleted', async () => {
  await open('/properties/categories?context=org')
  await press(page, 'Create category')
  await page.getByRole('dialog').getByLabel('Name').fill('Contract')
  await page.getByRole('dialog').getByRole('button', { name: 'Create category' }).click()
  await page
    .getByRole('row', { name: /Contract/ })
    .getByText('0 properties')
    .waitFor()

  await open('/properties/new?context=org')
  await page.getByLabel('Name').fill('Plan')
  await page.getByLabel('Key').fill('kp_org_plan')
  await choose('Category', 'Contract')
  await press(page, 'Create property')
  await page.getByText('Keys that begin with kp_ are part of Gatehouse').waitFor()
  await page.getByLabel('Key').fill('plan')
  await press(page, 'Create property')
  await page.getByRole('heading', { level: 1, name: 'Plan' }).waitFor()
  await page.getByLabel('Private: never in a token').uncheck()
  await press(page, 'Save changes')
  await page.getByText('Saved').waitFor()

  await open('/properties/categories?context=org')
  const remove = page.getByRole('row', { name: /Contract/ }).getByRole('button', { name: 'Delete' })
  expect(await remove.getAttribute('aria-description')).toBe('It has 1 property. Move or delete it first.')
  await open('/properties?context=org')
  await page.getByRole('link', { name: 'Plan', exact: true }).click()
  await press(page, 'Delete property')
  const dialog = page.getByRole('dialog')
  await dialog.getByText('0 organizations lose their value of Plan').waitFor()
  await dialog.getByLabel('Type the name of the property').fill('Plan')
  await dialog.getByRole('button', { name: 'Delete property' }).click()
  await page.getByRole('heading', { level: 1, name: 'Properties' }).waitFor()
})

test('a permission is opened by its address and found by a part of its key, wherever in the list it is', async () => {
  const id = await aPermission(calls, 'zebra:ride', { name: 'Ride the zebra' })
  for (let n = 0; n < 60; n++) await calls.post('/permissions', { key: `a${String(n)}`, name: `A ${String(n)}` })
  await open(`/permissions/${id}`)
  const dialog = page.getByRole('dialog', { name: 'Ride the zebra' })
  await dialog.getByText('0 roles give Ride the zebra').first().waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('textbox', { name: 'Name or key' }).fill('zebra')
  await press(page, 'Search')
  await page.getByRole('link', { name: 'Ride the zebra' }).waitFor()
})
