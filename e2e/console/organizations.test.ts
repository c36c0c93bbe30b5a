import { expect, test } from 'vitest'
import { aLogoForm } from '../../server/test/pictures.ts'
import { press } from '../visitor.ts'
import { anAdministrator } from './administrator.ts'

const { page, open } = await anAdministrator()
let place = ''

async function tab(name: string): Promise<void> {
  await page.getByRole('link', { name, exact: true }).last().click()
  await page.locator('[aria-current=page]', { hasText: name }).waitFor()
}

async function save(): Promise<void> {
  await press(page, 'Save changes')
  await page.getByText('Saved', { exact: true }).waitFor()
}

test('O1-3 O1-11 an organization is added with an external id, and gets a handle on its details', async () => {
  await open('/organizations')
  await page.getByRole('link', { name: 'Create organization' }).first().click()
  await page.getByLabel('Name', { exact: true }).fill('Oakmere Health')
  await page.getByLabel('External id', { exact: true }).fill('crm-7')
  await press(page, 'Create organization')
  await page.getByRole('heading', { level: 1, name: 'Oakmere Health' }).waitFor()
  place = new URL(page.url()).pathname.replace(/^\/console\/[^/]+\/[^/]+/, '')
  await page.getByLabel('Handle', { exact: true }).fill('oakmere')
  await save()
  await page.getByText(/^org_[0-9a-f]{11}$/).waitFor()
})

test('O2-13 O2-22 O2-23 O2-24 O4-1 advanced features are activated where they are needed, then policies are set', async () => {
  await open('/roles/new')
  await page.getByLabel('Name').fill('Guest')
  await page.getByLabel('Key').fill('guest')
  await press(page, 'Create role')
  await page.getByRole('heading', { level: 1, name: 'Guest' }).waitFor()

  await open(place)
  await tab('Policies')
  expect(await page.getByRole('combobox', { name: 'Allowed domains' }).isDisabled()).toBe(true)
  await press(page, 'Activate advanced features')
  await page.getByRole('switch', { name: 'Allow org members to be auto-added' }).press(' ')
  await page.getByText('can be changed by anybody').waitFor()
  await page.getByRole('combobox', { name: 'Allowed domains' }).fill('oakmere.example')
  await page.getByRole('combobox', { name: 'Allowed domains' }).press('Enter')
  await page.getByRole('switch', { name: 'Auto-add users from allowed domains' }).press(' ')
  await page.getByRole('combobox', { name: 'Default roles' }).click()
  await page.getByRole('option', { name: 'Guest' }).click()
  await page.keyboard.press('Escape')
  await save()
  await page.reload()
  expect(await page.getByLabel('Auto-add users from allowed domains').isChecked()).toBe(true)
  await page.getByText('oakmere.example').waitFor()
})

test('O4-13 sessions and method say their level, are overridden, and go back to the environment', async () => {
  await tab('Sessions')
  await page.getByLabel('Session inactivity timeout').fill('3600')
  await page.getByText('1 hour.').waitFor()
  await save()
  await page.getByText('Set here').waitFor()
  await page.getByRole('button', { name: /^Use 1 day/ }).click()
  await save()
  await page.getByText('Set here').waitFor({ state: 'detached' })
  await tab('Authentication')
  await page.getByText('None of its own').waitFor()
  await page.getByRole('switch', { name: 'Email + password' }).press('Space')
  await page.getByText('None of its own').waitFor({ state: 'detached' })
})

test('O1-14 O4-10 O4-11 the look and the sender are set; the address is locked without a mail server', async () => {
  await tab('Look')
  const logo = (await aLogoForm()).get('logo')
  if (!(logo instanceof File)) throw new Error('There is no picture.')
  const file = { name: 'l.png', mimeType: 'image/png', buffer: Buffer.from(await logo.arrayBuffer()) }
  await page.locator('input[type=file]').first().setInputFiles(file)
  await page.getByRole('img', { name: 'Logo on light pages' }).waitFor()
  await page.getByLabel('Buttons', { exact: true }).fill('#2f5d50')
  await page.getByLabel('Buttons', { exact: true }).press('Tab')
  await save()
  await tab('Email')
  await page.getByLabel('Sender name').fill('Oakmere')
  expect(await page.getByLabel('Sender email').isDisabled()).toBe(true)
  await page.getByText('Locked: the environment has no mail server').waitFor()
  await save()
})

test('a flag is overridden for one organization, and names the level that decides', async () => {
  await page.evaluate(async () => {
    const headers = { 'gatehouse-console': '1', 'content-type': 'application/json' }
    const { businesses } = await (await fetch('/console/session', { headers })).json()
    const { id } = businesses[0].environments.find(({ code }: { code: string }) => code === 'development')
    const flag = { name: 'Beta', key: 'beta', type: 'bool', default_value: 'false', allow_override_level: 'org' }
    const base = `/console/environments/${id}/api/v1`
    await fetch(`${base}/feature_flags`, { method: 'POST', headers, body: JSON.stringify(flag) })
  })
  await open(`${place}/feature-flags`)
  const row = page.getByRole('row', { name: /Beta/ })
  await row.getByText('Default', { exact: true }).waitFor()
  await row.getByRole('button', { name: 'Override Beta' }).click()
  await page.getByRole('combobox', { name: 'Value' }).click()
  await page.getByRole('option', { name: 'true' }).click()
  await press(page, 'Save changes')
  await row.getByText('This organization').waitFor()
})

test('A8-2 a machine-to-machine application is created for one organization', async () => {
  await open(`${place}/applications`)
  await press(page, 'Add application')
  await page.getByRole('dialog').getByLabel('Name').fill('Robot')
  await page.getByRole('dialog').getByRole('button', { name: 'Add application' }).click()
  await page.getByRole('heading', { level: 1, name: 'Robot' }).waitFor()
  await open(`${place}/applications`)
  await page.getByRole('link', { name: 'Robot' }).waitFor()
})

test('members are found by name and role, and the list of organizations by state', async () => {
  await open('/users/new')
  await page.getByLabel('Email address').fill('marek@example.com')
  await page.getByLabel('First name').fill('Marek')
  await press(page, 'Create user')
  await page.getByRole('heading', { level: 1, name: 'Marek' }).waitFor()
  await open(`${place}/members`)
  await press(page, 'Add member')
  await page.getByLabel('Search for a user of this environment.').fill('marek')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('row', { name: /Marek/ }).waitFor()
  await page.getByLabel('Name, address, number or username').fill('mar')
  await press(page, 'Search')
  await page.getByRole('row', { name: /Marek/ }).waitFor()
  await open(`${place}/members?q=mar&role=guest`)
  await page.getByRole('row', { name: /Marek/ }).getByText('guest', { exact: true }).waitFor()
  await open('/organizations?show=open')
  await page
    .getByRole('row', { name: /Oakmere Health/ })
    .getByRole('link', { name: '1', exact: true })
    .waitFor()
})

test('O1-8 O4-2 an organization is suspended, loses its overrides, and is deleted with what goes in numbers', async () => {
  await open(place)
  await press(page, 'Suspend')
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/1 member\. Their sign-ins end at once \(0\)/).waitFor()
  await dialog.getByRole('button', { name: 'Suspend' }).click()
  await page.getByRole('button', { name: 'Make active' }).waitFor()
  await press(page, 'Remove advanced features')
  await dialog.getByRole('button', { name: 'Remove advanced features' }).click()
  await page.getByRole('button', { name: 'Activate advanced features' }).waitFor()
  await press(page, 'Delete organization')
  await dialog.getByText(/1 flag override,/).waitFor()
  await dialog.getByText('export what you need before').waitFor()
  await dialog.getByLabel('Type the name of the organization').fill('Oakmere Health')
  await dialog.getByRole('button', { name: 'Delete organization' }).click()
  await page.getByRole('heading', { level: 1, name: 'Organizations' }).waitFor()
  await page.getByRole('row', { name: /Oakmere Health/ }).waitFor({ state: 'detached' })
})
