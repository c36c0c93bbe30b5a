import { expect, test } from 'vitest'
import { aBrowser, enterCode, identify, press, register } from '../visitor.ts'
import { anAdministrator } from './administrator.ts'
import { anApplication, authorizePath, manage, pkce } from '../../server/test/oauth.ts'

const { server, page, open } = await anAdministrator()
const { visitor } = await aBrowser()
const client = await anApplication(server)

/** Signs a person up in a browser of their own, as far as the application. */
async function signUp(email: string): Promise<void> {
  const person = await visitor()
  await person.route('https://app.example.com/**', (route) => route.fulfill({ body: 'signed in' }))
  await person.goto(`${server.origin}${authorizePath(client, pkce(), { prompt: 'create' })}`)
  await register(person, email)
  await enterCode(person, server, email)
  await person.getByText('signed in').waitFor()
}

async function tryWithWrongAddress(): Promise<void> {
  const person = await visitor()
  await person.goto(
    `${server.origin}${authorizePath(client, pkce(), { redirect_uri: 'https://other.example/callback?secret=1' })}`,
  )
}

test('the list says that nobody has signed in yet, and leads to a try', async () => {
  await open('/traces')
  await page.getByText('Nobody has signed in yet').waitFor()
  await page.getByRole('link', { name: 'Try your sign-in' }).waitFor()
})

test('a sign-in is found by person, outcome and application, and its time line says why', async () => {
  await signUp('priya@example.com')
  await tryWithWrongAddress()
  await open('/traces')
  await page.getByRole('row', { name: /Ada Lovelace/ }).waitFor()
  await page.getByLabel('Outcome').selectOption('Refused')
  await page.getByRole('row', { name: /redirect URI is not registered/ }).waitFor()
  await page.getByRole('row', { name: /Ada Lovelace/ }).waitFor({ state: 'detached' })
  expect(page.url()).toContain('outcome=refused')

  await page.getByLabel('Kind').selectOption('Device')
  await page.getByText('No trace matches').waitFor()
  await page.getByRole('link', { name: 'Show all' }).first().click()
  await page.getByLabel('Person or trace').fill('priya')
  await press(page, 'Search')
  await page.getByRole('link', { name: 'Ada Lovelace' }).click()
  await page.getByRole('link', { name: 'Sign-up' }).waitFor()
  await page.getByLabel('Application', { exact: true }).selectOption('Shop')
  await page.waitForURL(/application=/)
  await page.getByRole('link', { name: 'Sign-up' }).click()
  await page.getByRole('heading', { level: 2, name: /^Succeeded: / }).waitFor()
  const steps = page.getByRole('list', { name: 'Steps' }).getByRole('listitem')
  await steps.filter({ hasText: 'Sign-up proves the address.' }).getByText('Address typed').waitFor()
  await steps.filter({ hasText: 'Self sign-up' }).getByRole('link', { name: 'Self sign-up' }).waitFor()
  expect(await steps.count()).toBeGreaterThan(4)
})

test('a person has tabs with their sign-ins and events, which lead to each other', async () => {
  await open('/users?q=priya')
  await page.getByRole('link', { name: 'Ada Lovelace' }).click()
  await page.getByRole('link', { name: 'Sign-ins' }).click()
  await page.getByRole('link', { name: 'Sign-up' }).click()
  await page.getByRole('heading', { level: 2, name: /^Succeeded: / }).waitFor()
  await page.getByRole('link', { name: 'Events of this person' }).click()
  await page.getByRole('link', { name: 'user.authenticated' }).click()
  await page.getByRole('heading', { level: 1, name: 'user.authenticated' }).waitFor()
  await page.getByRole('link', { name: 'Open its trace' }).click()
  await page.getByRole('list', { name: 'Steps' }).waitFor()
})

test('events are found by type, author, subject, source and time, and say who did what', async () => {
  await open('/roles/new')
  await page.getByLabel('Name').fill('Editor')
  await page.getByLabel('Key').fill('editor')
  await press(page, 'Create role')
  await page.getByRole('heading', { level: 1, name: 'Editor' }).waitFor()
  await open('/events')
  await page.getByLabel('Source').selectOption('Console')
  const row = page.getByRole('row', { name: /role\.created/ })
  await row.getByText('You', { exact: true }).waitFor()
  await page.getByLabel('Type').fill('user.created')
  await press(page, 'Search')
  await page.getByText('No event matches').waitFor()
  await page.getByLabel('Source').selectOption('Any source')
  await page.getByRole('row', { name: /user\.created/ }).waitFor()
  await page.getByLabel('About').fill('Ada')
  await press(page, 'Search')
  await page.getByText('Only an id of a user').waitFor()
  expect(page.url()).toContain('type=user.created')
})

test('a trace of a refused sign-in leads to the next try', async () => {
  await manage(server, 'POST', '/api/v1/organization', { name: 'Oakmere' })
  const person = await visitor()
  await person.route('https://app.example.com/**', (route) => route.fulfill({ body: 'signed in' }))
  await person.goto(`${server.origin}${authorizePath(client, pkce(), { org_code: 'org_ffffffffffff' })}`)
  await identify(person, 'priya@example.com')
  await enterCode(person, server, 'priya@example.com')
  await person.getByRole('heading', { level: 1 }).waitFor()
  await person.goto(`${server.origin}${authorizePath(client, pkce())}`)
  await identify(person, 'priya@example.com')
  await enterCode(person, server, 'priya@example.com')
  await person.getByText('signed in').waitFor()

  await open('/traces?outcome=refused')
  await page
    .getByRole('row', { name: /Ada Lovelace/ })
    .getByRole('link')
    .click()
  await page.getByText('They tried again').waitFor()
  await page.getByRole('link', { name: 'Open the next try' }).click()
  await page.getByRole('heading', { level: 2, name: /^Succeeded: / }).waitFor()
})
