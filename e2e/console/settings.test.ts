import { expect, test } from 'vitest'
import { startMailTrap } from '../../server/test/mail-trap.ts'
import { api } from '../../server/test/management.ts'
import { press } from '../visitor.ts'
import { anAdministrator } from './administrator.ts'

const trap = await startMailTrap({ login: { user: 'meadow', password: 'correct horse' } })
const { page, open, server, home } = await anAdministrator()
const calls = await api(server)
const { application } = (await calls.post('/applications', { name: 'Notebook', type: 'reg' })).body
const settings = async () => (await calls.get('/environment/settings')).body.settings
const openProduction = async (path: string) => {
  await page.goto(`${home.replace(/\/development$/, '/production')}${path}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
}

test('M1-11 M2-14 A5-8 a method has a tile in its group, and its page switches it on for applications', async () => {
  await open('/methods')
  const tile = page.getByRole('region', { name: 'Password', exact: true })
  await tile.getByText('On for 0 of 1 applications').first().waitFor()
  await tile.getByRole('link', { name: 'Configure Email + password' }).click()
  const dialog = page.getByRole('dialog', { name: 'Email + password' })
  await dialog.getByRole('switch', { name: 'Notebook' }).press('Space')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await tile.getByText('On for 1 of 1 applications').waitFor()
  await page.getByRole('link', { name: 'Configure Email + code' }).click()
  const other = page.getByRole('dialog', { name: 'Email + code' })
  expect(await other.getByRole('switch', { name: 'Notebook' }).isChecked()).toBe(false)
  const own = (await calls.get(`/applications/${application.id}/settings`)).body.settings
  expect(own.email_method).toMatchObject({ value: 'email:password', source: 'application' })
  await other.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('link', { name: 'Configure Phone' }).click()
  const phone = page.getByRole('dialog', { name: 'Phone' })
  await phone.getByText(/^conn_[0-9a-f]{32}$/).waitFor()
  await phone.getByRole('switch', { name: 'Notebook' }).press('Space')
  await phone.getByRole('button', { name: 'Save' }).click()
  const on = async () => JSON.stringify((await calls.get(`/applications/${application.id}/connections`)).body)
  await expect.poll(on).toContain('phone:otp')
})

test('O2-1 O2-6 policies are changed, named while they are unsaved, saved together, and taken back', async () => {
  await open('/policies')
  await page.getByRole('switch', { name: 'Allow self sign-up' }).press('Space')
  await page.getByRole('combobox', { name: 'Allowed domains' }).fill('https://www.meadow.example')
  await page.keyboard.press('Enter')
  await page.getByText('2 unsaved changes: Allowed domains, Allow self sign-up').waitFor()
  await page.getByRole('link', { name: 'Home', exact: true }).click()
  const guard = page.getByRole('dialog', { name: 'Leave without saving?' })
  await guard.getByText('Allowed domains, Allow self sign-up').waitFor()
  await guard.getByRole('button', { name: 'Stay here' }).click()
  await press(page, 'Save policies')
  await page.getByText('Saved', { exact: true }).waitFor()
  expect(await settings()).toMatchObject({
    is_self_sign_up_allowed: { value: false, source: 'environment' },
    allowed_domains: { value: ['meadow.example'] },
  })
  await press(page, 'Use on for Allow self sign-up')
  await press(page, 'Save policies')
  await page.getByText('Saved', { exact: true }).waitFor()
  expect((await settings()).is_self_sign_up_allowed).toEqual({ value: true, source: 'default' })
})

test('terms show the level that they come from, and a wrong address is refused at its field', async () => {
  await calls.patch('/business', { terms_url: 'https://acme.example/terms' })
  await open('/policies')
  const terms = page.getByRole('textbox', { name: 'Terms of service' })
  expect(await terms.inputValue()).toBe('https://acme.example/terms')
  await page.getByRole('textbox', { name: 'Privacy policy' }).fill('acme.example')
  await press(page, 'Save policies')
  await page.getByRole('alert').getByText('Must be an http or https URL.').waitFor()
  await press(page, 'Discard')
  await page.getByRole('switch', { name: 'Ask for agreement' }).press('Space')
  await press(page, 'Save policies')
  await expect.poll(async () => (await settings()).is_click_wrap.value).toBe(true)
})

test('brute force protection is set within its limits; enumeration protection is switched', async () => {
  await open('/attack-protection')
  const attempts = page.getByRole('textbox', { name: 'Failed attempts before a lockout' })
  await attempts.fill('101')
  await page.getByText('Choose a number from 1 to 100.').waitFor()
  await attempts.fill('3')
  await page.getByRole('textbox', { name: 'Length of the lockout' }).fill('60')
  await page.getByRole('switch', { name: 'Credential enumeration protection' }).press('Space')
  await press(page, 'Save protection')
  await page.getByText('Saved', { exact: true }).waitFor()
  expect(await settings()).toMatchObject({
    lockout_attempts: { value: 3 },
    lockout_minutes: { value: 60 },
    is_enumeration_protected: { value: false },
  })
})

test('N2-4 N4-1 addresses are kept from signing up, and leaked passwords from being chosen', async () => {
  await open('/attack-protection')
  await page.getByRole('combobox', { name: 'May not sign up', exact: true }).fill('Evil.example')
  await page.keyboard.press('Enter')
  await page.getByRole('combobox', { name: 'May sign up', exact: true }).fill('ada@evil.example')
  await page.keyboard.press('Enter')
  await page.getByRole('switch', { name: 'Refuse throw-away addresses' }).press('Space')
  await page.getByRole('switch', { name: 'Refuse leaked passwords' }).press('Space')
  await page.getByRole('combobox', { name: 'A leaked password at sign-in' }).click()
  await page.getByRole('option', { name: 'Require a new one' }).click()
  await press(page, 'Save protection')
  await page.getByText('Saved', { exact: true }).waitFor()
  expect(await settings()).toMatchObject({
    sign_up_block_list: { value: ['evil.example'] },
    sign_up_allow_list: { value: ['ada@evil.example'] },
    is_disposable_refused: { value: true },
    is_breach_checked: { value: true },
    breached_sign_in: { value: 'require' },
  })
})

test('N2-1 N2-2 the bot stop is switched on, and a provider needs both keys', async () => {
  await open('/attack-protection')
  await page.getByRole('switch', { name: 'Stop bots' }).press('Space')
  await page.getByRole('combobox', { name: 'Check' }).click()
  await page.getByRole('option', { name: 'Cloudflare Turnstile' }).click()
  await page.getByRole('textbox', { name: 'Site key' }).fill('site-key')
  await press(page, 'Save bot stop')
  await page.getByRole('alert').getByText('A provider needs both of its keys').waitFor()
  await page.getByLabel('Secret key').fill('the-secret-key')
  await press(page, 'Save bot stop')
  await page.getByText('One is saved and never shown.').waitFor()
  const { bot_stop: stored } = (await calls.get('/environment/bot_stop')).body
  expect(stored).toMatchObject({
    has_secret_key: true,
    settings: { is_bot_stop_on: { value: true }, bot_stop_provider: { value: 'turnstile' } },
  })
  await calls.patch('/environment/bot_stop', { is_bot_stop_on: false })
})

test('A5-5 the lifetime of sessions is said in words, with advice above a day', async () => {
  await open('/sessions')
  const idle = page.getByRole('textbox', { name: 'Stay signed in', exact: true })
  await idle.fill('604800')
  await page.getByText('That is 7 days. Longer than a day').waitFor()
  await idle.fill('3600')
  await page.getByText('That is 1 hour.').waitFor()
  await page.getByRole('textbox', { name: 'Lifetime of mailed codes' }).fill('10')
  await press(page, 'Save sessions and codes')
  await page.getByText('Saved', { exact: true }).waitFor()
  expect((await settings()).authenticated_session_lifetime.value).toBe(3_600)
})

test('T2-6 an environment is renamed, and the frame says the new name at once', async () => {
  await page.getByRole('button', { name: /^Environment:/ }).click()
  await page.getByRole('menuitem', { name: 'Environment settings' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Workshop')
  await press(page, 'Save name')
  await page.getByRole('button', { name: /^Environment:\s*Workshop/ }).waitFor()
  await page.getByRole('combobox', { name: 'Default language' }).click()
  await page.getByRole('option', { name: 'العربية' }).click()
  await press(page, 'Save environment')
  await page.getByText('Saved', { exact: true }).waitFor()
  expect((await settings()).language_key.value).toBe('ar')
})

test('T2-10 T2-13 the checklist says by the real state what is missing, and the switch to live is refused', async () => {
  await openProduction('/go-live')
  await page.getByRole('heading', { name: 'Done: A development environment' }).waitFor()
  await page.getByText('Still missing: A mail server.').waitFor()
  await page.getByRole('switch', { name: 'Live' }).press('Space')
  await press(page, 'Save')
  await page.getByText('Something required is missing; the list above says what.').waitFor()
  await page.getByRole('link', { name: 'Set up mail' }).click()
  await page.getByRole('dialog', { name: 'Leave without saving?' }).getByText('Live').waitFor()
  await press(page, 'Leave and lose the changes')
  await page.getByRole('heading', { level: 1, name: 'Mail' }).waitFor()
})

test('X5-1 X5-2 a mail server is tried before it is saved, and its password is never shown again', async () => {
  await page.getByText('Nothing: all mail stays in the inbox').waitFor()
  await page.getByRole('textbox', { name: 'Sender name' }).fill('Meadow Post')
  await page.getByRole('switch', { name: 'Use custom sender' }).press('Space')
  await page.getByRole('textbox', { name: 'Sender email' }).fill('post@meadow.example')
  await press(page, 'Send test email')
  await page.getByRole('alert').getByText('Something is missing').waitFor()
  await page.getByRole('textbox', { name: 'Server name' }).fill('127.0.0.1')
  await page.getByRole('textbox', { name: 'Port' }).fill(String(trap.port))
  await page.getByRole('textbox', { name: 'User', exact: true }).fill('meadow')
  await page.getByRole('textbox', { name: 'Password', exact: true }).fill('correct horse')
  await press(page, 'Send test email')
  await page.getByText('Sent to hanna@example.com, from Meadow Post <post@meadow.example>.').waitFor()
  expect(trap.accepted.at(-1)?.to).toEqual(['hanna@example.com'])
  await press(page, 'Save mail settings')
  await page.getByText('The server of this environment').waitFor()
  await page.getByText('One is saved and never shown.').waitFor()
  await page.getByRole('table', { name: 'Delivery' }).getByText('SPF').waitFor()
  expect(await page.content()).not.toContain('correct horse')
})

test('T2-10 with nothing required missing, production is switched to live', async () => {
  await page.getByRole('button', { name: 'Environment', exact: true }).click()
  await page.getByRole('link', { name: 'Go live' }).click()
  await page.getByRole('heading', { name: 'Done: A mail server' }).waitFor()
  await page.getByRole('switch', { name: 'Live' }).press('Space')
  await press(page, 'Save')
  await page.getByText('This environment is live.').waitFor()
  await openProduction('/environment')
  await page.getByText('Live', { exact: true }).waitFor()
})

test('T2-8 another environment has no live switch, and leads to production', async () => {
  await open('/go-live')
  await page.getByRole('heading', { name: 'Only production can be live' }).waitFor()
  expect(await page.getByRole('switch', { name: 'Live' }).count()).toBe(0)
  await page.getByRole('link', { name: 'Open production' }).click()
  await page.getByRole('switch', { name: 'Live' }).waitFor()
})
