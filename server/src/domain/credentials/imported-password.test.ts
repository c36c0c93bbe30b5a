import { hashSync } from 'bcryptjs'
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { BrowserSession } from '../../../test/browser-session.ts'
import { importUsers, ndjson } from '../../../test/imports.ts'
import { api, PRODUCTION, refusal } from '../../../test/management.ts'
import { anApplication, authorizePath, claimsOf, exchange, pkce, refresh, type Tokens } from '../../../test/oauth.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const foreign = await api(server, { origin: PRODUCTION })
const client = await anApplication(server, { settings: { email_method: 'email:password' } })
const PASSWORD = 'correct horse battery'
const BCRYPT = { hashed_password: hashSync(PASSWORD, 5) }

async function aUser(email: string, password?: object): Promise<string> {
  const { id } = (await calls.post('/user', { identities: [{ type: 'email', is_verified: true, details: { email } }] }))
    .body
  if (password) expect((await calls.put(`/users/${String(id)}/password`, password)).status).toBe(200)
  return id
}

async function signIn(email: string, password = PASSWORD) {
  const browser = new BrowserSession(server)
  const proof = pkce()
  await browser.open(authorizePath(client, proof))
  await browser.submit('identify', { email })
  return { browser, proof, location: await browser.submit('password', { password }) }
}

const hashOf = async (id: string) =>
  (
    await server.query(`select hash from password_credentials where 'kp_' || replace(user_id::text, '-', '') = $1`, [
      id,
    ])
  )[0]?.['hash']

test('a user from another system signs in as before, and the password is hashed again (U5-3, M2-6)', async () => {
  const id = await aUser('moved@example.com', BCRYPT)
  expect((await signIn('moved@example.com')).location).toContain('code=')
  expect(await hashOf(id)).toMatch(/^\$argon2id\$/)
  expect((await signIn('moved@example.com')).location).toContain('code=')
})

test('a user who was imported with a verified address need not verify it (U1-18)', async () => {
  const email = 'verified@example.com'
  const imported = await importUsers(server, ndjson({ email, email_verified: true, ...BCRYPT }))
  const { proof, location } = await signIn(email)
  const tokens = (await (await exchange(server, client, { callback: new URL(location), proof })).json()) as Tokens

  expect(imported).toMatchObject({ created: 1, refused: 0 })
  expect(claimsOf(tokens.id_token)).toMatchObject({ email, email_verified: true, amr: ['pwd'] })
})

test('a wrong password leaves the hash as it came', async () => {
  const id = await aUser('guessed@example.com', BCRYPT)
  const before = await hashOf(id)
  expect((await signIn('guessed@example.com', 'not this one')).browser.page?.status).toBe(400)
  expect(await hashOf(id)).toBe(before)
})

test('all of several simultaneous sign-ins succeed, and one hashes the password again', async () => {
  const id = await aUser('twice@example.com', {
    hashed_password: createHash('sha256').update(`${PASSWORD}pepper`).digest('hex'),
    hashing_method: 'sha256',
    salt: 'pepper',
    salt_position: 'suffix',
  })
  const all = await Promise.all(Array.from({ length: 4 }, () => signIn('twice@example.com')))
  expect(all.filter(({ location }) => !location.includes('code='))).toEqual([])
  expect(await hashOf(id)).toMatch(/^\$argon2id\$/)
})

test('a temporary password works once and leads to a new password (M2-10)', async () => {
  await aUser('temporary@example.com', { ...BCRYPT, is_temporary_password: true })
  const { browser } = await signIn('temporary@example.com')
  expect(await browser.submit('new-password', { password: 'all my own words' })).toContain('code=')
  expect((await signIn('temporary@example.com', PASSWORD)).browser.page?.status).toBe(400)
  expect((await signIn('temporary@example.com', 'all my own words')).location).toContain('code=')
})

test('a new password ends the sessions and grants of the former one (AS-30)', async () => {
  const id = await aUser('replaced@example.com', BCRYPT)
  const { browser, proof, location } = await signIn('replaced@example.com')
  const tokens = (await (await exchange(server, client, { proof, callback: new URL(location) })).json()) as Tokens
  await calls.put(`/users/${id}/password`, { hashed_password: hashSync('another one', 4) })
  expect((await refresh(server, client, tokens.refresh_token)).status).toBe(400)
  const silent = await browser.open(authorizePath(client, pkce(), { prompt: 'none' }))
  expect(silent).toContain('error=login_required')
})

test.each([
  ['no hash of the method', { hashed_password: PASSWORD }, 'INVALID_PASSWORD_HASH'],
  ['one that costs too much', { hashed_password: `$2b$31$${'x'.repeat(53)}` }, 'PASSWORD_HASH_TOO_COSTLY'],
  ['a parameter of another method', { ...BCRYPT, rounds: 8 }, 'INVALID_PASSWORD_HASH'],
  ['an unknown method', { ...BCRYPT, hashing_method: 'rot13' }, 'INVALID_BODY'],
  ['nothing', {}, 'INVALID_BODY'],
])('%s is refused and leaves the present password', async (what, body, code) => {
  const id = await aUser(`${what.replaceAll(' ', '-')}@example.com`, BCRYPT)
  const before = await hashOf(id)
  expect(await calls.put(`/users/${id}/password`, body)).toMatchObject(refusal(400, code))
  expect(await hashOf(id)).toBe(before)
})

test('a hash of no bytes, which every password would open, is refused (ATO-20)', async () => {
  const id = await aUser('empty@example.com')
  const nothing = { hashed_password: 'A', signer_key: 'A', salt: 'AAAA', salt_separator: 'A', rounds: 8, mem_cost: 14 }
  expect(await calls.put(`/users/${id}/password`, { hashing_method: 'firebase-scrypt', ...nothing })).toMatchObject(
    refusal(400, 'INVALID_PASSWORD_HASH'),
  )
  expect(await hashOf(id)).toBeUndefined()
})

test('a password longer than the limit of crypt is wrong, and costs nothing (ATO-20)', async () => {
  await aUser('endless@example.com', {
    hashed_password: `$6$rounds=200000$ab$${'x'.repeat(86)}`,
    hashing_method: 'crypt',
  })
  expect((await signIn('endless@example.com', 'x'.repeat(4_000))).browser.page?.status).toBe(400)
})

test('no event contains a hash (M2-13)', async () => {
  const id = await aUser('silent@example.com', BCRYPT)
  const events = await server.query('select data::text from events where subject = $1', [id])
  expect(events).toHaveLength(2)
  expect(JSON.stringify(events)).not.toContain('$2')
})

test('no caller sets a password in another environment (ATO-11)', async () => {
  const id = await aUser('mine@example.com', BCRYPT)
  const before = await hashOf(id)
  expect(await foreign.put(`/users/${id}/password`, BCRYPT)).toMatchObject(refusal(404, 'USER_NOT_FOUND'))
  expect(await hashOf(id)).toBe(before)
})
