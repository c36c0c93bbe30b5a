import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { api } from '../../server/test/management.ts'
import { press } from '../visitor.ts'
import { anAdministrator, PASSWORD } from './administrator.ts'

const { server, page, home, open } = await anAdministrator()

const field = (of: Page, label: string) => of.getByRole('textbox', { name: label, exact: true })
const question = page.getByRole('dialog', { name: 'Leave without saving?' })

/** Creates a role on its page and returns the address of its first tab. */
async function aRole(name: string): Promise<string> {
  await open('/roles/new')
  await field(page, 'Name').fill(name)
  await field(page, 'Key').fill(name.toLowerCase())
  await page.getByRole('dialog').getByRole('button', { name: 'Create role' }).click()
  await page.waitForURL(/permissions$/)
  return page.url().replace(/\/permissions$/, '')
}

test('changes are named before a person leaves a form, closes its dialog or the tab', async () => {
  const address = await aRole('Editor')
  await page.goto(address)
  await field(page, 'Name').fill('Chief editor')
  await page.getByLabel('Description').fill('Decides what is printed')

  // Another tab of the role.
  await page.getByRole('link', { name: 'Permissions', exact: true }).last().click()
  expect(await question.innerText()).toContain('Name, Description')
  await press(page, 'Stay here')
  await question.waitFor({ state: 'hidden' })
  expect(await field(page, 'Name').inputValue()).toBe('Chief editor')

  // Leaving the console altogether.
  const asked = page.waitForEvent('dialog')
  void page.evaluate(() => location.reload()).catch(() => undefined)
  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  await dialog.dismiss()

  // A saved form asks nothing.
  await press(page, 'Save changes')
  await page.getByText('Saved', { exact: true }).waitFor()
  await page.getByRole('link', { name: 'Roles', exact: true }).first().click()
  await page.waitForURL(`${home}/roles`)

  await page.getByRole('link', { name: 'Create role' }).first().click()
  await field(page, 'Name').fill('Author')
  await page.keyboard.press('Escape')
  expect(await question.innerText()).toContain('Name')
  await press(page, 'Leave and lose the changes')
  await page.waitForURL(`${home}/roles`)
})

test('an act that needs a recent sign-in keeps what was typed, and is repeated after it', async () => {
  await open('/team')
  await press(page, 'Invite a colleague')
  await page.getByLabel('Email address').fill('colleague@example.com')
  await server.advance(11 * 60)
  await press(page, 'Send invitation')
  const popup = page.waitForEvent('popup')
  await page.getByRole('link', { name: 'Sign in again' }).click()
  const tab = await popup
  const closed = tab.waitForEvent('close')
  await press(tab, 'Continue')
  const password = tab.getByLabel('Password', { exact: true })
  await password.fill(PASSWORD)
  await password.press('Enter')
  await closed
  await page.getByText('You signed in again').waitFor()
  expect(await page.getByLabel('Email address').inputValue()).toBe('colleague@example.com')
  await press(page, 'Send invitation')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  expect(await page.getByRole('main').innerText()).toContain('colleague@example.com')
})

test('a form shows both versions when somebody else saved meanwhile, and keeps what only they changed', async () => {
  const address = await aRole('Reader')
  const other = await page.context().newPage()
  for (const one of [page, other]) {
    await one.goto(address)
    await field(one, 'Name').waitFor()
  }
  await field(other, 'Name').fill('Subscriber')
  await other.getByLabel('Description').fill('Reads everything')
  await press(other, 'Save changes')
  await other.getByText('Saved', { exact: true }).waitFor()

  await field(page, 'Name').fill('Guest')
  await press(page, 'Save changes')
  const alert = page.getByRole('alert')
  await alert.waitFor()
  expect((await alert.getByRole('row').last().innerText()).split(/\s+/)).toEqual(['Name', 'Subscriber', 'Guest'])
  await press(page, 'Save mine over it')
  await alert.waitFor({ state: 'hidden' })
  await other.reload()
  await field(other, 'Name').waitFor()
  expect(await field(other, 'Name').inputValue()).toBe('Guest')
  expect(await other.getByLabel('Description').inputValue()).toBe('Reads everything')

  await field(other, 'Name').fill('Member')
  await press(other, 'Save changes')
  await other.getByText('Saved', { exact: true }).waitFor()
  await field(page, 'Name').fill('Visitor')
  await press(page, 'Save changes')
  await press(page, 'Take what is saved')
  expect(await field(page, 'Name').inputValue()).toBe('Member')
  await other.close()
})

test('settings show both versions when somebody else saved meanwhile', async () => {
  const calls = await api(server)
  await open('/policies')
  const terms = page.getByRole('textbox', { name: 'Terms of service' })
  await terms.fill('https://mine.example/terms')
  await calls.patch('/environment/settings', { terms_url: 'https://theirs.example/terms' })
  await press(page, 'Save policies')
  const row = page.getByRole('alert').getByRole('row').last()
  expect(await row.innerText()).toMatch(/theirs\.example\/terms\s+https:\/\/mine\.example\/terms/)
  await press(page, 'Take what is saved')
  await expect.poll(() => terms.inputValue()).toBe('https://theirs.example/terms')
  await terms.fill('https://mine.example/terms')
  await press(page, 'Save policies')
  await page.getByText('Saved', { exact: true }).waitFor()
  const { settings } = (await calls.get('/environment/settings')).body
  expect(settings.terms_url).toMatchObject({ value: 'https://mine.example/terms' })
})
