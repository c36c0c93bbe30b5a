import { expect, test } from 'vitest'
import { BrowserSession } from '../../../test/browser-session.ts'
import { anApplication, authorizePath, exchange, mailedCode, pkce, signUp, type SignedIn } from '../../../test/oauth.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const native = await anApplication(server, { redirectUri: 'shop.example:/signed-in' })
const web = await anApplication(server)

/** Returns the target of the page’s one button. */
function continuedBy({ page }: BrowserSession): URL {
  const [, href = ''] = /<a class="button" href="([^"]+)"/.exec(page?.html ?? '') ?? []
  return new URL(href.replaceAll('&amp;', '&'))
}

async function signUpHere(email: string, more: Record<string, string>, client = native): Promise<SignedIn> {
  const browser = new BrowserSession(server)
  const proof = pkce()
  await browser.open(authorizePath(client, proof, { prompt: 'create', ...more }))
  await browser.submit('register', { email, given_name: 'Ada', family_name: 'Lovelace' })
  await browser.submit('code', { code: await mailedCode(server, email) })
  return { browser, proof, callback: continuedBy(browser) }
}

test.each(['has_success_page', 'is_use_auth_success_page'])(
  '%s ends a sign-up on a page of ours that opens the application, and its code works',
  async (name) => {
    const signedUp = await signUpHere(`${name}@example.com`, { [name]: 'true' })
    const { browser, callback } = signedUp

    expect(browser.page?.html).toContain('You are signed in')
    expect([callback.protocol, callback.searchParams.get('state')]).toEqual(['shop.example:', 'state-1'])
    expect((await exchange(server, native, signedUp)).status).toBe(200)
  },
)

test('a web application gets the page too, also for a person who was signed in already', async () => {
  const { browser, proof } = await signUpHere('again@example.com', { has_success_page: 'true' }, web)
  const location = await browser.open(authorizePath(web, proof, { has_success_page: 'true' }))

  expect(location).toMatch(/\/oauth2\/auth\?/)
  expect([...continuedBy(browser).searchParams.keys()]).toEqual(['code', 'scope', 'state', 'iss'])
  expect(browser.page?.headers.get('cache-control')).toBe('no-store')
})

test('no page appears for a person who did not request it, requested no page at all, or was refused', async () => {
  const { browser, proof } = await signUp(server, web, 'direct@example.com', { has_success_page: 'false' })
  const silent = await browser.open(authorizePath(web, proof, { has_success_page: 'true', prompt: 'none' }))
  const stranger = new BrowserSession(server)
  const refused = await stranger.open(authorizePath(web, proof, { has_success_page: 'true', prompt: 'none' }))

  expect([silent, refused]).toEqual([
    expect.stringContaining('?code='),
    expect.stringContaining('error=login_required'),
  ])
})

test('cancelling leads back to the application without the page', async () => {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(web, pkce(), { has_success_page: 'true' }))
  expect(await browser.submit('cancel')).toContain('error=access_denied')
})
