import { expect, test } from 'vitest'
import { api } from '../../server/test/management.ts'
import { aLogoForm } from '../../server/test/pictures.ts'
import { PATIENCE_MS, press } from '../visitor.ts'
import { anAdministrator } from './administrator.ts'

const { page, open, server } = await anAdministrator()
const calls = await api(server)
const refused: string[] = []
page.on('console', (message) => message.text().includes('Content Security Policy') && refused.push(message.text()))

const stage = page.frameLocator('iframe')
const colour = (selector: string, property: string) =>
  stage
    .locator(selector)
    .first()
    .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property)
/** A page is drawn by the server, so a busy machine needs a moment. */
const eventually = (read: () => unknown) => expect.poll(read, { timeout: PATIENCE_MS })
const choose = async (field: string, option: string) => {
  await page.getByRole('combobox', { name: field, exact: true }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

test('the stage shows a change before it is saved: page, state, language, scheme and width', async () => {
  await open('/brand')
  await stage.getByRole('heading', { level: 1 }).waitFor()
  await page.getByRole('textbox', { name: 'Buttons', exact: true }).fill('#e0902f')
  await eventually(() => colour('.button', 'background-color')).toBe('rgb(224, 144, 47)')
  expect((await calls.get('/environment/brand')).body.brand.settings.button_color.value).toBeNull()

  await choose('Page', 'Code')
  await choose('State', 'Wrong code')
  await stage.getByRole('heading', { name: 'Check your email' }).waitFor()
  await choose('Language', 'العربية')
  await eventually(() => stage.locator('html').getAttribute('dir')).toBe('rtl')
  await page.getByText('Dark', { exact: true }).click()
  await eventually(() => colour('html', 'color-scheme')).toBe('dark')
  await page.getByText('Phone', { exact: true }).click()
  expect((await page.locator('iframe').boundingBox())?.width).toBe(390)
  expect(refused).toEqual([])
})

test('a faint colour is named with the one that pages use instead, which can be taken, and saving keeps all', async () => {
  await page.getByText('The text on buttons is too faint', { exact: true }).waitFor()
  await page.getByText('Links are too faint', { exact: true }).waitFor()
  const use = page.getByRole('button', { name: /^Use #\w{6} for links$/ }).first()
  const taken = /#\w{6}/.exec((await use.textContent()) ?? '')?.[0]
  await use.click()
  await page.getByText('2 unsaved changes: Buttons, Links').waitFor()
  await page.getByText('Links are too faint', { exact: true }).waitFor({ state: 'hidden' })
  await press(page, 'Save brand')
  await page.getByText('Saved. It is on all pages now.').waitFor()
  const { settings } = (await calls.get('/environment/brand')).body.brand
  expect(settings).toMatchObject({ button_color: { value: '#e0902f' }, link_color: { value: taken } })
})

test('a logo is on the stage before it is saved, then at its address; corners and scheme are saved with it', async () => {
  await open('/brand')
  const file = (await aLogoForm('#008000')).get('logo')
  if (!(file instanceof File)) throw new Error('there is no file')
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from(await file.arrayBuffer()) })
  await eventually(() => stage.locator('.brand img').getAttribute('src')).toMatch(/^data:image\/png/)
  await page.getByText('Square', { exact: true }).click()
  await eventually(() => colour('.card', 'border-radius')).toBe('0px')
  await page.getByText('Always light', { exact: true }).click()
  await press(page, 'Save brand')
  await page.getByText('Saved. It is on all pages now.').waitFor()
  await eventually(() => stage.locator('.brand img').getAttribute('src')).toMatch(/\/logo\?cache=/)
  const { brand } = (await calls.get('/environment/brand')).body
  expect(brand.settings).toMatchObject({ card_border_radius: { value: 0 }, theme_code: { value: 'light' } })
  await press(page, 'Remove: Light pages')
  await press(page, 'Save brand')
  await eventually(async () => (await calls.get('/environment/brand')).body.brand.logo).toBeNull()
  expect(refused).toEqual([])
})
