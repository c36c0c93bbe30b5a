import { hashSync } from 'bcryptjs'
import { expect, test, vi } from 'vitest'
import { idFromHex } from '#platform/ids'
import { contextOf } from '../../../test/context.ts'
import { api, managementToken, PRODUCTION, refusal, type Answer } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'
import { startJobs } from '../../../test/worker.ts'
import { runImport } from './run-import.ts'

const server = await startServer()
const calls = await api(server)
const foreign = await api(server, { origin: PRODUCTION })
const { environment } = await contextOf(server)
const FOREVER = new AbortController().signal

async function send(body: string, { type = 'text/csv', query = '', token = '' } = {}): Promise<Answer> {
  const response = await server.request(`/api/v1/imports/users${query}`, {
    method: 'POST',
    headers: {
      'content-type': type,
      authorization: `Bearer ${token === '' ? await managementToken(server) : token}`,
    },
    body,
  })
  return { status: response.status, body: await response.json(), headers: response.headers }
}

const jobOf = (id: string) => ({
  environmentId: environment.id,
  businessId: environment.businessId,
  id: idFromHex(id, 'import_') ?? '',
})

/** Sends a file, has it read to its end, and returns the report. */
async function run(body: string, options: Parameters<typeof send>[1] = {}) {
  const { id } = (await send(body, options)).body.import
  await runImport(server.opened.services, jobOf(id), FOREVER)
  // The worker of another test may have been faster, and reads on.
  return vi.waitFor(async () => {
    const report = (await calls.get(`/imports/${String(id)}`)).body.import
    expect(report.state).toMatch(/finished|failed/)
    return { id, ...report }
  })
}

const ndjson = (...rows: unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n')
const NDJSON = { type: 'application/x-ndjson' }
const problemsOf = async (id: string) => (await calls.get(`/imports/${id}/problems`)).body.problems
const found = async (filter: string) =>
  (await calls.get(`/users?${filter}&expand=organizations,identities`)).body.users[0]
const counted = async (what: string) => (await server.query(`select count(*)::int as n from ${what}`))[0]?.['n']

test('a file of CSV becomes users with identities, names and the default organization (U5-1)', async () => {
  const report = await run(
    'id,Email,email_verified,phone,phone_country_id,username,first name,last_name,picture\r\n' +
      'c-1,Ada@Csv.example,TRUE,0426 148 001,au,Ada_C,Ada,"Lovelace, née Byron",https://a.example/a.png\r\n' +
      'c-2,bob@csv.example,,,,,José,,\r\n',
  )
  expect(report).toMatchObject({ state: 'finished', progress: 1, rows: 2, created: 2, existing: 0, refused: 0 })
  expect(await found('email=ada@csv.example')).toMatchObject({
    provided_id: 'c-1',
    email: 'Ada@csv.example',
    phone: '+61426148001',
    username: 'Ada_C',
    last_name: 'Lovelace, née Byron',
    organizations: [expect.stringMatching(/^org_/)],
  })
  const results = (await calls.get('/search/users?query=jose')).body.results
  expect(results).toMatchObject([{ provided_id: 'c-2' }])
})

test('a row that nests without end is refused, and the rest is read (ATO-40)', async () => {
  const deep = `{"id":"deep","identities":[{"type":"email","identity":"d@e.example","profile":${'['.repeat(30_000)}${']'.repeat(30_000)}}]}`
  const report = await run(`${deep}\n${JSON.stringify({ id: 'flat', email: 'flat@deep.example' })}`, NDJSON)
  expect(report).toMatchObject({ state: 'finished', created: 1, refused: 1 })
  expect(await problemsOf(report.id)).toMatchObject([{ row: 1, code: 'BODY_TOO_DEEP' }])
})

test('an import of nothing but wrong rows is given up, without a record of every row', async () => {
  const { id } = (await send('x\n'.repeat(1_000), NDJSON)).body.import
  await server.query(`update imports set refused_rows = 99900 where id = $1`, [jobOf(String(id)).id])
  await runImport(server.opened.services, jobOf(String(id)), FOREVER)
  const report = (await calls.get(`/imports/${String(id)}`)).body.import
  expect(report).toMatchObject({ state: 'failed', rows: 500, refused: 100_400 })
  expect((await problemsOf(String(id))).at(-1)).toMatchObject({ code: 'INVALID_ROW' })
})

test('a file of NDJSON becomes users with several identities', async () => {
  const report = await run(
    ndjson({
      id: 'n-1',
      first_name: 'Grace',
      created_on: '2020-01-01',
      identities: [
        { type: 'email', identity: 'grace@nd.example', is_verified: true },
        { type: 'email', identity: 'hopper@nd.example' },
        { type: 'username', identity: 'grace' },
      ],
    }),
    NDJSON,
  )
  expect(report).toMatchObject({ format: 'ndjson', created: 1 })
  const { id } = await found('username=grace')
  const { identities } = (await calls.get(`/users/${String(id)}/identities`)).body
  expect(identities).toMatchObject([
    { name: 'grace@nd.example', is_primary: true, is_confirmed: true },
    { name: 'hopper@nd.example', is_primary: false, is_confirmed: false },
    { name: 'grace', is_primary: true },
  ])
})

test('an import sends nobody mail and fires no user.created (U1-23, U7-3)', async () => {
  const before = [await counted('mail_messages'), await counted(`events where type = 'user.created'`)]
  await run('email\nsilent@quiet.example')
  expect([await counted('mail_messages'), await counted(`events where type = 'user.created'`)]).toEqual(before)
})

test('a file sent twice changes nothing the second time', async () => {
  const file = 'id,email,username\nt-1,twice@t.example,twice_t\n,thrice@t.example,\n'
  expect(await run(file)).toMatchObject({ created: 2 })
  expect(await run(file)).toMatchObject({ created: 0, existing: 2, refused: 0 })
})

test('the report lists each wrong row with its reason, and the others are imported', async () => {
  await calls.post('/user', { identities: [{ type: 'username', details: { username: 'Taken' } }] })
  const report = await run(
    [
      'id,email,username,phone,external_organization_id,password',
      'p-1,ok@p.example,,,,',
      'p-2,nobody,,,,',
      'p-3,,taken,,,',
      'p-4,ok@p.example,,,,',
      'p-5,org@p.example,,,nowhere,',
      'p-6,,,12,,',
      ',,,,,',
      'p-7,clear@p.example,,,,secret',
      'p-8,a,b,c,d,e,f',
      'p-9,also-ok@p.example,,,,',
    ].join('\n'),
  )
  expect(report).toMatchObject({ rows: 10, created: 2, refused: 8 })
  expect((await problemsOf(report.id)).map(({ row, code }: { row: number; code: string }) => [row, code])).toEqual([
    [2, 'INVALID_EMAIL'],
    [3, 'IDENTITY_TAKEN'],
    [4, 'IDENTITY_TAKEN'],
    [5, 'ORGANIZATION_NOT_FOUND'],
    [6, 'INVALID_PHONE'],
    [7, 'EMPTY_ROW'],
    [8, 'INVALID_ROW'],
    [9, 'INVALID_ROW'],
  ])
})

test('a rehearsal reports what would happen and writes nothing', async () => {
  const users = await counted('users')
  const rows = Array.from({ length: 600 }, (_, at) => `dry-${String(at)}@dry.example`)
  const report = await run(['email', ...rows, rows[0], 'nobody'].join('\n'), { query: '?dry_run=true' })
  expect(report).toMatchObject({ is_dry_run: true, rows: 602, created: 600, existing: 1, refused: 1 })
  expect(await counted('users')).toBe(users)
  expect(await counted('import_keys')).toBe(0)
})

test('users join the organizations of a file, with its roles or else those of new members', async () => {
  const org = (await calls.post('/organization', { name: 'Acme', external_id: 'acme-1' })).body.organization.code
  await calls.post('/roles', { name: 'Editor', key: 'editor' })
  await calls.post('/roles', { name: 'Member', key: 'member', is_default_role: true })
  await run(
    ndjson(
      { id: 'o-1', organizations: [{ external_id: 'acme-1', roles: ['editor'] }] },
      { id: 'o-2', organizations: [org] },
      { id: 'o-3', organizations: [{ code: org, roles: ['no-such-role'] }] },
    ),
    NDJSON,
  )
  const { organization_users: members } = (await calls.get(`/organizations/${String(org)}/users`)).body
  expect(members.map(({ roles }: { roles: string[] }) => roles)).toEqual(
    expect.arrayContaining([['editor'], ['member']]),
  )
  expect(members).toHaveLength(2)
})

test.each([
  ['a password', { password: { hashed_password: hashSync('p', 4) } }, 'update:user_passwords'],
  ['an organization', { organizations: ['org_00000000000'] }, 'create:organization_users'],
  ['a role', { organizations: [{ code: 'x', roles: ['admin'] }] }, 'create:organization_user_roles'],
])('%s in a row needs the scope for that (ATO-20, ATO-24)', async (what, fields, scope) => {
  const all = ['create:users', 'create:organization_users', 'read:users'].filter((one) => one !== scope)
  const token = await managementToken(server, { scopes: all })
  const report = await run(ndjson({ id: what, ...fields }), { ...NDJSON, token })
  expect(report).toMatchObject({ created: 0, refused: 1 })
  expect(await problemsOf(report.id)).toMatchObject([
    { code: 'INSUFFICIENT_SCOPE', message: expect.stringContaining(scope) },
  ])
})

test('password hashes come along, those of Firebase without the key of the project (U5-3)', async () => {
  const key = 'jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA=='
  const config = { algorithm: 'SCRYPT', base64_signer_key: key, base64_salt_separator: 'Bw==', rounds: 8, mem_cost: 14 }
  const report = await run(
    ndjson(
      { hash_config: config },
      {
        localId: 'fb-1',
        email: 'fire@base.example',
        emailVerified: true,
        displayName: 'Fire Base User',
        passwordHash: 'lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==',
        salt: '42xEC+ixf3L2lw==',
        providerUserInfo: [],
      },
    ),
    NDJSON,
  )
  const [row] = await server.query(
    `select hash, given_name from password_credentials join users on id = user_id where provided_id = 'fb-1'`,
  )
  expect(report).toMatchObject({ created: 1 })
  expect(row).toMatchObject({ given_name: 'Fire' })
  expect(await server.opened.services.passwords.verify(String(row?.['hash']), 'user1password')).toBe(true)
  expect(String(row?.['hash'])).not.toContain(key)
})

test('an import that was stopped goes on where it was, without a row lost or done twice (REL-05)', async () => {
  const rows = Array.from({ length: 1_600 }, (_, at) => `"stop, ${String(at)}",stop-${String(at)}@stop.example`)
  const { id } = (await send(['first_name,email', ...rows].join('\r\n'))).body.import
  const stopping = new AbortController()
  stopping.abort()
  await runImport(server.opened.services, jobOf(id), stopping.signal)
  const half = (await calls.get(`/imports/${String(id)}`)).body.import
  await runImport(server.opened.services, jobOf(id), FOREVER)
  const whole = (await calls.get(`/imports/${String(id)}`)).body.import
  expect(half).toMatchObject({ state: 'running', rows: 500, created: 500 })
  expect(whole).toMatchObject({ state: 'finished', rows: 1_600, created: 1_600, refused: 0 })
  expect(await counted(`identities where normalized like 'stop-%'`)).toBe(1_600)
})

test('two processes that read the same file do each row once', async () => {
  const rows = Array.from({ length: 2_000 }, (_, at) => `race-${String(at)}@race.example`)
  const { id } = (await send(['email', ...rows].join('\n'))).body.import
  await Promise.all([1, 2].map(() => runImport(server.opened.services, jobOf(id), FOREVER)))
  expect((await calls.get(`/imports/${String(id)}`)).body.import).toMatchObject({ state: 'finished', created: 2_000 })
})

test('a user who is in a file twice is created once, and the reasons of rows keep their order', async () => {
  const rows = Array.from({ length: 1_500 }, (_, at) =>
    at % 600 === 1 ? 'wrong' : `again-${String(at % 600)}@again.example`,
  )
  const report = await run(`email\n${rows.join('\n')}\n`)
  expect(report).toMatchObject({ rows: 1_500, created: 599, existing: 898, refused: 3 })
  expect((await problemsOf(report.id)).map(({ row }: { row: number }) => row)).toEqual([2, 602, 1_202])
})

test('an import in the background finishes by itself and leaves nothing of the file', async () => {
  await startJobs(server)
  const { id } = (await send('email\nback@ground.example')).body.import
  await vi.waitFor(async () => expect((await calls.get(`/imports/${String(id)}`)).body.import.state).toBe('finished'), {
    timeout: 20_000,
  })
  expect(await found('email=back@ground.example')).toBeDefined()
  expect(await counted('import_parts')).toBe(0)
})

test('a file is kept sealed while it waits', async () => {
  const { id } = (await send('email\nsealed@wait.example')).body.import
  const parts = await server.query(`select encode(content_sealed, 'escape') as text from import_parts`)
  expect(JSON.stringify(parts)).not.toContain('sealed@wait')
  expect((await calls.delete(`/imports/${String(id)}`)).status).toBe(200)
})

test.each([
  ['of another type', '{}', 'application/xml', 'UNSUPPORTED_CONTENT_TYPE'],
  ['that is empty', '', 'text/csv', 'FILE_EMPTY'],
])('a file %s is refused and leaves nothing', async (_what, body, type, code) => {
  const before = await counted('imports')
  expect(await send(body, { type })).toMatchObject(refusal(400, code))
  expect(await counted('imports')).toBe(before)
})

test.each([
  ['no UTF-8 and no JSON', 'not json\n{"id":"j-1"}\n[1]\n"text"\n', { created: 1, refused: 3 }],
  [
    'NUL and lone surrogates',
    '{"id":"a\\u0000b"}\n{"id":"\\ud800"}\n{"first_name":"\\ud800","id":"j-2"}',
    { refused: 3 },
  ],
  ['names that are no data', '{"__proto__":{"id":"x"},"id":"j-3"}\n', { refused: 1 }],
])('a file with %s is read to its end', async (_what, body, expected) => {
  expect(await run(body, NDJSON)).toMatchObject({ state: 'finished', ...expected })
})

test('imports are listed, the newest first, page by page', async () => {
  await run('email\nlist1@list.example')
  const newest = (await run('email\nlist2@list.example')).id
  const { body } = await calls.get('/imports?page_size=1')
  expect(body.imports).toMatchObject([{ id: newest }])
  const next = await calls.get(`/imports?page_size=1&next_token=${String(body.next_token)}`)
  expect(next.body.imports[0].id).not.toBe(newest)
})

test('imports of another environment answer like none (ATO-11)', async () => {
  const { id } = await run('email\nmine@mine.example')
  for (const answer of [
    await foreign.get(`/imports/${String(id)}`),
    await foreign.get(`/imports/${String(id)}/problems`),
    await foreign.delete(`/imports/${String(id)}`),
  ])
    expect(answer).toMatchObject(refusal(404, 'IMPORT_NOT_FOUND'))
  expect((await foreign.get('/imports')).body.imports).toEqual([])
})

const sendOrganizations = async (body: string) => {
  const response = await server.request('/api/v1/imports/organizations', {
    method: 'POST',
    headers: { 'content-type': 'text/csv', authorization: `Bearer ${await managementToken(server)}` },
    body,
  })
  const { id } = ((await response.json()) as { import: { id: string } }).import
  await runImport(server.opened.services, jobOf(id), FOREVER)
  return { id, ...(await calls.get(`/imports/${id}`)).body.import }
}

test('organizations are imported by name and id, and renamed by the next file (O1-6)', async () => {
  const report = await sendOrganizations('name, id\nalpha, a001\n"beta, Inc.", b002\n, c003\nno id,\n')
  const again = await sendOrganizations('name,id\nAlpha,a001\n"beta, Inc.",b002\n')
  const names = await server.query(`select name from organizations where external_id in ('a001', 'b002') order by 1`)
  expect(report).toMatchObject({ kind: 'organizations', created: 2, existing: 0, refused: 2 })
  expect(again).toMatchObject({ created: 0, existing: 2, refused: 0 })
  expect(names.map(({ name }) => name)).toEqual(['Alpha', 'beta, Inc.'])
})

test('a username that somebody has is a problem of its row, in whatever case (U5-4)', async () => {
  await run('{"id":"name-1","username":"RosyRose"}\n', NDJSON)
  expect(await run('{"id":"name-2","username":"rosyROSE"}\n{"username":"ROSYrose"}\n', NDJSON)).toMatchObject({
    created: 0,
    existing: 0,
    refused: 2,
  })
})
