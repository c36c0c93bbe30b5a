import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { startJobs } from '../../server/test/worker.ts'
import { PATIENCE_MS, press } from '../visitor.ts'
import { anAdministrator } from './administrator.ts'

const { page, open, server } = await anAdministrator()
await startJobs(server)

const csv = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
const file = () => page.locator('input[type=file]')
const factIs = (name: string, value: string) =>
  expect
    .poll(() => page.locator('dl > div').filter({ hasText: name }).locator('dd').textContent(), {
      timeout: PATIENCE_MS,
    })
    .toBe(value)

test('O1-6 organizations are imported from a CSV file after a rehearsal that writes nothing', async () => {
  await open('/organizations')
  await page.getByRole('link', { name: 'Import organizations' }).click()
  await page.getByRole('heading', { level: 1, name: 'Import organizations' }).waitFor()
  await file().setInputFiles(csv('organizations.csv', 'name, id\nalpha, a001\nbeta, b002\n'))
  await page.getByText('It looks like CSV separated by commas, with these columns: name, id.').waitFor()
  await press(page, 'Rehearse')
  await page.getByRole('heading', { level: 1, name: 'Rehearsal of organizations' }).waitFor()
  await factIs('Would be created', '2')
  await press(page, 'Run the import')
  await page.getByRole('heading', { level: 1, name: 'Import of organizations' }).waitFor()
  await factIs('Created', '2')
  await open('/organizations')
  await page.getByRole('link', { name: 'beta' }).waitFor()
})

test('U5-1 a row that is refused is named with its reason, before anything is written and in a file', async () => {
  await open('/users')
  await page.getByRole('link', { name: 'Import users' }).click()
  const rows = 'id;email;external_organization_id\n1;ada@example.com;a001\n2;no-address;a001\n'
  await file().setInputFiles(csv('users.csv', rows))
  await page.getByText('separated by semicolons').waitFor()
  await press(page, 'Rehearse')
  await factIs('State', 'Finished')
  await page.getByRole('row', { name: /^2 / }).getByText('INVALID_EMAIL').waitFor()
  const [saved] = await Promise.all([page.waitForEvent('download'), press(page, 'Download as CSV')])
  expect(await readFile(await saved.path(), 'utf8')).toMatch(/^row,code,message\r\n2,INVALID_EMAIL,"/)

  await page.reload()
  await page.getByText('Choose the same file again to run it.').waitFor()
  await file().setInputFiles(csv('users.csv', rows))
  await page.getByText('separated by semicolons').waitFor()
  await press(page, 'Run the import')
  await page.getByRole('heading', { level: 1, name: 'Import of users' }).waitFor()
  await factIs('Created', '1')
  await open('/imports')
  expect(await page.getByRole('row', { name: /Users/ }).count()).toBe(2)
})

test('a file that is no text is refused before it is sent', async () => {
  await open('/imports/new?kind=users')
  await file().setInputFiles({ name: 'users.xlsx', mimeType: '', buffer: Buffer.from('PK\x03\x04 more') })
  await page.getByText('This is an Excel workbook or a ZIP archive.').waitFor()
  await press(page, 'Rehearse')
  await page.getByRole('heading', { level: 1, name: 'Import users' }).waitFor()
})

test('U5-5 all users are exported into a file, which the page announces to the owners', async () => {
  await open('/exports')
  await page.getByText('The owners of this business get a mail').waitFor()
  const [saved] = await Promise.all([page.waitForEvent('download'), press(page, 'Export users')])
  expect(saved.suggestedFilename()).toMatch(/^development-users-.*\.ndjson$/)
  expect(await readFile(await saved.path(), 'utf8')).toContain('"email":"ada@example.com"')
})
