import { expect, test } from 'vitest'
import { press } from '../visitor.ts'
import { anAdministrator } from './administrator.ts'

const { page, open } = await anAdministrator()

test('A1-11 an application is created, shown as a tile, and its secret is shown once', async () => {
  await open('/applications')
  await page.getByRole('link', { name: 'Create application' }).first().click()
  await page.getByLabel('Name').fill('Notebook')
  await page.getByLabel('Back-end web').check()
  await press(page, 'Create application')
  await page.getByText('It is shown this once').waitFor()
  await press(page, 'I have stored it')
  await page.getByRole('heading', { level: 1, name: 'Notebook' }).waitFor()
  await open('/applications')
  await page.getByRole('listitem').filter({ hasText: 'Notebook' }).getByText('Back-end web').waitFor()
})

test('A1-7 a quick start has the ids of the application and registers the callback URL that it uses', async () => {
  await open('/applications')
  await page.getByRole('link', { name: 'Notebook' }).click()
  const clientId = page.url().split('/').at(-1) ?? ''
  await page.getByRole('link', { name: 'Quick start' }).click()
  await page.getByRole('tab', { name: 'Express' }).click()
  await page.getByText(`clientId: '${clientId}'`).waitFor()
  await press(page, 'Register it')
  await expect.poll(() => page.getByRole('button', { name: 'Register it' }).count()).toBe(0)
  await page.getByRole('link', { name: 'Overview' }).click()
  expect(await page.getByLabel('Callback URLs, 1').inputValue()).toBe('http://localhost:3001/callback')
})

test('a URL that would be refused is named while it is typed, and saving waits', async () => {
  await page.getByRole('button', { name: 'Add URL' }).first().click()
  await page.getByLabel('Callback URLs, 2').fill('http://notebook.example/callback')
  await page.getByText('Plain http is only for localhost. Use https.').waitFor()
  expect(await page.getByRole('button', { name: 'Save URLs' }).getAttribute('aria-disabled')).toBe('true')
  await page.getByLabel('Callback URLs, 2').fill('https://notebook.example/callback')
  await press(page, 'Save URLs')
  await expect.poll(() => page.getByRole('button', { name: 'Save URLs' }).count()).toBe(0)
  await page.reload()
  expect(await page.getByLabel('Callback URLs, 2').inputValue()).toBe('https://notebook.example/callback')
})

test('A5-5 a lifetime is said in words, with advice above a day', async () => {
  await page.getByRole('link', { name: 'Tokens' }).click()
  await page.getByLabel('Access token, in seconds').fill('172800')
  await page.getByText('2 days. Longer than a day').waitFor()
  await page.getByLabel('Access token, in seconds').fill('3600')
  await page.getByText('1 hour.', { exact: true }).waitFor()
  await press(page, 'Save changes')
  await page.getByText('Saved').waitFor()
})
