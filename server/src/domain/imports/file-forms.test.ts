import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { idFromHex } from '#platform/ids'
import { contextOf } from '../../../test/context.ts'
import { api, managementToken, refusal } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'
import { runImport } from './run-import.ts'

const server = await startServer()
const calls = await api(server)
const token = await managementToken(server)
const { environment } = await contextOf(server)

interface SentFile {
  readonly type?: string
  readonly kind?: 'users' | 'organizations'
  readonly headers?: Record<string, string>
}

async function send(body: string | Buffer, { type = 'text/csv', kind = 'users', headers = {} }: SentFile = {}) {
  const response = await server.request(`/api/v1/imports/${kind}`, {
    method: 'POST',
    headers: { 'content-type': type, authorization: `Bearer ${token}`, ...headers },
    body: new Uint8Array(Buffer.from(body)),
  })
  return { status: response.status, body: JSON.parse(await response.text()) }
}

/** Sends a file, has it read to its end, and returns what became of it. */
async function run(body: string | Buffer, sent: SentFile = {}) {
  const { id } = (await send(body, sent)).body.import
  const job = { environmentId: environment.id, businessId: environment.businessId, id: idFromHex(id, 'import_') ?? '' }
  await runImport(server.opened.services, job, new AbortController().signal)
  const { state, created, rows } = (await calls.get(`/imports/${String(id)}`)).body.import
  const { problems } = (await calls.get(`/imports/${String(id)}/problems`)).body
  return { state, created, rows, problems }
}

const nameOf = async (email: string) =>
  (
    await server.query(`select given_name from users join identities on user_id = users.id where normalized = $1`, [
      email,
    ])
  )[0]?.['given_name']

test.each([
  ['a workbook', Buffer.from('PK\x03\x04\x14\x00\x06\x00'), 'Excel workbook'],
  ['a file of gzip', gzipSync('email\nada@gzip.example'), 'gzip'],
  ['a list of JSON', Buffer.from('[{"email":"ada@list.example"}]'), 'JSON'],
])('%s that is sent as CSV is refused at once, with what to send instead', async (_name, body, word) => {
  const answer = await send(body)
  expect(answer).toMatchObject(refusal(400, 'UNSUPPORTED_FILE'))
  expect(answer.body.errors[0].message).toContain(word)
})

test('a body with a content encoding is refused by 415 (RFC 9110 section 15.5.16)', async () => {
  const answer = await send(gzipSync('email\nada@gzip.example'), { headers: { 'content-encoding': 'gzip' } })
  expect(answer).toMatchObject(refusal(415, 'UNSUPPORTED_CONTENT_ENCODING'))
})

test('a quote that is never closed ends the import with the line', async () => {
  const report = await run('email,first_name\nada@quote.example,Ada\nbob@quote.example,"Bob\neve@quote.example,Eve\n')
  expect(report).toMatchObject({ state: 'failed', problems: [{ code: 'MALFORMED_FILE' }] })
  expect(report.problems[0].message).toContain('Line 3 ')
})

test('a row that never ends fails too, however long the file is', async () => {
  const report = await run(`email\n"${'a'.repeat(200_000)}`)
  expect(report).toMatchObject({ state: 'failed', problems: [{ row: 1, code: 'MALFORMED_FILE' }] })
})

test.each([
  ['CR alone', 'email,first_name\rcr1@ends.example,Cy\rcr2@ends.example,Di\r'],
  ['CR and LF', 'email,first_name\r\ncl1@ends.example,Cy\r\ncl2@ends.example,Di'],
  ['semicolons', 'email;first_name\nse1@ends.example;"Cy, the first"\nse2@ends.example;Di\n'],
  ['tabs', 'email\tfirst_name\nta1@ends.example\tCy\nta2@ends.example\tDi\n'],
  ['sep= before the names', 'sep=|\r\nemail|first_name\r\nsp1@ends.example|Cy\r\nsp2@ends.example|Di\r\n'],
  ['empty columns at the end', 'email,first_name,,\nec1@ends.example,Cy,,\nec2@ends.example,Di,,\n'],
])('a file with %s is read', async (_name, body) => {
  expect(await run(body)).toMatchObject({ state: 'finished', created: 2, problems: [] })
})

test('reading goes on behind the lines that are no rows', async () => {
  const rows = Array.from({ length: 600 }, (_, at) => `go-${String(at)}@on.example;Go`)
  expect(await run(['sep=;', 'email;first_name', ...rows].join('\r\n'))).toMatchObject({ created: 600, rows: 600 })
})

test.each([
  ['names that are not known', 'e-mail address;vorname\nada@wrong.example;Ada\n', 'UNKNOWN_COLUMNS'],
  ['no names', 'ada@wrong.example,Ada\nbob@wrong.example,Bob\n', 'UNKNOWN_COLUMNS'],
  ['a column twice', 'email,email\nada@wrong.example,bob@wrong.example\n', 'COLUMN_REPEATED'],
])('a first line with %s is one problem of the file', async (_name, body, code) => {
  expect(await run(body)).toMatchObject({ state: 'failed', rows: 0, problems: [{ row: 0, code }] })
})

test('the problem names the columns that were found and those that are possible', async () => {
  const { problems } = await run('Nachname;name\nx;y\n', { kind: 'organizations' })
  expect(problems[0].message).toBe(
    'The first line must name the columns. Not known: "nachname". Found: "nachname", "name". ' +
      'Possible: name, id, external_id, code, handle, is_default, created_on.',
  )
})

test('a value in a column without a name is a problem of its row', async () => {
  const { problems } = await run('email,\nada@unnamed.example,lost\n')
  expect(problems).toMatchObject([{ row: 1, code: 'INVALID_ROW', message: expect.stringContaining('"lost"') }])
})

const latin = (text: string) => Buffer.from(text, 'latin1')
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')

test.each([
  [
    'windows-1252',
    'text/csv; charset=windows-1252',
    latin('email,first_name\njl@code.example,Jürgen\n'),
    'jl@code.example',
  ],
  [
    'ISO-8859-1',
    'text/csv;charset="ISO-8859-1"',
    latin('email,first_name\nji@code.example,Jürgen\n'),
    'ji@code.example',
  ],
  ['UTF-16 with a mark', 'text/csv', utf16('email\tfirst_name\nju@code.example\tJürgen\n'), 'ju@code.example'],
  ['UTF-8 with a mark', 'text/csv', Buffer.from('\ufeffemail,first_name\njm@code.example,Jürgen\n'), 'jm@code.example'],
])('a file in %s is read as it was meant', async (_name, type, body, email) => {
  await run(body, { type })
  expect(await nameOf(email)).toBe('Jürgen')
})

test('a file that is not in UTF-8 and names no encoding is refused with the line and what to do', async () => {
  const answer = await send(latin('email,first_name\nok@code.example,Ada\njx@code.example,Jürgen\n'))
  expect(answer).toMatchObject(refusal(400, 'WRONG_CHARSET'))
  expect(answer.body.errors[0].message).toMatch(/^Line 3 is not in UTF-8.*charset=windows-1252/)
})

test('an encoding that nobody knows is refused', async () => {
  expect(await send('email\n', { type: 'text/csv; charset=klingon' })).toMatchObject(refusal(400, 'UNKNOWN_CHARSET'))
})

const firebaseJson = (...users: unknown[]) => JSON.stringify({ users }, undefined, 2)

test.each(['application/json', 'application/x-ndjson'])(
  'the file that the command line of Firebase writes is taken as it is, sent as %s',
  async (type) => {
    const id = type.replaceAll(/\W/g, '-')
    const report = await run(
      firebaseJson(
        { localId: `${id}-1`, email: `ana@${id}.example`, emailVerified: true, displayName: 'Ana de la Cruz' },
        { localId: `${id}-2`, providerUserInfo: [{ providerId: 'google.com', rawId: `${id}-77` }] },
      ),
      { type },
    )
    expect(report).toMatchObject({ state: 'finished', created: 2, problems: [] })
    expect(
      await server.query('select kind, connection_name from awaited_identities where value = $1', [`${id}-77`]),
    ).toEqual([{ kind: 'social', connection_name: 'google' }])
  },
)

test('the CSV of Firebase has no names of columns, and is known by its first row', async () => {
  const row = (id: string, more: string) =>
    `${id},${id}@fbcsv.example,true,,,Cy Roe,,${more},,,,,,,,,,,,,,,1704067200000,1704153600000,,,,`
  const report = await run(`${row('fb-1', '')}\n${row('fb-2', '4711')}\n`)
  expect(report).toMatchObject({ state: 'finished', rows: 2, created: 2, problems: [] })
  expect(await nameOf('fb-1@fbcsv.example')).toBe('Cy')
  expect(await server.query(`select connection_name from awaited_identities where value = '4711'`)).toEqual([
    { connection_name: 'google' },
  ])
})

test('custom attributes of Firebase are not dropped without a word', async () => {
  const { problems } = await run(firebaseJson({ localId: 'fb-ca', customAttributes: '{"role":"admin"}' }), {
    type: 'application/json',
  })
  expect(problems).toMatchObject([{ row: 1, code: 'CUSTOM_ATTRIBUTES_NOT_SUPPORTED' }])
})

test('a document of JSON that is cut off is refused', async () => {
  const answer = await send('{"users":[{"localId":"fb-9"},', { type: 'application/json' })
  expect(answer).toMatchObject(refusal(400, 'MALFORMED_FILE'))
})
