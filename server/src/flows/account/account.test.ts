import { expect, test } from 'vitest'
import { BrowserSession } from '../../../test/browser-session.ts'
import { anApplication, mailedCode, signUp } from '../../../test/oauth.ts'
import { appCode, keyOn, recoveryCodesOn, setPolicy } from '../../../test/factor-sign-ins.ts'
import { api } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const client = await anApplication(server)

let people = 0
/** A person who is signed in, with the browser that they use. */
async function aPerson() {
  people += 1
  const email = `person-${String(people)}@account.example`
  const { browser } = await signUp(server, client, email)
  return { email, browser }
}

const html = (browser: BrowserSession) => browser.page?.html.replace(/<style.*?<\/style>/s, '') ?? ''
/** The address of a link on the present page, by the end of its path. */
function link(browser: BrowserSession, ends: string): string {
  const found = [...html(browser).matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href)
  return found.find((href) => href.endsWith(ends)) ?? `no link ${ends}`
}

async function lastMail(to: string) {
  const response = await server.request(`/dev/inbox/messages?to=${encodeURIComponent(to)}`)
  const { messages } = (await response.json()) as { messages: { subject: string; text: string; code?: string }[] }
  return messages[0]
}

async function addEmail(browser: BrowserSession, email: string) {
  await browser.open('/account/email')
  await browser.submit('email', { email })
  const verb = new URL(browser.page?.url ?? '').pathname.split('/').at(-1) ?? ''
  await browser.submit(verb, { code: await mailedCode(server, email) })
}

test('somebody who is not signed in signs in first, and then sees their account', async () => {
  const { email } = await aPerson()
  const visitor = new BrowserSession(server)
  await visitor.open('/account')
  await visitor.submit('identify', { email })
  await visitor.submit('code', { code: await mailedCode(server, email) })
  expect(visitor.page?.url).toBe(`${server.origin}/account`)
  expect(html(visitor)).toContain(email)
})

test('a person changes their name', async () => {
  const { browser } = await aPerson()
  await browser.open('/account/name')
  await browser.submit('name', { given_name: 'Grace', family_name: 'Hopper' })
  expect(html(browser)).toContain('Your name is changed.')
  expect(html(browser)).toContain('Grace Hopper')
})

test('ATO-16 a change wants a sign-in of the last ten minutes', async () => {
  const { browser } = await aPerson()
  await server.advance(11 * 60)
  await browser.open('/account')
  expect(browser.page?.status).toBe(200)
  await browser.open('/account/password')
  expect(browser.page?.html).not.toContain('name="password"')
  expect(browser.page?.html).toContain('/identify')
})

test('a new address counts once its code came back, and the main address is told', async () => {
  const { browser, email } = await aPerson()
  const added = `second-of-${email}`
  await addEmail(browser, added)
  expect(html(browser)).toContain('The address is added.')
  expect(html(browser)).toContain(added)
  expect(await lastMail(email)).toMatchObject({ subject: 'An address was added to your account' })
})

test('ATO-10 an address of another account gets a code, and only its owner learns that it is taken', async () => {
  const { email: taken } = await aPerson()
  const { browser } = await aPerson()
  await browser.open('/account/email')
  await browser.submit('email', { email: taken })
  expect(html(browser)).toContain('We sent a code to')
  const path = new URL(browser.page?.url ?? '').pathname
  const verb = path.split('/').at(-1) ?? ''
  await browser.submit(verb, { code: await mailedCode(server, taken) })
  expect(browser.page?.status).toBe(400)
  expect(html(browser)).toContain('belongs to another account')
})

test('ATO-05 the code of another person, and the page of another person, are good for nothing', async () => {
  const { browser } = await aPerson()
  const { browser: other } = await aPerson()
  await browser.open('/account/email')
  await browser.submit('email', { email: 'mine@account.example' })
  const path = new URL(browser.page?.url ?? '').pathname
  await other.open(path)
  expect(other.page?.status).toBe(404)
})

test('ATO-04 after five wrong codes the right one is refused', async () => {
  const { browser } = await aPerson()
  const email = 'guessed@account.example'
  await browser.open('/account/email')
  await browser.submit('email', { email })
  const verb = new URL(browser.page?.url ?? '').pathname.split('/').at(-1) ?? ''
  const code = await mailedCode(server, email)
  const wrong = code === '000000' ? '000001' : '000000'
  for (let tries = 0; tries < 5; tries += 1) await browser.submit(verb, { code: wrong })
  await browser.submit(verb, { code })
  expect(html(browser)).toContain('That code no longer works.')
})

test('ATO-16 the former main address is told of a new one, and takes the change back once', async () => {
  const { browser, email } = await aPerson()
  const added = `taken-over-${email}`
  await addEmail(browser, added)
  await browser.open(link(browser, '/main'))
  await browser.submit('main')
  expect(html(browser)).toContain('Your main address is changed.')
  const mail = await lastMail(email)
  const undo = new URL(/https?:\S+\/account\/undo\/\S+/.exec(mail?.text ?? '')?.[0] ?? 'no:link').pathname
  const owner = new BrowserSession(server)
  await owner.open(undo)
  const token = undo.split('/').at(-1) ?? ''
  await owner.submit(token)
  expect(html(owner)).toContain('The change is taken back')
  await browser.open('/account')
  expect(html(browser)).not.toContain('Where you are signed in')
  const { users } = (await calls.get(`/users?email=${encodeURIComponent(email)}`)).body
  expect(users[0].email).toBe(email)
  expect((await calls.get(`/users?email=${encodeURIComponent(added)}`)).body.users ?? []).toEqual([])
  await owner.open(undo)
  expect(owner.page?.status).toBe(410)
})

test('a username is added once, in its own spelling, and nobody else can have it (M4-4, M4-5)', async () => {
  const { browser, email } = await aPerson()
  await browser.open('/account/username')
  await browser.submit('username', { username: 'a b' })
  expect(browser.page?.status).toBe(400)
  await browser.submit('username', { username: 'Ada-L' })
  expect(html(browser)).toContain('Ada-L')
  expect(await lastMail(email)).toMatchObject({ subject: 'An address was added to your account' })
  const { browser: other } = await aPerson()
  await other.open('/account/username')
  await other.submit('username', { username: 'ada-l' })
  expect(html(other)).toContain('Somebody else has this username.')
})

test('a phone number counts once its code came back', async () => {
  const { browser, email } = await aPerson()
  await browser.open('/account/phone')
  await browser.submit('phone', { phone: '12', phone_country: 'AU' })
  expect(browser.page?.status).toBe(400)
  await browser.submit('phone', { phone: '0426 148 233', phone_country: 'AU' })
  const verb = new URL(browser.page?.url ?? '').pathname.split('/').at(-1) ?? ''
  const sms = await lastMail('+61426148233')
  expect(sms?.text).toMatch(/^\d{6} /)
  await browser.submit(verb, { code: sms?.code ?? '' })
  expect(html(browser)).toContain('+61426148233')
  expect(await lastMail(email)).toMatchObject({ subject: 'An address was added to your account' })
})

const undoIn = (mail: { text: string } | undefined) =>
  new URL(/https?:\S+\/account\/undo\/\S+/.exec(mail?.text ?? '')?.[0] ?? 'no:link').pathname

async function takeBack(path: string): Promise<BrowserSession> {
  const owner = new BrowserSession(server)
  await owner.open(path)
  if (owner.page?.status === 200) await owner.submit(path.split('/').at(-1) ?? '')
  return owner
}

test('ATO-16 the first mail takes back everything that somebody else did after it, and their own links die', async () => {
  const { browser, email } = await aPerson()
  const [theirs, later] = [`theirs-${email}`, `later-${email}`]
  await addEmail(browser, theirs)
  const first = undoIn(await lastMail(email))
  await browser.open(link(browser, '/main'))
  await browser.submit('main')
  const others = [...html(browser).matchAll(/href="([^"]+\/remove)"/g)].map(([, href = '']) => href)
  for (const href of others) {
    await browser.open(href)
    if (html(browser).includes(`>${email}<`)) await browser.submit('remove')
  }
  expect(await lastMail(email)).toMatchObject({ subject: 'A sign-in name was removed from your account' })
  await addEmail(browser, later)
  const ofThief = undoIn(await lastMail(theirs))

  expect(html(await takeBack(first))).toContain('The change is taken back')
  const found = async (address: string) =>
    (await calls.get(`/users?email=${encodeURIComponent(address)}`)).body.users ?? []
  expect(await found(email)).toHaveLength(1)
  expect([...(await found(theirs)), ...(await found(later))]).toEqual([])
  expect((await takeBack(ofThief)).page?.status).toBe(410)
  expect(await found(email)).toHaveLength(1)
})

test('ATO-16 a factor that was set up after the change goes with it', async () => {
  await setPolicy(server, { mfaPolicy: 'off' })
  const { browser, email } = await aPerson()
  await setPolicy(server, { mfaPolicy: 'optional', mfaFactors: ['authenticator'] })
  await addEmail(browser, `theirs-${email}`)
  const undo = undoIn(await lastMail(email))
  await server.advance(1)
  await setUpApp(browser)
  await setPolicy(server, { mfaPolicy: 'off' })
  await takeBack(undo)
  const { browser: owner } = await signInAgain(email)
  await owner.open('/account')
  expect(html(owner)).not.toContain('Authenticator app')
})

test('the last confirmed address cannot be removed', async () => {
  const { browser } = await aPerson()
  await browser.open('/account')
  await browser.open(link(browser, '/remove'))
  await browser.submit('remove')
  expect(browser.page?.status).toBe(400)
  expect(html(browser)).toContain('Add another one first')
})

test('ATO-11 the identity of another person is not there', async () => {
  const { browser } = await aPerson()
  const { browser: other } = await aPerson()
  await browser.open('/account')
  await other.open(link(browser, '/remove'))
  expect(other.page?.status).toBe(404)
})

test('a password is set; other browsers are signed out and this one is not (M2-15)', async () => {
  const { browser, email } = await aPerson()
  const { browser: elsewhere } = await signInAgain(email)
  await browser.open('/account/password')
  await browser.submit('password', { password: 'a sentence that nobody guesses' })
  expect(html(browser)).toContain('Your password is changed.')
  await elsewhere.open('/account')
  expect(html(elsewhere)).not.toContain('Where you are signed in')
  expect(await lastMail(email)).toMatchObject({ subject: 'Your password was changed' })
})

test('a common password is refused with the reason', async () => {
  const { browser } = await aPerson()
  await browser.open('/account/password')
  await browser.submit('password', { password: 'password123' })
  expect(browser.page?.status).toBe(400)
})

async function signInAgain(email: string) {
  const browser = new BrowserSession(server)
  await browser.open('/account')
  await browser.submit('identify', { email })
  await browser.submit('code', { code: await mailedCode(server, email) })
  return { browser }
}

test('one other browser is signed out', async () => {
  const { browser, email } = await aPerson()
  const { browser: elsewhere } = await signInAgain(email)
  await browser.open('/account')
  await browser.open(/\/account\/sessions\/[0-9a-f-]{36}\/end/.exec(html(browser))?.[0] ?? browser.page?.url ?? '')
  await browser.submit('end')
  await elsewhere.open('/account')
  expect(html(elsewhere)).not.toContain('Where you are signed in')
})

test('an application that was allowed loses its access', async () => {
  const { browser } = await aPerson()
  await browser.open('/account')
  await browser.open(/\/account\/applications\/[0-9a-f-]{36}\/end/.exec(html(browser))?.[0] ?? 'none')
  await browser.submit('end')
  expect(html(browser)).toContain('No application acts for you.')
})

test('ATO-07 a form of another site or of another session changes nothing', async () => {
  const { browser } = await aPerson()
  await browser.open('/account/name')
  const { fields } = browser.form('name')
  const post = browser.formPost({ ...fields, given_name: 'Mallory' })
  await browser.open('/account/name', { ...post, headers: { ...post.headers, 'sec-fetch-site': 'same-site' } })
  expect(browser.page?.status).toBe(400)
  const { browser: other } = await aPerson()
  await other.open('/account/name', other.formPost({ ...fields, given_name: 'Mallory' }))
  expect(other.page?.status).toBe(400)
  await other.open('/account')
  expect(html(other)).not.toContain('Mallory')
})

/** Sets up an authenticator app from the account, and returns its key. */
async function setUpApp(browser: BrowserSession): Promise<string> {
  await browser.open('/account/factors/new')
  const key = keyOn(browser).replaceAll(' ', '')
  await browser.submit('enroll', { code: appCode(server, key) })
  await browser.submit('recovery-codes')
  return key
}

test('a second factor is set up from the account, and its owner is told', async () => {
  const { browser, email } = await aPerson()
  await setPolicy(server, { mfaPolicy: 'optional', mfaFactors: ['authenticator'] })
  await setUpApp(browser)
  expect(browser.page?.url).toBe(`${server.origin}/account?done=factor_added`)
  expect(html(browser)).toContain('Authenticator app')
  expect(html(browser)).toContain('10 left')
  expect(await lastMail(email)).toMatchObject({ subject: 'A second factor was added to your account' })
  await setPolicy(server, { mfaPolicy: 'off' })
})

test('ATO-16 a person with a second factor passes it before they change anything', async () => {
  const { browser, email } = await aPerson()
  await setPolicy(server, { mfaPolicy: 'optional', mfaFactors: ['authenticator'] })
  const key = await setUpApp(browser)
  await setPolicy(server, { mfaPolicy: 'off' })
  const { browser: other } = await signInAgain(email)
  await server.advance(30)
  await other.open('/account/password')
  expect(html(other)).not.toContain('autocomplete="new-password"')
  await other.submit('identify')
  await other.submit('code', { code: await mailedCode(server, email) })
  await other.submit('factor', { code: appCode(server, key) })
  expect(html(other)).toContain('autocomplete="new-password"')
})

test('ATO-30 new recovery codes void the ones before, and a factor is removed with all of them', async () => {
  const { browser, email } = await aPerson()
  await setPolicy(server, { mfaPolicy: 'optional', mfaFactors: ['authenticator'] })
  await setUpApp(browser)
  await browser.open('/account/recovery-codes')
  await browser.submit('recovery-codes')
  expect(recoveryCodesOn(browser)).toHaveLength(10)
  expect(await lastMail(email)).toMatchObject({ subject: 'You have new recovery codes' })
  await browser.open('/account')
  await browser.open(/\/account\/factors\/[0-9a-f-]{36}\/remove/.exec(html(browser))?.[0] ?? 'none')
  await browser.submit('remove')
  expect(html(browser)).toContain('You have no second factor.')
  expect(await lastMail(email)).toMatchObject({ subject: 'A second factor was removed from your account' })
})
