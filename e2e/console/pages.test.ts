import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { AxeResults } from 'axe-core'
import { expect, test } from 'vitest'
import { anAdministrator } from './administrator.ts'

// axe-core is a package of the server's tests.
const require = createRequire(fileURLToPath(new URL('../../server/package.json', import.meta.url)))
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

const { page, open, home } = await anAdministrator()
const refused: string[] = []
page.on('console', (message) => message.text().includes('Content Security Policy') && refused.push(message.text()))

const made = await fill()

/** Calls the API of the development environment as the console does. */
function api(method: string, path: string, body: unknown): Promise<Record<string, unknown>> {
  return page.evaluate(
    async (call) => {
      const headers = { 'gatehouse-console': '1', 'content-type': 'application/json' }
      const { businesses } = await (await fetch('/console/session', { headers })).json()
      const { id } = businesses[0].environments.find(({ code }: { code: string }) => code === 'development')
      const address = `/console/environments/${id}/api/v1${call.path}`
      const answer = await fetch(address, { method: call.method, headers, body: JSON.stringify(call.body) })
      return answer.json()
    },
    { method, path, body },
  )
}

/** One of everything, so that no page is empty. */
async function fill() {
  const role = await api('POST', '/roles', { name: 'Admin', key: 'admin', is_default_role: true })
  await api('POST', '/permissions', { name: 'Read documents', key: 'documents:read' })
  await api('POST', '/environment_variables', { key: 'API_HOST', value: 'https://api.example' })
  const flag = {
    name: 'Dark mode',
    key: 'dark_mode',
    type: 'bool',
    default_value: 'false',
    allow_override_level: 'org',
  }
  await api('POST', '/feature_flags', flag)
  const user = await api('POST', '/user', {
    profile: { given_name: 'Priya', family_name: 'Raman' },
    identities: [{ type: 'email', is_verified: true, details: { email: 'priya@example.com' } }],
  })
  const organization = await api('POST', '/organization', { name: 'Oakmere Health', handle: 'oakmere' })
  const code = Object(organization['organization']).code as string
  await api('POST', `/organizations/${code}/users`, { users: [{ id: user['id'], roles: ['admin'] }] })
  await api('POST', '/feature_flags', {
    name: 'Beta',
    key: 'beta',
    type: 'bool',
    default_value: 'false',
    allow_override_level: 'usr',
  })
  await api('PATCH', `/organizations/${code}/feature_flags/beta?value=true`, {})
  const properties = await api('GET', '/properties?context=usr', undefined)
  const application = await api('POST', '/applications', { name: 'Notebook', type: 'reg' })
  const orders = await api('POST', '/apis', { name: 'Orders', audience: 'https://orders.example' })
  const ordersId = String(Object(orders['api']).id)
  const applicationId = String(Object(application['application']).id)
  await api('POST', `/apis/${ordersId}/scopes`, { key: 'read:orders', description: 'Read the orders' })
  await api('PATCH', `/apis/${ordersId}/applications`, { applications: [{ id: applicationId }] })
  return {
    api: ordersId,
    role: String(Object(role['role']).id),
    user: String(user['id']),
    organization: code,
    application: String(Object(application['application']).id),
    property: String(Object(Object(properties['properties'])[0]).id),
  }
}

const PAGES = [
  '',
  '/passkeys',
  `/organizations/${made.organization}/passkeys`,
  `/users/${made.user}/passkeys`,
  '/try',
  '/users',
  '/users?q=nobody',
  '/users/new',
  `/users/${made.user}`,
  '/users?state=suspended&columns=created,externalId',
  `/users/${made.user}/organizations`,
  `/users/${made.user}/permissions?organization=${made.organization}`,
  `/users/${made.user}/feature-flags`,
  `/users/${made.user}/properties`,
  `/users/${made.user}/security`,
  `/users/${made.user}/sessions`,
  `/users/${made.user}/sign-ins`,
  `/users/${made.user}/events`,
  '/feature-flags',
  '/feature-flags/new',
  '/feature-flags/key/beta',
  '/properties',
  '/properties/new',
  '/properties/categories',
  `/properties/${made.property}`,
  '/organizations',
  '/organizations/new',
  `/organizations/${made.organization}`,
  `/organizations/${made.organization}/members`,
  `/organizations/${made.organization}/members?q=nobody`,
  `/organizations/${made.organization}/policies`,
  `/organizations/${made.organization}/authentication`,
  `/organizations/${made.organization}/multi-factor-auth`,
  `/organizations/${made.organization}/look`,
  `/organizations/${made.organization}/email`,
  `/organizations/${made.organization}/sessions`,
  `/organizations/${made.organization}/feature-flags`,
  `/organizations/${made.organization}/properties`,
  `/organizations/${made.organization}/applications`,
  '/imports',
  '/imports/new',
  '/exports',
  '/applications',
  '/applications/new',
  `/applications/${made.application}`,
  `/applications/${made.application}/quick-start`,
  `/applications/${made.application}/tokens`,
  `/applications/${made.application}/tokens/access_token`,
  `/applications/${made.application}/tokens/m2m_token`,
  `/applications/${made.application}/keys`,
  `/applications/${made.application}/authentication`,
  `/applications/${made.application}/experience`,
  `/applications/${made.application}/sessions`,
  `/applications/${made.application}/sign-ins`,
  `/applications/${made.application}/apis`,
  `/applications/${made.application}/apis/${made.api}`,
  `/applications/${made.application}/properties`,
  '/applications?type=m2m&q=nothing',
  '/apis',
  '/apis/new',
  `/apis/${made.api}`,
  `/apis/${made.api}/scopes`,
  `/apis/${made.api}/scopes/new`,
  `/apis/${made.api}/applications`,
  '/roles',
  '/roles/new',
  `/roles/${made.role}`,
  `/roles/${made.role}/permissions`,
  '/permissions',
  '/permissions/new',
  '/environment-variables',
  '/environment-variables/new',
  '/methods',
  '/methods/email-code',
  '/methods/username-password',
  '/methods/phone',
  '/methods/email-password',
  '/second-factors',
  '/attack-protection',
  '/brand',
  '/mail',
  '/sms',
  '/sms/messages',
  '/sms/messages?state=failed',
  '/environment',
  '/policies',
  '/sessions',
  '/go-live',
  '/signing-keys',
  '/traces',
  '/traces?outcome=refused&time=7d',
  '/events',
  '/events?about=nothing',
  '/jobs',
  '/jobs?state=failed',
  '/inbox',
  '/business',
  '/environments',
  '/environments/new',
  '/environments/development',
  '/businesses',
  '/businesses/new',
  '/team',
]

async function findings(colorScheme: 'light' | 'dark'): Promise<string[]> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor({ state: 'attached' })
  await page.evaluate(axe)
  const results = await page.evaluate<AxeResults>('axe.run({ resultTypes: ["violations"] })')
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
}

test.each(PAGES)('the page %s passes the checks in light and dark, keeps the policy and fits 320 px', async (path) => {
  await page.setViewportSize({ width: 1280, height: 900 })
  await open(path)
  expect([...(await findings('light')), ...(await findings('dark'))]).toEqual([])
  await page.setViewportSize({ width: 320, height: 700 })
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
  expect(refused).toEqual([])
})

test('T2-5 production has a band with its name in words, and the switcher leads there and back', async () => {
  await page.setViewportSize({ width: 1280, height: 900 })
  await open('')
  await page.getByRole('button', { name: /^Environment:\s*Development/ }).click()
  await page.getByRole('menuitem', { name: /Production/ }).click()
  await page.getByRole('region', { name: 'Production environment' }).getByText('Production', { exact: true }).waitFor()
  await page.getByRole('button', { name: /^Environment:\s*Production/ }).click()
  await page.getByRole('menuitem', { name: /Development/ }).click()
  await page.getByRole('heading', { level: 1, name: 'Development' }).waitFor()
  expect(await page.getByRole('region', { name: 'Production environment' }).count()).toBe(0)
})

test('without a pointer an application, a user and a role are created', async () => {
  await open('/applications')
  const type = async (text: string) => page.keyboard.type(text)
  const reach = async (name: string) => {
    for (let tabs = 0; tabs < 60; tabs++) {
      await page.keyboard.press('Tab')
      const focused = await page.evaluate('document.activeElement?.textContent?.trim() ?? ""')
      if (focused === name) return
    }
    throw new Error(`${name} was not reached`)
  }
  await reach('Create application')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
  await type('By keyboard')
  await page.keyboard.press('Enter')
  await page.getByText('It is shown this once').waitFor()

  await open('/users')
  await reach('Create user')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
  await type('keyboard@example.com')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'keyboard@example.com' }).waitFor()

  await open('/roles')
  await reach('Create role')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
  await type('Keyboard')
  await page.keyboard.press('Tab')
  await type('keyboard')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Keyboard' }).waitFor()
})

test('an address of a business or environment that the person does not work for shows that nothing is here', async () => {
  const origin = new URL(home).origin
  await page.goto(`${origin}/console/bus_000000000000/production`)
  await page.getByRole('heading', { level: 1, name: 'Nothing is here' }).waitFor()
})
