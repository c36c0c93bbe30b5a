import { expect, test } from 'vitest'
import { press } from '../visitor.ts'
import { anAdministrator } from './administrator.ts'

const { page, open } = await anAdministrator()

async function createUser(email: string, name: string): Promise<void> {
  await open('/users/new')
  await page.getByLabel('Email address').fill(email)
  await page.getByLabel('First name').fill(name)
  await press(page, 'Create user')
  await page.getByRole('heading', { level: 1, name }).waitFor()
}

test('U1-3 a user is created, gets another address as the primary one, is suspended and let in again', async () => {
  await createUser('priya@example.com', 'Priya')
  await page.getByLabel('Value').fill('priya@work.example')
  await press(page, 'Add')
  const second = page.getByRole('listitem').filter({ hasText: 'priya@work.example' })
  await second.getByRole('button', { name: 'Make primary' }).click()
  await second.getByText('Primary', { exact: true }).waitFor()

  await press(page, 'Suspend')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Suspend' }).click()
  await press(page, 'Let them in again')
  await page.getByRole('button', { name: 'Suspend' }).waitFor()
})

test('an address that somebody has is refused next to its field', async () => {
  await open('/users/new')
  await page.getByLabel('Email address').fill('priya@example.com')
  await press(page, 'Create user')
  await page.getByText('Somebody in this environment has it already.').waitFor()
})

test('a user becomes a member of an organization, gets a role there and leaves again', async () => {
  await createUser('marek@example.com', 'Marek')
  await open('/roles/new')
  await page.getByLabel('Name').fill('Admin')
  await page.getByLabel('Key').fill('admin')
  await press(page, 'Create role')
  await page.getByRole('heading', { level: 1, name: 'Admin' }).waitFor()

  await open('/organizations/new')
  await page.getByLabel('Name', { exact: true }).fill('Oakmere Health')
  await page.getByLabel('Handle', { exact: true }).fill('oakmere')
  await press(page, 'Create organization')
  await page.getByRole('heading', { level: 1, name: 'Oakmere Health' }).waitFor()
  await page.getByRole('link', { name: 'Members' }).click()
  await press(page, 'Add member')
  await page.getByLabel('Search for a user of this environment.').fill('marek')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('row', { name: /Marek/ }).getByRole('button', { name: 'Roles' }).click()
  await page.getByRole('checkbox', { name: 'Admin' }).check()
  await press(page, 'Save changes')
  await page.getByRole('row', { name: /Marek/ }).getByText('admin', { exact: true }).waitFor()
  await page.getByRole('row', { name: /Marek/ }).getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await page.getByText('Nobody is a member yet').waitFor()
})

test('U1 deleting a user says what is lost and asks for the name', async () => {
  await open('/users?q=marek')
  await page.getByRole('link', { name: 'Marek' }).click()
  await press(page, 'Delete user')
  const dialog = page.getByRole('dialog')
  const confirm = dialog.getByRole('button', { name: 'Delete user' })
  expect(await confirm.isDisabled()).toBe(true)
  await dialog.getByLabel('Type their name or address').fill('Marek')
  await confirm.click()
  await page.getByRole('heading', { level: 1, name: 'Users' }).waitFor()
  await open('/users?q=marek')
  await page.getByText('Nobody matches').waitFor()
})

test('Control K finds a person by the beginning of their name', async () => {
  await open('')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('priya')
  await page.getByRole('option', { name: /Priya/ }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Priya' }).waitFor()
})
