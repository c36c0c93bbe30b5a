import { expect, test } from 'vitest'
import { consoleBrowser, consoleCalls } from '../../../test/console.ts'
import { startServer, type TestServer } from '../../../test/server.ts'

const server = await startServer()
const fresh = await startServer()

const ada = { given_name: 'Ada', family_name: 'Lovelace', email: 'ada@example.com', password: 'correct horse battery' }

/** Opens the form as a browser would. */
async function openForm(target: TestServer) {
  const page = await target.request(target.firstRun.setup_url)
  const html = await page.text()
  const cookie = page.headers.get('set-cookie')?.split(';')[0] ?? ''
  return { page, html, cookie, csrf: /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? '' }
}

interface SetupPost {
  readonly values: Record<string, string>
  readonly cookie: string
  readonly url?: string
  readonly site?: string
}

function post(
  target: TestServer,
  { values, cookie, url = target.firstRun.setup_url, site = 'same-origin' }: SetupPost,
) {
  const headers = { cookie, 'sec-fetch-site': site }
  return target.request(url, { method: 'POST', body: new URLSearchParams(values), headers, redirect: 'manual' })
}

const administrators = (target: TestServer) => target.query('select role from administrators')

test('before there is an administrator the control host names the place of the link', async () => {
  const html = await (await server.request('http://admin.localhost:3000/')).text()
  expect(html).toContain('first-run.json')
  expect(html).not.toContain(new URL(server.firstRun.setup_url).pathname)
})

test('the link shows a form', async () => {
  const { page, html } = await openForm(server)
  expect(page.status).toBe(200)
  expect(page.headers.get('set-cookie')).toMatch(/^gh_http_\w+_setup=/)
  expect(html).toContain('autocomplete="new-password"')
})

test('the link is not found at other hosts', async () => {
  const { pathname } = new URL(server.firstRun.setup_url)
  expect((await server.request(pathname)).status).toBe(404)
  expect((await server.request(`http://my-business.localhost:3000${pathname}`)).status).toBe(404)
})

test('the form keeps its values after a problem, except the password', async () => {
  const { cookie, csrf } = await openForm(server)
  const values = { ...ada, csrf, email: 'ada@', password: 'short' }
  const answer = await post(server, { values, cookie })
  const html = await answer.text()

  expect(answer.status).toBe(400)
  expect(html).toMatch(/value="Ada"[\s\S]*value="Lovelace"[\s\S]*value="ada@"/)
  expect(html).not.toContain('value="short"')
})

test.each(['password', 'ada@example.com', 'Ada Lovelace 1815'])(
  '%s is refused as the password of the first administrator (M2-2)',
  async (password) => {
    const { cookie, csrf } = await openForm(server)
    const answer = await post(server, { values: { ...ada, csrf, password }, cookie })

    expect(answer.status).toBe(400)
    expect(await answer.text()).toMatch(/Many people use that password|too close to your name/)
    expect(await administrators(server)).toEqual([])
  },
)

test('a form of another browser is shown again, with its values (ATO-07)', async () => {
  const { csrf } = await openForm(server)
  const { cookie } = await openForm(server)
  const answer = await post(server, { values: { ...ada, csrf }, cookie })

  expect(answer.status).toBe(400)
  expect(await answer.text()).toContain('value="Lovelace"')
  expect(await administrators(server)).toEqual([])
})

test('a body that is not a form is refused with a page', async () => {
  const { cookie } = await openForm(server)
  const headers = { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }
  const answer = await server.request(server.firstRun.setup_url, { method: 'POST', body: '{}', headers })

  expect(answer.status).toBe(400)
  expect(answer.headers.get('content-type')).toContain('text/html')
})

test('a form of another site creates no administrator (ATO-07)', async () => {
  const { cookie, csrf } = await openForm(server)
  const answer = await post(server, { values: { ...ada, csrf }, cookie, site: 'cross-site' })

  expect(answer.status).toBe(403)
  expect(await administrators(server)).toEqual([])
})

test('an unknown link is not found, and too many of them are refused', async () => {
  const open = () => fresh.request('http://admin.localhost:3000/setup/unknown')
  const answers = await Promise.all(Array.from({ length: 20 }, open))

  expect(answers.map(({ status }) => status)).toEqual(Array<number>(20).fill(404))
  expect((await open()).status).toBe(429)
})

test('one of twenty simultaneous forms creates the administrator (ATO-27)', async () => {
  const { cookie, csrf } = await openForm(server)
  const sent = Array.from({ length: 20 }, (_, index) =>
    post(server, { values: { ...ada, csrf, email: `ada${String(index)}@example.com` }, cookie }),
  )
  const statuses = (await Promise.all(sent)).map(({ status }) => status).sort()

  expect(statuses).toEqual([303, ...Array<number>(19).fill(410)])
  expect(await administrators(server)).toEqual([{ role: 'owner' }])
  expect(await server.query(`select value from identities where value like 'ada%'`)).toHaveLength(1)
})

test('the used link leads to a page that says so', async () => {
  const answer = await server.request(server.firstRun.setup_url)
  expect(answer.status).toBe(410)
  expect(await answer.text()).toContain('This link has been used')
})

test('afterwards the root of the control host leads to the console', async () => {
  const answer = await server.request('http://admin.localhost:3000/', { redirect: 'manual' })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/console'])
})

test('the link leads on into the console, signed in', async () => {
  const another = await startServer()
  const browser = consoleBrowser(another)
  await browser.open(another.firstRun.setup_url)
  const verb = new URL(another.firstRun.setup_url).pathname.split('/').at(-1) ?? ''
  await browser.submit(verb, ada)
  const session = await consoleCalls(another, browser).session()

  expect(browser.page?.url).toBe('http://admin.localhost:3000/console')
  expect(session).toMatchObject({ person: { email: 'ada@example.com' }, is_installation_owner: true })
})
