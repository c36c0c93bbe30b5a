import { expect, test } from 'vitest'
import { press } from '../visitor.ts'
import { anAdministrator } from './administrator.ts'

const { page, open } = await anAdministrator()

test('a permission and a role are created, joined, renamed and deleted', async () => {
  await open('/permissions')
  await page.getByRole('link', { name: 'Create permission' }).first().click()
  await page.getByLabel('Name', { exact: true }).fill('Read documents')
  await page.getByLabel('Key', { exact: true }).fill('documents:read')
  await press(page, 'Create permission')
  await page.getByRole('link', { name: 'Read documents' }).waitFor()

  await open('/roles')
  await page.getByRole('link', { name: 'Create role' }).first().click()
  await page.getByLabel('Name').fill('Reader')
  await page.getByLabel('Key').fill('reader')
  await press(page, 'Create role')
  await page.getByRole('checkbox', { name: /Read documents/ }).check()
  await press(page, 'Save 1 change')
  await expect.poll(() => page.getByRole('button', { name: /^Save/ }).count()).toBe(0)
  await page.reload()
  await expect.poll(() => page.getByRole('checkbox', { name: /Read documents/ }).isChecked()).toBe(true)

  await page.getByRole('link', { name: 'Details' }).click()
  await page.getByLabel('Name').fill('Library reader')
  await press(page, 'Save changes')
  await page.getByText('Saved').waitFor()

  await press(page, 'Delete role')
  const dialog = page.getByRole('dialog')
  await dialog.getByText('nobody has it').waitFor()
  await dialog.getByLabel('Type the name of the role').fill('Library reader')
  await dialog.getByRole('button', { name: 'Delete role' }).click()
  await page.getByText('There are no roles yet').waitFor()
})

test('a key that another role has is refused next to its field, and what was typed stays', async () => {
  await open('/roles/new')
  await page.getByLabel('Name').fill('Editor')
  await page.getByLabel('Key').fill('editor')
  await press(page, 'Create role')
  await page.getByRole('heading', { level: 1, name: 'Editor' }).waitFor()
  await open('/roles/new')
  await page.getByLabel('Name').fill('Second editor')
  await page.getByLabel('Key').fill('editor')
  await press(page, 'Create role')
  await page.getByText('Another role has this key. Choose another one.').waitFor()
  expect(await page.getByLabel('Name').inputValue()).toBe('Second editor')
})
