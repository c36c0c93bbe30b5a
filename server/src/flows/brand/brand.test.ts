import { expect, test } from 'vitest'
import { watchChanges } from '../../../test/contract/changes.ts'
import { api, PRODUCTION, refusal } from '../../../test/management.ts'
import { aLogoForm } from '../../../test/pictures.ts'
import { startServer } from '../../../test/server.ts'
import { aMemberSignedIn } from '../../../test/team.ts'
import { SAMPLE_NAMES } from './index.ts'

const server = await startServer()
const calls = await api(server)
const production = await api(server, { origin: PRODUCTION })
const changes = await watchChanges(server)

const PATH = '/environment/brand'
const preview = async (query: Readonly<Record<string, string>>, caller = calls) =>
  caller.get(`${PATH}/preview?${new URLSearchParams({ sample: 'sign_in.empty', ...query }).toString()}`)
const htmlOf = async (query: Readonly<Record<string, string>>): Promise<string> =>
  (await preview(query)).body.preview.html
const errorPage = async () => (await server.request('/nothing/here')).text()

test('a preview shows colours and shapes that are not saved, and saves nothing', async () => {
  await changes()
  const html = await htmlOf({ button_color: '#e0902f', card_border_radius: '4' })
  expect(html).toContain('--accent:#e0902f')
  expect(html).toContain('--r-card:4px')
  expect(await changes()).toEqual([])
  expect(await errorPage()).not.toContain('#e0902f')
})

test.each(SAMPLE_NAMES)(
  'the sample %s is a whole page in two languages and both schemes, without a script',
  async (sample) => {
    const [english, arabic] = [await htmlOf({ sample }), await htmlOf({ sample, language: 'ar', scheme: 'dark' })]
    expect(english).toMatch(/^<!doctype html><html lang="en" dir="ltr">[^]*<h1>[^]+<\/h1>/)
    expect(arabic).toMatch(/^<!doctype html><html lang="ar" dir="rtl">[^]*<h1>[^]+<\/h1>/)
    expect(english).toContain('color-scheme:light;')
    expect(arabic).toContain('color-scheme:dark;')
    for (const html of [english, arabic]) expect(html).not.toMatch(/<script|\son\w+=|javascript:/)
  },
)

test('a preview of dark pages takes the dark colours, unless the pages are always light', async () => {
  const colours = { button_color: '#112233', button_color_dark: '#ddeeff', scheme: 'dark' }
  expect(await htmlOf(colours)).toContain('--accent:#ddeeff')
  expect(await htmlOf({ ...colours, theme_code: 'light' })).toContain('--accent:#112233')
})

test('an empty value previews the way back to the look without it', async () => {
  await calls.patch(PATH, { button_color: '#123456' })
  const [saved, back] = [await htmlOf({}), await htmlOf({ button_color: '' })]
  await calls.patch(PATH, { button_color: null })
  expect(saved).toContain('--accent:#123456')
  expect(back).not.toContain('#123456')
})

test.each([
  { button_color: 'red;}</style><script>alert(1)</script>' },
  { link_color: 'url(https://evil.example)' },
  { card_border_radius: '4px' },
  { card_border_radius: '33' },
  { theme_code: 'blue' },
  { sample: 'nothing.here' },
  { scheme: 'auto' },
])('a preview with %j is refused', async (query) => {
  expect(await preview(query)).toMatchObject({ status: 400 })
})

test('a logo that is not saved has a place in the preview', async () => {
  expect(await htmlOf({ logo: 'unsaved' })).toContain('src="/unsaved-logo"')
  expect(await htmlOf({})).not.toContain('<img')
})

test('a saved logo is in the preview at the address where it is served, until it is deleted', async () => {
  expect((await calls.send('PUT', `${PATH}/logos/light`, await aLogoForm())).status).toBe(200)
  const { logo } = (await calls.get(PATH)).body.brand
  expect(await htmlOf({})).toContain(`src="${String(logo)}"`)
  expect(await htmlOf({ logo: 'none' })).not.toContain('<img')
  expect((await server.request(logo)).headers.get('content-type')).toBe('image/png')
  await calls.delete(`${PATH}/logos/light`)
  expect((await calls.get(PATH)).body.brand.logo).toBeNull()
})

test('an organization previews its own look over that of the environment, and no foreign one (ATO-11)', async () => {
  const { code } = (await calls.post('/organization', { name: 'Green' })).body.organization
  const foreign = (await production.post('/organization', { name: 'Elsewhere' })).body.organization.code
  await calls.patch(`/organization/${String(code)}`, { button_color: '#008000' })
  await calls.patch(PATH, { background_color: '#101010' })
  const html = await htmlOf({ org_code: code, link_color: '#000080' })
  await calls.patch(PATH, { background_color: null })
  for (const part of ['--accent:#008000', '--page:#101010', '--link:#000080']) expect(html).toContain(part)
  for (const org_code of [foreign, 'org_00000000000'])
    expect(await preview({ org_code })).toMatchObject(refusal(404, 'ORGANIZATION_NOT_FOUND'))
})

test('colours that are too faint are saved and reported, with the colour that is used instead', async () => {
  const { body } = await calls.patch(PATH, { button_color: '#e0902f', background_color: '#777777' })
  const read = (await calls.get(PATH)).body.brand.contrast
  await calls.patch(PATH, { button_color: null, background_color: null })
  expect(body.contrast).toEqual(read)
  expect(read).toContainEqual(
    expect.objectContaining({ scheme: 'light', part: 'button_text', colour: '#ffffff', reached: 2.5, used: '#0e1a16' }),
  )
  expect(read).toContainEqual(
    expect.objectContaining({ scheme: 'light', part: 'link', colour: '#e0902f', ground: '#ffffff', needed: 4.5 }),
  )
  expect(read).toContainEqual(expect.objectContaining({ part: 'page_text', ground: '#777777' }))
  expect((await calls.get(PATH)).body.brand.contrast).toEqual([])
})

test('radii are on the pages, and in the published view of the environment', async () => {
  await calls.patch(PATH, { button_border_radius: 0, input_border_radius: 16 })
  const [page, { environment }] = [await errorPage(), (await calls.get('/environment')).body]
  await calls.patch(PATH, { button_border_radius: null, input_border_radius: null })
  expect(page).toContain(':root{--r-button:0px;--r-input:16px}')
  expect(environment).toMatchObject({ button_border_radius: 0, card_border_radius: null, input_border_radius: 16 })
  expect(await errorPage()).not.toContain('--r-button:')
})

test('the scope of the brand changes the look and nothing else', async () => {
  const brand = await api(server, { scopes: ['update:brand', 'read:environments'] })
  expect((await brand.patch(PATH, { link_color: '#000080' })).status).toBe(200)
  expect((await brand.patch(PATH, { link_color: null })).status).toBe(200)
  expect(await brand.patch(PATH, { is_self_sign_up_allowed: false })).toMatchObject(refusal(400, 'INVALID_BODY'))
  const refused = refusal(403, 'INSUFFICIENT_SCOPE')
  expect(await brand.patch('/environment/settings', { link_color: null })).toMatchObject(refused)
  expect(await brand.send('PUT', '/environment/logos/light', await aLogoForm())).toMatchObject(refused)
})

test('the published operations need the scope that they always did, and that scope is not enough for the brand', async () => {
  const environments = await api(server, { scopes: ['update:environments', 'read:environments'] })
  expect((await environments.send('PUT', '/environment/logos/light', await aLogoForm())).status).toBe(200)
  expect((await environments.delete('/environment/logos/light')).status).toBe(200)
  expect((await environments.patch('/environment/settings', { link_color: null })).status).toBe(200)
  expect(await environments.patch(PATH, { link_color: null })).toMatchObject(refusal(403, 'INSUFFICIENT_SCOPE'))
})

test('a member of the team for marketing changes the brand, sees it at once, and leaves an audit entry', async () => {
  const marketing = await aMemberSignedIn(server, 'marketing@team.example', 'marketing')
  expect((await marketing.call('PATCH', PATH, { button_color: '#2f5d50' })).status).toBe(200)
  expect((await marketing.call('PUT', `${PATH}/logos/dark`, await aLogoForm())).status).toBe(200)
  const { brand } = (await marketing.call('GET', PATH)).body
  expect(brand.settings.button_color).toEqual({ value: '#2f5d50', source: 'environment', inherited: null })
  expect(brand.logo_dark).toContain('/logo_dark?cache=')
  expect((await marketing.call('PATCH', '/environment/settings', { lockout_attempts: 9 })).status).toBe(403)
  const entries = await server.query(`select action from audit_entries where action in ('updateBrand', 'setBrandLogo')
    and data ->> 'source' = 'admin'`)
  expect(entries.map(({ action }) => action).toSorted()).toEqual(['setBrandLogo', 'updateBrand'])
})
