import { hashSync } from 'bcryptjs'
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { BrowserSession } from '../../../test/browser-session.ts'
import { importUsers, ndjson } from '../../../test/imports.ts'
import { anApplication, authorizePath, pkce } from '../../../test/oauth.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const client = await anApplication(server, { settings: { email_method: 'email:password' } })

async function signIn(email: string, password: string): Promise<string> {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce()))
  await browser.submit('identify', { email })
  return browser.submit('password', { password })
}

const hashOf = async (email: string) =>
  (
    await server.query(
      `select hash from password_credentials join identities using (environment_id, user_id) where value = $1`,
      [email],
    )
  )[0]?.['hash']

const DECOMPOSED = 'u\u0308ber alle Berge'
const COMPOSED = 'über alle Berge'

test.each([
  ['decomposed letters', DECOMPOSED, COMPOSED],
  ['a no-break space', 'over\u00A0the hills', 'over the hills'],
])('%s in a password of another system sign in as typed, and either form hashes it again (U5-3)', async (...row) => {
  const [what, typed, otherwise] = row
  const email = `${what.replaceAll(' ', '-')}@example.com`
  await importUsers(server, ndjson({ email, email_verified: true, hashed_password: hashSync(typed, 4) }))
  expect(await signIn(email, typed)).toContain('code=')
  expect(await hashOf(email)).toMatch(/^\$argon2id\$/)
  expect(await signIn(email, otherwise)).toContain('code=')
})

test('a bcrypt password over 72 bytes is not hashed again from a text that only begins like it (ATO-34)', async () => {
  const email = 'long@example.com'
  const right = `${'a long sentence '.repeat(5)}and its end`
  await importUsers(server, ndjson({ email, email_verified: true, hashed_password: hashSync(right, 4) }))
  expect(await signIn(email, `${right} mistyped`)).toContain('code=')
  expect(await hashOf(email)).toMatch(/^imported:/)
  expect(await signIn(email, right)).toContain('code=')
})

test('a row of firebase-scrypt takes its parameters from itself, or from the first line', async () => {
  const config = {
    signer_key: 'jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==',
    salt_separator: 'Bw==',
    rounds: 8,
    mem_cost: 14,
  }
  const password = {
    hashing_method: 'firebase-scrypt',
    hashed_password: 'lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==',
    salt: '42xEC+ixf3L2lw==',
  }
  const { signer_key: key, salt_separator: separator, ...cost } = config
  const inside = { email: 'inside@example.com', email_verified: true, ...password, ...config }
  const before = { hash_config: { base64_signer_key: key, base64_salt_separator: separator, ...cost } }
  await importUsers(server, ndjson(inside, before, { email: 'before@example.com', email_verified: true, password }))
  expect(await signIn('inside@example.com', 'user1password')).toContain('code=')
  expect(await signIn('before@example.com', 'user1password')).toContain('code=')
})

test('a hash that costs too much is refused with its line, and the others of the file are imported (ATO-20)', async () => {
  const costly = '$argon2id$v=19$m=4194304,t=3,p=1$c2l4dGVlbiBieXRlcyBvZg$c2l4dGVlbiBieXRlcyBvZg'
  const hash = createHash('sha256').update('any words at all').digest('base64')
  const imported = await importUsers(
    server,
    ndjson(
      { email: 'cheap@example.com', hashed_password: hash, hashing_method: 'sha256' },
      { email: 'costly@example.com', hashed_password: costly },
    ),
  )
  expect(imported).toMatchObject({ created: 1, refused: 1, codes: ['PASSWORD_HASH_TOO_COSTLY'] })
})

test('ATO-10 the cost of a hash from another system is known until its owner signs in, and wrong passwords are refused', async () => {
  const email = 'steady@example.com'
  await importUsers(server, ndjson({ email, email_verified: true, hashed_password: hashSync('a bcrypt password', 9) }))
  const cost = () =>
    server.query(
      `select verify_ms from password_credentials join identities using (environment_id, user_id) where value = $1`,
      [email],
    )
  expect(await cost()).toEqual([{ verify_ms: 24 }])
  const guesses = [signIn(email, 'not this one'), signIn('nobody@example.com', 'not this one')]
  expect((await Promise.all(guesses)).filter((location) => location.includes('code='))).toEqual([])
  expect(await signIn(email, 'a bcrypt password')).toContain('code=')
  expect(await cost()).toEqual([{ verify_ms: null }])
})
