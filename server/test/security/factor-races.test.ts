import { expect, test } from 'vitest'
import { appCode, factorSignIns, PASSWORD, setPolicy } from '../factor-sign-ins.ts'
import { anApplication, mailedCode, manage } from '../oauth.ts'
import { anotherProcess, startServer } from '../server.ts'

const server = await startServer()
const second = await anotherProcess(server)
const client = await anApplication(server, { settings: { email_method: 'email:password' } })
await manage(server, 'PATCH', '/api/v1/environment/settings', { lockout_attempts: 100 })
await setPolicy(server, { mfaPolicy: 'required', mfaFactors: ['authenticator'] })
const here = factorSignIns(server, client)
const there = factorSignIns(second, client)

const TIMES = 8

/** Opens several sign-ins of one person at both processes, up to the page of the factor. */
async function waiting(email: string) {
  const browsers = []
  for (let index = 0; index < TIMES; index += 1) {
    const { browser } = await (index % 2 === 0 ? here : there).enter(email, { password: PASSWORD })
    browsers.push(browser)
  }
  return browsers
}

const admitted = (urls: readonly string[]) => urls.filter((url) => url.includes('code=')).length

test('ATO-27 ATO-29 one of many uses of one time step at two processes is accepted', async () => {
  const joined = await here.join('step-race@example.com', { password: PASSWORD })
  const { key } = await here.setUpApp(joined)
  await server.advance(30)
  await second.opened.refreshClock()
  const browsers = await waiting('step-race@example.com')
  const code = appCode(server, key)
  expect(admitted(await Promise.all(browsers.map((browser) => browser.submit('factor', { code }))))).toBe(1)
})

test('ATO-27 ATO-30 one of many uses of one recovery code at two processes is accepted', async () => {
  const joined = await here.join('recovery-race@example.com', { password: PASSWORD })
  const { codes } = await here.setUpApp(joined)
  const browsers = await waiting('recovery-race@example.com')
  for (const browser of browsers) await browser.submit('factor-choose', { kind: 'recovery_code' })
  const [code = ''] = codes
  expect(admitted(await Promise.all(browsers.map((browser) => browser.submit('factor', { code }))))).toBe(1)
})

test('ATO-04 ATO-27 a code by mail as factor is accepted once, and a double submit of it ends in one sign-in', async () => {
  await setPolicy(server, { mfaFactors: ['email'] })
  const email = 'mail-race@example.com'
  const joined = await here.join(email, { password: PASSWORD })
  await joined.browser.submit('enroll', { code: await mailedCode(server, email) })
  await joined.browser.submit('recovery-codes')
  const { browser } = await here.enter(email, { password: PASSWORD })
  const code = await mailedCode(server, email)
  const form = browser.form('factor')
  const post = (at: typeof server) =>
    at.request(form.action, {
      ...browser.formPost({ ...form.fields, code }),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
    })
  await Promise.all(Array.from({ length: TIMES }, (_, index) => post(index % 2 === 0 ? server : second)))
  const [row] = await server.query(
    `select count(*)::int as count from one_time_codes where purpose = 'factor' and used_at is not null
    and destination = $1`,
    [email],
  )
  expect(row?.['count']).toBe(2)
})
