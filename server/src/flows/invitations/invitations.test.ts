import { expect, test } from 'vitest'
import { findLocale } from '#platform/i18n'
import {
  aPerson,
  consoleBrowser,
  consoleCalls,
  PASSWORD,
  signInToConsole,
  type ConsoleCalls,
} from '../../../test/console.ts'
import { api, CONTROL, PRODUCTION, refusal } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'
import { aMemberSignedIn } from '../../../test/team.ts'

const server = await startServer()
const owner = await aMemberSignedIn(server, 'owner@inviting.example', 'owner')
const admin = await aMemberSignedIn(server, 'admin@inviting.example', 'admin')

interface Mail {
  readonly to: string
  readonly text: string
  readonly html: string
}

async function mailTo(email: string): Promise<Mail> {
  const authorization = `Bearer ${server.firstRun.inbox_token}`
  const path = `${CONTROL}/dev/inbox/messages?to=${encodeURIComponent(email)}`
  const answer = await server.request(path, { headers: { authorization } })
  const { messages } = (await answer.json()) as { messages: Mail[] }
  if (!messages[0]) throw new Error(`no mail for ${email}`)
  return messages[0]
}

const linkIn = ({ text }: Mail) => /http\S+\/console\/invitation\/\S+/.exec(text)?.[0] ?? ''
const verbOf = (link: string) => link.split('/').at(-1) ?? ''
const invite = (calls: ConsoleCalls, email: string, role = 'engineer') =>
  calls.call('POST', '/team/invitations', { email, role })
const newcomer = { given_name: 'Grace', family_name: 'Hopper', password: PASSWORD }

/** Opens the link in a browser of its own. */
async function open(link: string, browser = consoleBrowser(server)) {
  await browser.open(link)
  return browser
}

async function invited(email: string, role = 'engineer', by = owner): Promise<string> {
  expect((await invite(by, email, role)).status).toBe(201)
  return linkIn(await mailTo(email))
}

const roleOf = async (email: string) =>
  (await owner.call('GET', '/team/members?page_size=500')).body.members.find(
    (one: { email: string }) => one.email === email,
  )?.role
const statusOf = async (link: string) => (await server.request(link)).status

test('somebody new is invited by mail, creates their account and is in the console (T6-1)', async () => {
  const link = await invited('grace@new.example', 'security')
  const mail = await mailTo('grace@new.example')
  const browser = await open(link)

  expect(mail.text).toContain('owner@inviting.example')
  expect(mail.text).toContain('security')
  for (const word of ['My business', 'security', 'owner@inviting.example']) expect(browser.page?.html).toContain(word)
  await browser.submit(verbOf(link), newcomer)
  expect(browser.page?.url).toBe(`${CONTROL}/console`)
  const session = await consoleCalls(server, browser).session()
  expect(session).toMatchObject({ person: { email: 'grace@new.example' }, businesses: [{ role: 'security' }] })
})

test('opening a link accepts nothing, and it works once (ATO-15)', async () => {
  const link = await invited('once@new.example')
  await open(link)
  await open(link)
  expect(await roleOf('once@new.example')).toBeUndefined()
  await (await open(link)).submit(verbOf(link), newcomer)
  expect([await roleOf('once@new.example'), await statusOf(link)]).toEqual(['engineer', 410])
})

test('of several who accept at the same moment one does (ATO-15)', async () => {
  const link = await invited('race@new.example')
  const browsers = await Promise.all(Array.from({ length: 6 }, () => open(link)))
  await Promise.all(browsers.map((one) => one.submit(verbOf(link), newcomer)))
  const members = await server.query(`select from events where type = 'team.member_added'
    and data ->> 'role' = 'engineer' and subject in (select 'kp_' || replace(user_id::text, '-', '')
      from identities where value = 'race@new.example')`)
  expect(members).toHaveLength(1)
  expect(await server.query(`select from identities where value = 'race@new.example'`)).toHaveLength(1)
})

test('only the digest of the secret is stored, and no answer has it (ATO-15)', async () => {
  const answer = await invite(owner, 'digest@new.example')
  const secret = verbOf(linkIn(await mailTo('digest@new.example')))
  expect(Buffer.from(secret, 'base64url').length).toBeGreaterThanOrEqual(16)
  expect(JSON.stringify(answer.body)).not.toContain(secret)
  const rows = await server.query('select * from invitations')
  const entries = await server.query('select * from audit_entries')
  const events = await server.query('select * from events')
  expect(JSON.stringify([rows, entries, events])).not.toContain(secret)
})

test('an invitation ends after seven days, and sending it again makes a new link', async () => {
  const link = await invited('late@new.example')
  const { invitations } = (await owner.call('GET', '/team/invitations?page_size=500')).body
  const { id } = invitations.find((one: { email: string }) => one.email === 'late@new.example')
  expect((await owner.call('POST', `/team/invitations/${String(id)}/resend`)).status).toBe(200)
  const second = linkIn(await mailTo('late@new.example'))
  expect([await statusOf(link), await statusOf(second)]).toEqual([410, 200])
  await server.query(`update invitations set expires_at = now() - interval '1 second' where email = 'late@new.example'`)
  expect(await statusOf(second)).toBe(410)
  expect((await invite(owner, 'late@new.example')).status).toBe(201)
})

test('a revoked invitation is void', async () => {
  const link = await invited('revoked@new.example')
  const { invitations } = (await owner.call('GET', '/team/invitations?page_size=500')).body
  const { id } = invitations.find((one: { email: string }) => one.email === 'revoked@new.example')
  expect((await owner.call('DELETE', `/team/invitations/${String(id)}`)).status).toBe(200)
  expect(await statusOf(link)).toBe(410)
  expect(await owner.call('DELETE', `/team/invitations/${String(id)}`)).toMatchObject(
    refusal(404, 'INVITATION_NOT_FOUND'),
  )
})

test.each([
  ['loses their role', (id: string) => owner.call('PATCH', `/team/members/${id}`, { role: 'read_only' })],
  ['leaves the team', (id: string) => owner.call('DELETE', `/team/members/${id}`)],
  [
    'is suspended',
    (id: string) =>
      server.query(`update users set is_suspended = true where 'kp_' || replace(id::text, '-', '') = $1`, [id]),
  ],
])('an invitation is void when its inviter %s (ATO-15)', async (name, lose) => {
  const tag = name.replaceAll(' ', '-')
  const inviter = await aMemberSignedIn(server, `${tag}@inviting.example`, 'admin')
  const link = await invited(`${tag}@new.example`, 'engineer', inviter)
  const browser = await open(link)
  await lose((await inviter.session()).person.id)
  expect(await statusOf(link)).toBe(410)
  await browser.submit(verbOf(link), newcomer)
  expect([browser.page?.status, await roleOf(`${tag}@new.example`)]).toEqual([410, undefined])
})

test('nobody invites to a role that allows more than they may (ATO-24)', async () => {
  expect(await invite(admin, 'chief@new.example', 'owner')).toMatchObject(refusal(403, 'ROLE_EXCEEDS_YOURS'))
  expect(await server.query(`select from invitations where email = 'chief@new.example'`)).toEqual([])
})

test('an administrator of another team signs in and accepts explicitly', async () => {
  await aPerson(server, 'known@new.example')
  const link = await invited('known@new.example', 'finance')
  const browser = await open(link)
  expect(() => browser.form(verbOf(link))).toThrow()
  await signInToConsole(browser, 'known@new.example', new URL(link).pathname)
  expect(await roleOf('known@new.example')).toBeUndefined()
  await browser.submit(verbOf(link))
  expect(await roleOf('known@new.example')).toBe('finance')
})

test('another identity accepts only after it said so, and gets no address by it (ATO-15)', async () => {
  await aPerson(server, 'private@new.example')
  const link = await invited('work@new.example', 'marketing')
  const browser = await signInToConsole(consoleBrowser(server), 'private@new.example', new URL(link).pathname)
  expect(browser.page?.html).toContain('work@new.example')
  await browser.submit(verbOf(link))
  expect([browser.page?.status, await roleOf('private@new.example')]).toEqual([400, undefined])
  await browser.submit(verbOf(link), { consent: 'true' })
  expect(await roleOf('private@new.example')).toBe('marketing')
  expect(await server.query(`select from identities where value = 'work@new.example'`)).toEqual([])
})

test('a member keeps their role when they are invited by another address', async () => {
  const link = await invited('second@new.example', 'read_only')
  const browser = await signInToConsole(consoleBrowser(server), 'admin@inviting.example', new URL(link).pathname)
  await browser.submit(verbOf(link), { consent: 'true' })
  expect([browser.page?.status, await roleOf('admin@inviting.example')]).toEqual([409, 'admin'])
})

test('the form belongs to the browser and to the account that it was shown to (ATO-07)', async () => {
  const link = await invited('form@new.example')
  const { fields } = (await open(link)).form(verbOf(link))
  const other = await open(link)
  const post = (headers: Record<string, string>, cookie: string) =>
    server.request(link, {
      method: 'POST',
      body: new URLSearchParams({ ...fields, ...newcomer }),
      headers: { cookie, ...headers },
    })
  const cookie = [...other.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  expect((await post({ 'sec-fetch-site': 'same-origin' }, cookie)).status).toBe(400)
  expect((await post({ 'sec-fetch-site': 'same-site' }, cookie)).status).toBe(403)
  expect(await roleOf('form@new.example')).toBeUndefined()
})

test('the link is nothing at the hosts of environments, and unknown ones are refused after a while', async () => {
  const link = await invited('hosts@new.example')
  for (const origin of [server.origin, PRODUCTION]) {
    expect(await statusOf(`${origin}${new URL(link).pathname}`)).toBe(404)
  }
  const fresh = await startServer()
  const statuses = []
  for (let tries = 0; tries < 22; tries += 1) {
    statuses.push((await fresh.request(`${CONTROL}/console/invitation/unknown`)).status)
  }
  expect([statuses[0], statuses.at(-1)]).toEqual([410, 429])
})

test('invitations are limited for each address, and one waits for each', async () => {
  expect((await invite(owner, 'often@new.example')).status).toBe(201)
  expect(await invite(owner, 'OFTEN@new.example')).toMatchObject(refusal(409, 'INVITATION_EXISTS'))
  for (let tries = 0; tries < 3; tries += 1) await invite(owner, 'often@new.example')
  expect(await invite(owner, 'often@new.example')).toMatchObject(refusal(429, 'TOO_MANY_INVITATIONS'))
  expect(await invite(owner, 'admin@inviting.example')).toMatchObject(refusal(409, 'ALREADY_A_MEMBER'))
  expect(await invite(owner, 'no address')).toMatchObject(refusal(400, 'INVALID_EMAIL'))
})

test('an application of production invites, one of development does not (T6-1)', async () => {
  const body = { email: 'by-api@new.example', role: 'finance' }
  const development = await api(server)
  const production = await api(server, { origin: PRODUCTION })
  expect(await development.post('/team/invitations', body)).toMatchObject(refusal(403, 'PRODUCTION_APPLICATION_ONLY'))
  expect((await production.post('/team/invitations', body)).status).toBe(201)
  const link = linkIn(await mailTo('by-api@new.example'))
  await (await open(link)).submit(verbOf(link), newcomer)
  expect(await roleOf('by-api@new.example')).toBe('finance')
})

test.each(['en', 'de', 'ar'])('the page of an invitation is written in %s', async (locale) => {
  const link = await invited(`page-${locale}@new.example`)
  const html = await (await server.request(`${link}?lang=${locale}`)).text()
  expect(findLocale(locale, ['en', 'de', 'ar'])).toBe(locale)
  expect(html).toContain(`lang="${locale}"`)
  expect(html).not.toMatch(/invitation\.\w+|team_role\./)
})
