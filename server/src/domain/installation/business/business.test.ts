import { expect, test } from 'vitest'
import { api, PRODUCTION, refusal } from '../../../../test/management.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const calls = await api(server)

const business = async () => (await calls.get('/business')).body.business

test('a business starts with a name and a code', async () => {
  expect(await business()).toMatchObject({
    code: expect.stringMatching(/^bus_[0-9a-f]{11}$/),
    name: 'My business',
    industry: null,
    timezone: null,
    has_clickwrap: false,
  })
})

test('details of a business are stored, shown by name, and removed by null', async () => {
  const said = {
    business_name: 'Tailsforce',
    email: 'sally@example.com',
    phone: '555-1234',
    industry_key: 'construction',
    timezone_key: 'los_angeles_pacific_standard_time',
    privacy_url: 'https://example.com/privacy',
    is_click_wrap: true,
  }
  await calls.patch('/business', said)
  expect(await business()).toMatchObject({
    name: 'Tailsforce',
    email: 'sally@example.com',
    phone: '555-1234',
    industry: 'Construction',
    timezone: 'Los Angeles (Pacific Standard Time)',
    privacy_url: 'https://example.com/privacy',
    has_clickwrap: true,
  })
  await calls.patch('/business', { ...Object.fromEntries(Object.keys(said).map((key) => [key, null])) })
  expect(await business()).toMatchObject({ name: 'Tailsforce', email: null, industry: null, timezone: null })
})

test('every environment inherits the settings of the business, and may override them (T1-9)', async () => {
  const elsewhere = await api(server, { origin: PRODUCTION })
  await calls.patch('/business', { terms_url: 'https://example.com/terms' })
  await calls.patch('/environment/settings', { terms_url: 'https://dev.example.com/terms' })
  const settings = [await calls.get('/environment/settings'), await elsewhere.get('/environment/settings')]
  expect(settings.map(({ body }) => body.settings.terms_url)).toEqual([
    { value: 'https://dev.example.com/terms', source: 'environment', inherited: 'https://example.com/terms' },
    { value: 'https://example.com/terms', source: 'business' },
  ])
})

test('pages name the product where the business wants it', async () => {
  const isNamed = async () => (await (await server.request('/nowhere')).text()).includes('Served by Gatehouse')
  const before = await isNamed()
  await calls.patch('/business', { is_show_kinde_branding: true })
  expect([before, await isNamed(), (await business()).has_kinde_branding]).toEqual([false, true, true])
})

test.each([
  ['an industry that is none', { industry_key: 'alchemy' }],
  ['a time zone that is none', { timezone_key: 'atlantis_standard_time' }],
  ['a link that a browser would run', { privacy_url: 'javascript:alert(1)' }],
  ['a name of nothing', { business_name: '  ' }],
  ['an address that is none', { email: 'sally' }],
])('%s is refused and changes nothing', async (_name, body) => {
  const before = await business()
  expect(await calls.patch('/business', { phone: '1', ...body })).toMatchObject(refusal(400, 'INVALID_BODY'))
  expect(await business()).toEqual(before)
})

test('industries and time zones are listed by the keys that a business can use', async () => {
  const { industries } = (await calls.get('/industries')).body
  const { timezones } = (await calls.get('/timezones')).body
  expect(industries).toContainEqual({ key: 'construction', name: 'Construction' })
  expect(timezones).toContainEqual({
    key: 'london_greenwich_mean_time',
    name: 'London (Greenwich Mean Time) [+00:00]',
  })
  expect(timezones.length).toBeGreaterThan(400)
})

test('every key of a time zone names one zone', async () => {
  const { timezones } = (await calls.get('/timezones')).body
  const keys = timezones.map(({ key }: { key: string }) => key)
  expect(new Set(keys).size).toBe(keys.length)
})
