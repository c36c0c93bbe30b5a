import { createServer } from 'node:http'
import { afterAll, expect, test } from 'vitest'
import { anApplication, authorizePath, mailedCode, pkce } from '../../server/test/oauth.ts'
import { freePort, startServer } from '../../server/test/server.ts'
import { startWebKit } from './web-driver.ts'

const server = await startServer({ isListening: true })
const callback = await aCallback()
const client = await anApplication(server, { redirectUri: callback })
const webkit = await startWebKit()
afterAll(() => webkit.close())

/** An application that shows a heading wherever the browser comes back to. */
async function aCallback(): Promise<string> {
  const port = await freePort()
  const application = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<h1 id="back">Back at the application</h1>')
  })
  await new Promise<void>((resolve) => application.listen(port, '127.0.0.1', resolve))
  afterAll(() => application.close())
  return `http://localhost:${String(port)}/callback`
}

test('somebody signs up and is known the next time, at the origin of a default start', async () => {
  const email = 'safari@example.com'
  await webkit.open(new URL(authorizePath(client, pkce(), { prompt: 'create' }), server.origin).href)
  await webkit.type('input[name="given_name"]', 'Ada')
  await webkit.type('input[name="family_name"]', 'Lovelace')
  await webkit.type('input[name="email"]', email)
  await webkit.click('form[action*="/register"] button[type="submit"]')
  await webkit.type('input[name="code"]', await mailedCodeOnce(email))
  await webkit.click('form[action$="/code"] button')
  await webkit.click('#back')
  expect(await webkit.url()).toContain('code=')

  await webkit.open(new URL(authorizePath(client, pkce()), server.origin).href)
  await webkit.click('#back')
  expect(await webkit.url()).toContain('code=')
})

test('the browser keeps the cookies of the session and of the flow', async () => {
  await webkit.open(`${server.origin}/dev/inbox`)
  const names = (await webkit.cookies()).map(({ name }) => name.replace(/[0-9a-f]{8}/, '')).sort()
  expect(names).toEqual(expect.arrayContaining(['gh_http_', 'gh_http__flow']))
})

/** The mail is written before the page with the code field is sent. */
async function mailedCodeOnce(email: string): Promise<string> {
  await webkit.click('input[name="code"]')
  return mailedCode(server, email)
}
