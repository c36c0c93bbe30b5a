import { createHash, pbkdf2Sync } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import type { Services } from '#platform/context'
import { BrowserSession } from '../../../test/browser-session.ts'
import { contextOf } from '../../../test/context.ts'
import { importUsers, ndjson } from '../../../test/imports.ts'
import { api } from '../../../test/management.ts'
import { anApplication, authorizePath, mailedCode, pkce } from '../../../test/oauth.ts'
import { startServer } from '../../../test/server.ts'
import { startJobs } from '../../../test/worker.ts'
import { createJobTable } from '../../worker.ts'
import { wrapPasswords } from './wrap-passwords.ts'

const server = await startServer()
const calls = await api(server)
const client = await anApplication(server, { settings: { email_method: 'email:password' } })
const { environment } = await contextOf(server)
const { services } = server.opened
const PLACE = { environmentId: environment.id, businessId: environment.businessId }
const FOREVER = new AbortController().signal

const hex = (method: string, text: string) => createHash(method).update(text).digest('hex')
const sha1 = (text: string) => createHash('sha1').update(text).digest()
const django = pbkdf2Sync('secret', 'seasalt', 2_000, 32, 'sha256').toString('base64')

interface FastHash {
  readonly kind: string
  readonly password: string
  readonly described: { readonly hashed_password: string; readonly hashing_method: string }
  /** As it must not lie anywhere. */
  readonly digest: string
}

const FAST: readonly FastHash[] = [
  fast('md5', hex('md5', 'secret')),
  {
    ...fast('ssha', sha1('secretsalt').toString('hex')),
    ...described('ldap', `{SSHA}${Buffer.concat([sha1('secretsalt'), Buffer.from('salt')]).toString('base64')}`),
  },
  crypt('apr1', 'myPassword', '$apr1$r31.....$', 'HqJZimcKQFAMYayBlzkrA/'),
  { ...fast('django', django), ...described('pbkdf2', `pbkdf2_sha256$2000$seasalt$${django}`) },
]

function described(method: string, hash: string): Pick<FastHash, 'described'> {
  return { described: { hashed_password: hash, hashing_method: method } }
}

function fast(kind: string, digest: string): FastHash {
  return { kind, password: 'secret', digest, ...described(kind, digest) }
}

function crypt(kind: string, password: string, start: string, digest: string): FastHash {
  return { kind, password, digest, ...described('crypt', start + digest) }
}

const rowOf = (email: string, one: Pick<FastHash, 'described'> | undefined = FAST[0]) => ({
  email,
  email_verified: true,
  ...one?.described,
})
const numbered = (name: string, count: number) =>
  Array.from({ length: count }, (_, n) => rowOf(`${name}-${String(n)}@wrap.example`))

async function identify(email: string): Promise<BrowserSession> {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce()))
  await browser.submit('identify', { email })
  return browser
}

const signIn = async (email: string, password = 'secret') => (await identify(email)).submit('password', { password })

const hashOf = async (email: string) =>
  (
    await server.query(
      `select hash from password_credentials join identities using (environment_id, user_id) where value = $1`,
      [email],
    )
  )[0]?.['hash']

const reportOf = async (id: string) => (await calls.get(`/imports/${id}`)).body.import
const wrapAll = (differences: Partial<Services> = {}) => wrapPasswords({ ...services, ...differences }, PLACE, FOREVER)

/** The tables in which a digest, or the bytes of its text, lie anywhere. */
async function tablesWithDigests(): Promise<unknown[]> {
  const texts = FAST.flatMap(({ digest }) => [digest, Buffer.from(digest).toString('hex')])
  return server.query(
    `select table_schema, table_name from information_schema.tables,
      lateral (select (xpath('/row/n/text()', query_to_xml(format(
        'select count(*) as n from %I.%I t where exists (
           select from unnest(%L::text[]) as digests (digest) where position(digest in t::text) > 0)',
        table_schema, table_name, $1::text[]), false, true, '')))[1]::text::int as n) counted
     where table_type = 'BASE TABLE' and table_schema in ('public', 'graphile_worker') and n > 0`,
    [texts],
  )
}

test('owners of fast hashes sign in before they are wrapped and after, and no digest lies in clear (52)', async () => {
  const rows = FAST.flatMap((one) => ['before', 'after'].map((when) => rowOf(`${one.kind}-${when}@wrap.example`, one)))
  const { id, state, created } = await importUsers(server, ndjson(...rows))
  expect({ state, created }).toEqual({ state: 'wrapping', created: rows.length })
  expect(await reportOf(id)).toMatchObject({ to_wrap: rows.length, wrapped: 0, finished_on: null })
  expect(await tablesWithDigests()).toEqual([])
  await expectOwners('before', /^sealed:/)
  expect(await reportOf(id)).toMatchObject({ state: 'wrapping', wrapped: FAST.length })

  await wrapAll()
  expect(await reportOf(id)).toMatchObject({ state: 'finished', wrapped: rows.length })
  expect(await tablesWithDigests()).toEqual([])
  await expectOwners('after', /^wrapped:/)
})

/** Each signs in with the right password alone, which is then hashed again. */
async function expectOwners(when: string, form: RegExp): Promise<void> {
  const [first] = FAST
  expect(await signIn(`${String(first?.kind)}-${when}@wrap.example`, String(first?.digest))).not.toContain('code=')
  for (const { kind, password } of FAST) {
    const email = `${kind}-${when}@wrap.example`
    expect(await hashOf(email)).toMatch(form)
    expect(await signIn(email, password)).toContain('code=')
    expect(await hashOf(email)).toMatch(/^\$argon2id\$/)
  }
}

test('a fast hash that is set for one user is sealed and wrapped as well (52)', async () => {
  const identities = [{ type: 'email', is_verified: true, details: { email: 'one@wrap.example' } }]
  const { id } = (await calls.post('/user', { identities })).body
  const password = { hashed_password: hex('md5', 'secret of one'), hashing_method: 'md5' }
  expect((await calls.put(`/users/${String(id)}/password`, password)).status).toBe(200)
  expect(await hashOf('one@wrap.example')).toMatch(/^sealed:/)
  await wrapAll()
  expect(await hashOf('one@wrap.example')).toMatch(/^wrapped:/)
  expect(await signIn('one@wrap.example', 'secret of one')).toContain('code=')
})

test('a reset goes on where the present password is wrapped between the code and the new one (52)', async () => {
  await importUsers(server, ndjson(rowOf('reset@wrap.example')))
  const browser = await identify('reset@wrap.example')
  await browser.submit('forgot')
  await browser.submit('code', { code: await mailedCode(server, 'reset@wrap.example') })
  await wrapAll()
  expect(await hashOf('reset@wrap.example')).toMatch(/^wrapped:/)
  expect(await browser.submit('new-password', { password: 'all my own words' })).toContain('code=')
  expect(await signIn('reset@wrap.example', 'all my own words')).toContain('code=')
})

test('a password that is set while the one before is being wrapped stays (52)', async () => {
  await importUsers(server, ndjson(rowOf('changed@wrap.example')))
  const user = (await calls.get('/users?email=changed@wrap.example')).body.users[0]
  const passwords: Services['passwords'] = {
    ...services.passwords,
    async wrap(imported) {
      const wrapped = await services.passwords.wrap(imported)
      const next = { hashed_password: hex('sha256', 'the next one'), hashing_method: 'sha256' }
      if (imported.includes(hex('md5', 'secret'))) await calls.put(`/users/${String(user.id)}/password`, next)
      return wrapped
    },
  }
  await wrapAll({ passwords })
  expect(await hashOf('changed@wrap.example')).toMatch(/^wrapped:/)
  expect(await signIn('changed@wrap.example')).not.toContain('code=')
  expect(await signIn('changed@wrap.example', 'the next one')).toContain('code=')
})

test('wrapping that a stop cuts off goes on after the start, and two processes wrap nothing twice (52)', async () => {
  const { id } = await importUsers(server, ndjson(...numbered('restart', 12)))
  let wraps = 0
  const stopping = new AbortController()
  const passwords: Services['passwords'] = {
    ...services.passwords,
    wrap(imported) {
      wraps += 1
      if (wraps === 3) stopping.abort()
      return services.passwords.wrap(imported)
    },
  }
  await wrapPasswords({ ...services, passwords }, PLACE, stopping.signal)
  expect(await reportOf(id)).toMatchObject({ state: 'wrapping', to_wrap: 12, wrapped: 3 })

  const jobs = () => createJobTable({ ...services, passwords })
  await Promise.all([startJobs(server, { jobs: jobs() }), startJobs(server, { jobs: jobs() })])
  const more = await importUsers(server, ndjson(...numbered('more', 12)))
  await vi.waitFor(async () => {
    const reports = await Promise.all([reportOf(id), reportOf(more.id)])
    expect(reports).toMatchObject([
      { state: 'finished', wrapped: 12 },
      { state: 'finished', wrapped: 12 },
    ])
  }, 30_000)
  expect(wraps).toBe(24)
  expect(await signIn('restart-11@wrap.example')).toContain('code=')
})
