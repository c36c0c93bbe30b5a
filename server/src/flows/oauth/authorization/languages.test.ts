import { expect, test } from 'vitest'
import { BrowserSession } from '../../../../test/browser-session.ts'
import { anApplication, authorizePath, pkce } from '../../../../test/oauth.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const client = await anApplication(server)
const languageOf = (browser: BrowserSession) => /<html lang="([^"]+)"/.exec(browser.page?.html ?? '')?.[1]

test.each([
  ['lang', { lang: 'de' }, 'de'],
  ['lang of a region', { lang: 'de-AT' }, 'de'],
  ['ui_locales', { ui_locales: 'fr ar de' }, 'ar'],
  ['lang before ui_locales', { lang: 'de', ui_locales: 'ar' }, 'de'],
  ['nothing that we speak', { ui_locales: 'tlh' }, 'en'],
])('AS-64 by %s the pages of a flow speak the language that was asked for', async (_what, more, language) => {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce(), more))
  const first = languageOf(browser)
  await browser.submit('identify', { email: `${language}@example.com` })

  expect([first, languageOf(browser)]).toEqual([language, language])
})

test('AS-64 a request that is posted wishes for a language as one by GET', async () => {
  const browser = new BrowserSession(server)
  const body = authorizePath(client, pkce(), { ui_locales: 'de' }).split('?')[1] ?? ''
  await browser.open('/oauth2/auth', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })

  expect(languageOf(browser)).toBe('de')
})

test('AS-64 a language that we do not speak does not undo the choice of the person', async () => {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce(), { lang: 'ar' }))
  await browser.open(authorizePath(client, pkce(), { ui_locales: 'tlh' }))

  expect(languageOf(browser)).toBe('ar')
})

test.each(['page', 'popup', 'touch', 'wap', 'hologram'])('AS-64 display=%s is tolerated', async (display) => {
  const response = await server.request(authorizePath(client, pkce(), { display }))
  expect(response.status).toBe(200)
})

test.each(['phone:+61400000000:au', 'username:Bob_the_dog'])(
  'P6-3 the hint %s is not put into the field for an address, in no language',
  async (hint) => {
    const browser = new BrowserSession(server)
    await browser.open(authorizePath(client, pkce(), { login_hint: hint }))
    const first = browser.page?.html
    const link = /href="(\/auth\/start[^"]+lang=de)"/.exec(first ?? '')?.[1]?.replaceAll('&amp;', '&') ?? ''
    await browser.open(link)

    expect(first).not.toContain(hint)
    expect(browser.page?.html).not.toContain(hint)
  },
)
