import { expect, test } from 'vitest'
import { BrowserSession } from '../../../../../test/browser-session.ts'
import { anApplication, authorizePath, mailedCode, pkce, signUp } from '../../../../../test/oauth.ts'
import { startServer } from '../../../../../test/server.ts'

const server = await startServer()
const client = await anApplication(server)
const ZONEINFO = { claims: JSON.stringify({ id_token: { zoneinfo: null } }) }

/** A browser in which somebody with an account has proven who they are. */
async function provenAs(email: string, asked: Readonly<Record<string, string>>) {
  await signUp(server, client, email)
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce(), asked))
  await browser.submit('identify', { email })
  return { browser, location: await browser.submit('code', { code: await mailedCode(server, email) }) }
}

test('a person confirms their time zone where the application asks for zoneinfo', async () => {
  const { browser } = await provenAs('zoned@example.com', ZONEINFO)
  expect(browser.page?.html).toContain('Confirm your time zone')

  await browser.submit('time-zone', { time_zone: 'Middle/Earth' })
  expect(browser.page?.status).toBe(400)
  expect(browser.page?.html).toMatch(/value="Middle\/Earth".*There is no time zone of this name/s)

  const location = new URL(await browser.submit('time-zone', { time_zone: 'europe/berlin' }))
  expect(location.searchParams.get('code')).toBeTruthy()
})

test('no time zone is asked for where the application asks for other claims', async () => {
  const { location } = await provenAs('unzoned@example.com', { claims: JSON.stringify({ id_token: { email: null } }) })
  expect(new URL(location).searchParams.get('code')).toBeTruthy()
})
