import { expect, test } from 'vitest'
import { BrowserSession } from '../../../test/browser-session.ts'
import { anOwnerSignedIn } from '../../../test/console.ts'
import { api, PRODUCTION, refusal } from '../../../test/management.ts'
import { anApplication, authorizePath, exchange, pkce, refresh, signUp, type Tokens } from '../../../test/oauth.ts'
import { aUser } from '../../../test/organizations.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const client = await anApplication(server, { settings: { email_method: 'email:password' } })

const give = (id: string, by = calls) => by.post(`/users/${id}/temporary_password`)

async function signIn(email: string, password: string): Promise<BrowserSession> {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce()))
  await browser.submit('identify', { email })
  await browser.submit('password', { password })
  return browser
}

test('a temporary password leads to a password of their own, and opens nothing afterwards (M2-10)', async () => {
  const id = await aUser(calls, { email: 'ada@example.com' })
  const { status, body } = await give(id)
  expect([status, body.password]).toEqual([200, expect.stringMatching(/^(?:[a-z2-9]{5}-){3}[a-z2-9]{5}$/)])
  const browser = await signIn('ada@example.com', body.password)
  await browser.submit('new-password', { password: body.password })
  expect(browser.page?.status).toBe(400)
  expect(await browser.submit('new-password', { password: 'words of their own' })).toContain('code=')
  const again = await signIn('ada@example.com', body.password)
  expect(again.page?.status).toBe(400)
})

test('a second temporary password takes the place of the first, and a reset that was asked for is over', async () => {
  const email = 'twice@example.com'
  const id = await aUser(calls, { email })
  await calls.patch(`/user?id=${id}`, { is_password_reset_requested: true })
  const [first, second] = [(await give(id)).body.password, (await give(id)).body.password]
  expect((await signIn(email, first)).page?.status).toBe(400)
  const browser = await signIn(email, second)
  expect(await browser.submit('new-password', { password: 'words of their own' })).toContain('code=')
})

test('sessions and tokens of the user end when a temporary password is given (AS-30)', async () => {
  const code = await anApplication(server)
  const tokens = (await (await exchange(server, code, await signUp(server, code, 'held@example.com'))).json()) as Tokens
  const { body } = await calls.get('/users?email=held@example.com')
  await give(body.users[0].id)
  expect((await refresh(server, code, tokens.refresh_token)).status).toBe(400)
  expect((await calls.get(`/users/${String(body.users[0].id)}/sessions`)).body.sessions).toEqual([])
})

test('a user without a verified email, and one of another environment, get no temporary password (M2-9, ATO-11)', async () => {
  const details = { email: 'unproven@example.com' }
  const { id } = (await calls.post('/user', { identities: [{ type: 'email', details }] })).body
  expect(await give(id)).toMatchObject(refusal(400, 'VERIFIED_EMAIL_REQUIRED'))
  const stranger = await aUser(await api(server, { origin: PRODUCTION }))
  expect(await give(stranger)).toMatchObject(refusal(404, 'USER_NOT_FOUND'))
})

test('the password is in neither event nor audit entry, and the entry names the user (M2-13, ATO-37)', async () => {
  const owner = await anOwnerSignedIn(server)
  const made = await owner.call('POST', '/user', {
    identities: [{ type: 'email', is_verified: true, details: { email: 'told@example.com' } }],
  })
  const { body } = await owner.call('POST', `/users/${String(made.body.id)}/temporary_password`)
  expect(body.password).toHaveLength(23)
  const entries = await server.query(
    `select * from audit_entries where action = 'createTemporaryPassword' and data ->> 'source' = 'admin'`,
  )
  expect(entries).toMatchObject([{ subject: made.body.id, outcome: 'succeeded' }])
  const events = await server.query('select * from events')
  expect(JSON.stringify([entries, events])).not.toContain(body.password)
})
