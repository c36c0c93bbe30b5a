import { expect, test } from 'vitest'
import { fillDevelopment } from '../../server/src/fill-development.ts'
import { press } from '../visitor.ts'
import { anAdministrator } from './administrator.ts'

const { page, open, server } = await anAdministrator()
await fillDevelopment(server.opened.services, 300)

test('the demo is marked on every page and removed by one button', async () => {
  await open('/organizations')
  const band = page.getByRole('region', { name: 'Demo' })
  await band.getByText('the people and organizations here are made up').waitFor()
  await page.getByRole('link', { name: 'Alder Energy' }).waitFor()
  await press(page, 'Remove the demo')
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Everything that you made yourself stays').waitFor()
  await dialog.getByRole('button', { name: 'Remove the demo' }).click()
  await band.waitFor({ state: 'detached' })
  await open('/organizations')
  expect(await page.getByRole('link', { name: 'Alder Energy' }).count()).toBe(0)
})
