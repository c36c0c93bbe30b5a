import { expect, test } from 'vitest'
import { anAdministrator } from './administrator.ts'

const { page, server, home } = await anAdministrator()
const control = new URL(home).origin
const environment = await page.evaluate(async () => {
  const { businesses } = await (await fetch('/console/session', { headers: { 'gatehouse-console': '1' } })).json()
  return String(businesses[0].environments.find(({ code }: { code: string }) => code === 'development').id)
})
const api = `${control}/console/environments/${environment}/api/v1`

// The host of an environment is of the same site as the console, so the administrator's session goes along.
const attacker = await page.context().newPage()
await attacker.route(`${server.origin}/attack`, (route) =>
  route.fulfill({
    contentType: 'text/html',
    body: '<!doctype html><title>Attack</title><iframe name="frame"></iframe>',
  }),
)
await attacker.goto(`${server.origin}/attack`)

interface Init {
  readonly method?: string
  readonly mode?: 'no-cors'
  readonly headers?: Record<string, string>
  readonly body?: string
}

/** Sends a request from the page of the environment's host; `unreadable` where the browser keeps the answer from it. */
function attempt(address: string, init: Init): Promise<string> {
  return attacker.evaluate(
    async (call) => {
      const answer = await fetch(call.address, { credentials: 'include', ...call.init }).catch(() => undefined)
      return answer === undefined || answer.type === 'opaque' ? 'unreadable' : answer.text()
    },
    { address, init },
  )
}

async function rolesNow(): Promise<unknown> {
  const answer = await page.evaluate(
    async (address) => (await fetch(address, { headers: { 'gatehouse-console': '1' } })).json(),
    `${api}/roles`,
  )
  return Object(answer).roles
}

test('a page on the host of an environment reads nothing of the console and changes nothing in it (ATO-37, V3)', async () => {
  const before = await rolesNow()
  const header = { 'gatehouse-console': '1' }
  const json = { 'content-type': 'application/json' }
  const body = JSON.stringify({ name: 'Intruder', key: 'intruder' })
  const answers = [
    await attempt(`${control}/console/session`, { headers: header }),
    await attempt(`${control}/console/session`, { mode: 'no-cors' }),
    await attempt(`${api}/users`, { headers: header }),
    await attempt(`${api}/users`, { mode: 'no-cors' }),
    await attempt(`${api}/roles`, { method: 'POST', headers: { ...header, ...json }, body }),
    await attempt(`${api}/roles`, { method: 'POST', headers: json, body }),
    await attempt(`${api}/roles`, { method: 'POST', mode: 'no-cors', body }),
    await attempt(`${control}/console/sign-out`, { method: 'POST', mode: 'no-cors' }),
    await attempt(`${control}/console/sign-out`, { method: 'POST', headers: header }),
  ]
  expect(answers).toEqual(answers.map(() => 'unreadable'))
  expect(await rolesNow()).toEqual(before)
})

test.each(['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'])(
  'a form of type %s on the host of an environment changes nothing in the console (ATO-37)',
  async (type) => {
    const before = await rolesNow()
    const answered = attacker.context().waitForEvent('response', (response) => response.url() === `${api}/roles`)
    await attacker.evaluate(
      ({ action, enctype }) => {
        const form = Object.assign(document.createElement('form'), {
          action,
          enctype,
          method: 'post',
          target: '_blank',
        })
        const field = Object.assign(document.createElement('input'), {
          name: '{"name":"Intruder","key":"',
          value: 'x"}',
        })
        form.append(field)
        document.body.append(form)
        form.submit()
      },
      { action: `${api}/roles`, enctype: type },
    )
    expect((await answered).status()).toBe(403)
    expect(await rolesNow()).toEqual(before)
  },
)

test('the console shows itself in no frame, whatever page asks (ATO-22)', async () => {
  await attacker.evaluate((address) => window.open(address, 'frame'), `${control}/console`)
  await expect.poll(() => attacker.frames().map((frame) => frame.url())).toContain('chrome-error://chromewebdata/')
})
