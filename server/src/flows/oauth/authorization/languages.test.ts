import { expect, test } from 'vitest'
import { BrowserSession } from '../../../../test/browser-session.ts'
import { api } from '../../../../test/management.ts'
import { anApplication, authorizePath, newestMail, pkce } from '../../../../test/oauth.ts'
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
])('AS-64 the pages of a flow are in the language requested by %s', async (_what, more, language) => {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce(), more))
  const first = languageOf(browser)
  await browser.submit('identify', { email: `${language}@example.com` })

  expect([first, languageOf(browser)]).toEqual([language, language])
})

async function openWith(acceptLanguage: string, of = client): Promise<string | undefined> {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(of, pkce()), { headers: { 'accept-language': acceptLanguage } })
  return languageOf(browser)
}

test('the default of the application applies where the browser accepts no language of the pages', async () => {
  const calls = await api(server)
  const german = await anApplication(server, { redirectUri: 'https://german.example/cb' })
  await calls.patch(`/applications/${german.clientId}`, { language_key: 'de' })
  expect([await openWith('tlh', german), await openWith('ar,tlh', german), await openWith('tlh')]).toEqual([
    'de',
    'ar',
    'en',
  ])
})

test('the mail with the code is in the default language of the application', async () => {
  const calls = await api(server)
  const german = await anApplication(server, { redirectUri: 'https://mail.example/cb' })
  await calls.patch(`/applications/${german.clientId}`, { language_key: 'de' })
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(german, pkce()))
  await browser.submit('identify', { email: 'sprache@example.com' })
  expect((await newestMail(server, 'sprache@example.com')).text).toContain('Geben Sie diesen Code auf der Seite ein')
  expect(languageOf(browser)).toBe('de')
})

test('the default of the environment applies to its applications and its own pages, and can be removed', async () => {
  const calls = await api(server)
  const arabic = await anApplication(server, { redirectUri: 'https://arabic.example/cb' })
  await calls.patch(`/applications/${arabic.clientId}`, { language_key: 'ar' })
  expect(await calls.patch('/environment/settings', { language_key: 'de' })).toMatchObject({ status: 200 })
  const said = (await calls.get('/environment/settings')).body.settings.language_key
  const device = await (await server.request('/device')).text()
  const spoken = [await openWith('tlh'), await openWith('tlh', arabic), /<html lang="([^"]+)"/.exec(device)?.[1]]
  await calls.patch('/environment/settings', { language_key: null })

  expect(said).toEqual({ value: 'de', source: 'environment', inherited: null })
  expect(spoken).toEqual(['de', 'ar', 'de'])
  expect(await openWith('tlh')).toBe('en')
})

test('a language without pages is rejected, and the problem lists the languages with pages', async () => {
  const calls = await api(server)
  const answer = await calls.patch('/environment/settings', { language_key: 'tlh' })
  expect([answer.status, JSON.stringify(answer.body)]).toEqual([400, expect.stringContaining('must be one of')])
  for (const language of ['ar', 'de', 'en']) expect(JSON.stringify(answer.body)).toContain(language)
})

test('AS-64 a posted request chooses a language like one by GET', async () => {
  const browser = new BrowserSession(server)
  const body = authorizePath(client, pkce(), { ui_locales: 'de' }).split('?')[1] ?? ''
  await browser.open('/oauth2/auth', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })

  expect(languageOf(browser)).toBe('de')
})

test('AS-64 an unknown language does not undo the choice of the person', async () => {
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
  'P6-3 the hint %s is not put into the field for an address, in any language',
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
