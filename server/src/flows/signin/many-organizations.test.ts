import { expect, test } from 'vitest'
import { BrowserSession } from '../../../test/browser-session.ts'
import { aDevice, askForCode, enterCode, pollOnce } from '../../../test/device.ts'
import { api } from '../../../test/management.ts'
import { anApplication, authorizePath, claimsOf, exchange, mailedCode, pkce, type Tokens } from '../../../test/oauth.ts'
import { aUser } from '../../../test/organizations.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const shop = await anApplication(server)
const MANY = 131

/** Makes a person a member of many organizations, `<name> 001` and so on; the listed ones are suspended. */
async function aMemberOfMany(name: string, suspended: readonly number[] = []): Promise<string> {
  const email = `${name}@many.example`
  const user = (await aUser(calls, { email })).replace('kp_', '')
  await server.query('delete from memberships where user_id = $1::uuid', [user])
  await server.query(
    `with made as (
       insert into organizations (environment_id, id, code, name, created_at, suspended_at)
       select environment_id, gen_random_uuid(), 'org_' || md5($2 || n), $2 || to_char(n, ' FM000'), now(),
         case when n = any($3::int[]) then now() end
       from users, generate_series(1, ${String(MANY)}) n where id = $1::uuid
       returning environment_id, id)
     insert into memberships (environment_id, organization_id, user_id, created_at)
     select environment_id, id, $1::uuid, now() from made`,
    [user, name, suspended],
  )
  return email
}

async function atTheChoice(email: string, browser = new BrowserSession(server)) {
  const proof = pkce()
  await browser.open(authorizePath(shop, proof))
  if (browser.page?.html.includes('name="email"') === true) {
    await browser.submit('identify', { email })
    await browser.submit('code', { code: await mailedCode(server, email) })
  }
  return { browser, proof }
}

const namesOn = ({ page }: BrowserSession) =>
  [...(page?.html ?? '').matchAll(/<button [^>]*><bdi>([^<]*)<\/bdi>/g)].map(([, name]) => name ?? '')

/** Follows "Show more" to the end. */
async function allPages(browser: BrowserSession): Promise<string[]> {
  const names = namesOn(browser)
  while (browser.page?.html.includes('Show more') === true) {
    const more = [...browser.page.html.matchAll(/name="page" value="(\d+)"/g)].map(([, page]) => page ?? '')
    await browser.submit('find', { page: more[0] ?? '' })
    names.push(...namesOn(browser))
  }
  return names
}

/** Returns the code that the button of an organization posts. */
const codeOf = ({ page }: BrowserSession, name: string) =>
  new RegExp(`value="(org_\\w+)"/><button [^>]*><bdi>${name}</bdi>`).exec(page?.html ?? '')?.[1] ?? ''

async function choose({ browser, proof }: Awaited<ReturnType<typeof atTheChoice>>, name: string): Promise<unknown> {
  const url = await browser.submit('organization', { org_code: codeOf(browser, name) })
  const tokens = (await (await exchange(server, shop, { callback: new URL(url), proof })).json()) as Tokens
  const [row] = await server.query('select name from organizations where code = $1', [
    claimsOf(tokens.access_token)['org_code'],
  ])
  return row?.['name']
}

test('a member of 131 organizations reaches each of them, and no page is long', async () => {
  const { browser } = await atTheChoice(await aMemberOfMany('reach'))
  const first = namesOn(browser)
  const all = await allPages(browser)
  expect([first.length, new Set(all).size]).toEqual([25, MANY])
})

test('the search field finds an organization by a part of its name, and its button signs in to it', async () => {
  const visit = await atTheChoice(await aMemberOfMany('field'))
  await visit.browser.submit('find', { text: 'FIELD 13' })
  expect(namesOn(visit.browser)).toEqual(['field 130', 'field 131'])
  expect(await choose(visit, 'field 131')).toBe('field 131')
})

test.each([
  ['ÄRZTE', 'Große Ärzte'],
  ['große ärzte', 'Große Ärzte'],
  ['100%_', '100%_ pure'],
])('%s finds %s', async (text, name) => {
  const email = await aMemberOfMany(`letters${text.length.toString()}${name.length.toString()}`)
  await server.query(
    `update organizations set name = $1 where id = (select organization_id from memberships m
       join identities i on i.user_id = m.user_id where i.normalized = $2 order by organization_id limit 1)`,
    [name, email],
  )
  const { browser } = await atTheChoice(email)
  await browser.submit('find', { text })
  expect(namesOn(browser)).toEqual([name])
})

test('a search without a result says so and leads on', async () => {
  const visit = await atTheChoice(await aMemberOfMany('nothing'))
  await visit.browser.submit('find', { text: '<none>' })
  expect(namesOn(visit.browser)).toEqual([])
  expect(visit.browser.page?.html).toContain('None of your organizations has this in its name')
  await visit.browser.submit('find', { text: '', page: 'x' })
  expect(namesOn(visit.browser)).toHaveLength(25)
})

test('the organization entered last comes first, and a suspended one takes no place', async () => {
  const email = await aMemberOfMany('latest', [1, 2, 3, 100])
  const visit = await atTheChoice(email)
  await visit.browser.submit('find', { text: '119' })
  await choose(visit, 'latest 119')
  const { browser } = await atTheChoice(email)
  expect(namesOn(browser).slice(0, 3)).toEqual(['latest 119', 'latest 004', 'latest 005'])
  expect(await allPages(browser)).toHaveLength(MANY - 4)
})

test('the open organizations are entered even where a hundred are suspended', async () => {
  const suspended = Array.from({ length: MANY - 1 }, (_, index) => index + 1)
  const email = await aMemberOfMany('asleep', suspended)
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(shop, pkce()))
  await browser.submit('identify', { email })
  expect(await browser.submit('code', { code: await mailedCode(server, email) })).toContain('code=')
})

test('prompt=none answers for the organization of the session, wherever it stands in the list', async () => {
  const visit = await atTheChoice(await aMemberOfMany('silent'))
  await visit.browser.submit('find', { text: '131' })
  await choose(visit, 'silent 131')
  // As if they had entered every other organization since then, in another browser.
  await server.query(`update memberships set last_signed_in_at = now() + interval '1 day'
    where organization_id in (select id from organizations where name like 'silent%' and name <> 'silent 131')`)
  expect(await visit.browser.open(authorizePath(shop, pkce(), { prompt: 'none' }))).toContain('code=')
})

test('a device is let in to the organization of the browser, wherever it stands in the list', async () => {
  const device = await aDevice(server)
  const visit = await atTheChoice(await aMemberOfMany('device'))
  await visit.browser.submit('find', { text: '131' })
  await choose(visit, 'device 131')
  await server.query(`update memberships set last_signed_in_at = now() + interval '1 day'
    where organization_id in (select id from organizations where name like 'device%' and name <> 'device 131')`)
  const asked = await askForCode(server, { client_id: device })
  await enterCode(server, asked.user_code, visit.browser)
  await visit.browser.submit('approve')
  const { body } = await pollOnce(server, { client_id: device, device_code: asked.device_code })
  const code = claimsOf(body.access_token)['org_code']
  expect(await server.query('select name from organizations where code = $1', [code])).toEqual([{ name: 'device 131' }])
})

test('an organization of other people is not entered by its code', async () => {
  await aMemberOfMany('others')
  const { browser } = await atTheChoice(await aMemberOfMany('own', [7]))
  for (const name of ['others 001', 'own 007']) {
    const [row] = await server.query('select code from organizations where name = $1', [name])
    await browser.submit('organization', { org_code: String(row?.['code']) })
    expect(namesOn(browser)).toHaveLength(25)
  }
})
