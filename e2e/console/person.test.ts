import { expect, test } from 'vitest'
import { api, aPermission, aRole } from '../../server/test/management.ts'
import { addMembers, anOrganization, aUser } from '../../server/test/organizations.ts'
import { press } from '../visitor.ts'
import { anAdministrator } from './administrator.ts'

const { server, page, open } = await anAdministrator()
const calls = await api(server)

const read = await aPermission(calls, 'documents:read', { name: 'Read documents' })
await aPermission(calls, 'documents:erase', { name: 'Erase documents' })
await aRole(calls, 'reader', { name: 'Reader', permissions: [read] })
const oakmere = await anOrganization(calls, { name: 'Oakmere Health' })
const priya = await aUser(calls, { email: 'priya@example.com', givenName: 'Priya', familyName: 'Raman' })
const jonas = await aUser(calls, { email: 'jonas@example.com', givenName: 'Jonas', familyName: 'Weidmann' })
await calls.post('/feature_flags', {
  name: 'Beta editor',
  key: 'is_beta_editor',
  type: 'bool',
  default_value: 'false',
  allow_override_level: 'usr',
})
const { body } = await calls.post('/property_categories', { name: 'Contract', context: 'usr' })
const plan = { name: 'Plan', key: 'plan', type: 'single_line_text', context: 'usr', is_private: true }
await calls.post('/properties', { ...plan, category_id: body.category.id })

/** Opens a tab of the person on the page. */
const tab = (name: string) => page.getByRole('navigation', { name: 'Priya Raman' }).getByRole('link', { name }).click()

async function choose(label: string, option: string | RegExp): Promise<void> {
  await page
    .getByRole('textbox', { name: label })
    .or(page.getByRole('combobox', { name: label }))
    .first()
    .click()
  await page.getByRole('option', { name: option }).click()
}

test('U2-5 a person joins an organization with a role and a direct permission, and the page says why they may what', async () => {
  await open(`/users/${priya}`)
  await tab('Organizations')
  await press(page, 'Add to organization')
  await page.getByRole('button', { name: 'Add to Oakmere Health' }).click()
  const row = page.getByRole('row', { name: /Oakmere Health/ })
  await row.getByRole('button', { name: 'Roles and permissions' }).click()
  await choose('Roles', /Reader/)
  await choose('Direct permissions', /Erase documents/)
  await page.keyboard.press('Tab')
  await press(page, 'Save changes')
  await row.getByText('Reader').waitFor()

  await tab('Permissions')
  await choose('In the organization', 'Oakmere Health')
  await page
    .getByRole('row', { name: /documents:read/ })
    .getByRole('link', { name: 'Reader' })
    .waitFor()
  await page
    .getByRole('row', { name: /documents:erase/ })
    .getByText('Given directly')
    .waitFor()
})

test('U3 a flag says which level decides, and is overridden for the person and given back', async () => {
  await tab('Feature flags')
  const row = page.getByRole('row', { name: /Beta editor/ })
  await row.getByText('Business').waitFor()
  await row.getByRole('button', { name: 'Override', exact: true }).click()
  await choose('Value for this person', 'On')
  await press(page, 'Set for this person')
  await row.getByText('Set here').waitFor()
  await row.getByRole('button', { name: 'Remove override' }).click()
  await row.getByText('Business').waitFor()
})

test('U4 the value of a private property is set, and stays', async () => {
  await tab('Properties')
  await page.getByLabel(/^Plan/).fill('pro')
  await press(page, 'Save 1 change')
  await page.getByText('Saved. The next token').waitFor()
  await page.reload()
  await expect.poll(() => page.getByLabel(/^Plan/).inputValue()).toBe('pro')
})

test('M2-10 a temporary password is shown once, after a question that says what ends', async () => {
  await tab('Overview')
  await press(page, 'Give a temporary password')
  const dialog = page.getByRole('dialog')
  await dialog.getByText('and all tokens of theirs end at once').waitFor()
  await dialog.getByRole('button', { name: 'Make the password' }).click()
  await page.getByText(/^(?:[a-z2-9]{5}-){3}[a-z2-9]{5}$/).waitFor()
  await press(page, 'I have stored it')
  await expect.poll(() => page.getByText(/^(?:[a-z2-9]{5}-){3}/).count()).toBe(0)
})

test('the person leaves the organization again, after the dialog has counted what they lose there', async () => {
  await tab('Organizations')
  await page
    .getByRole('row', { name: /Oakmere Health/ })
    .getByRole('button', { name: 'Remove' })
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('They lose 1 role and 1 direct permission').waitFor()
  await dialog.getByRole('button', { name: 'Remove' }).click()
  await expect.poll(() => page.getByRole('row', { name: /Oakmere Health/ }).count()).toBe(0)
})

test('people are filtered, the address holds it, and those who are picked are suspended together', async () => {
  await addMembers(calls, oakmere, priya, jonas)
  await aUser(calls, { email: 'marek@example.com', givenName: 'Marek', familyName: 'Dvořák' })
  await open('/users')
  await page.getByRole('row', { name: /Marek/ }).waitFor()
  await choose('Organization', /Oakmere Health/)
  await expect.poll(() => page.getByRole('row', { name: /Marek/ }).count()).toBe(0)
  expect(page.url()).toContain(`org=${oakmere}`)
  await page.getByLabel('Pick Priya Raman').check()
  await page.getByLabel('Pick Jonas Weidmann').check()
  await page.getByRole('region', { name: 'Acts on the people' }).getByRole('button', { name: 'Suspend' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Suspend 2 people' }).click()
  await page.getByRole('row', { name: /Jonas/ }).getByText('Suspended').waitFor()
  await choose('State', 'Active')
  await page.getByText('Nobody matches everything that you chose').waitFor()
})

test('columns are chosen, and the address holds them', async () => {
  await open('/users')
  await press(page, 'Columns')
  await page.getByLabel('Your own id').check()
  await page.getByRole('columnheader', { name: 'Your own id' }).waitFor()
  expect(page.url()).toContain('columns=')
})
