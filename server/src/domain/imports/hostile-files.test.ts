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

async function send(type: string, body: string) {
  const headers = { 'content-type': type, authorization: `Bearer ${token}` }
  const sent = { method: 'POST', headers, body: ReadableStream.from(piecesOf(body)), duplex: 'half' } as const
  const response = await server.request('/api/v1/imports/users', sent)
  return { status: response.status, body: JSON.parse(await response.text()) }
}

/** As the network brings it. */
function* piecesOf(body: string): Generator<Uint8Array> {
  const bytes = Buffer.from(body)
  for (let at = 0; at < bytes.length; at += 65_536) yield new Uint8Array(bytes.subarray(at, at + 65_536))
}

async function read(id: string, signal = new AbortController().signal) {
  const job = { environmentId: environment.id, businessId: environment.businessId, id: idFromHex(id, 'import_') ?? '' }
  await runImport(server.opened.services, job, signal)
  return (await calls.get(`/imports/${id}`)).body.import
}

const MIB = 1024 * 1024

test.each([
  ['commas', ','],
  ['blanks between commas', ', '],
  ['empty quotes', '"",'],
])('ATO-40 a row of nothing but %s is refused before it fills the memory', async (_name, text) => {
  const { id } = (await send('text/csv', `email\n${text.repeat(MIB / text.length)}`)).body.import
  expect(await read(id)).toMatchObject({ state: 'failed', created: 0 })
  const { problems } = (await calls.get(`/imports/${String(id)}/problems`)).body
  expect(problems).toMatchObject([{ row: 1, code: 'MALFORMED_FILE', message: expect.stringContaining('Line 2 ') }])
})

test('empty lines are no long row', async () => {
  const { id } = (await send('text/csv', `email\n${'\n'.repeat(100_000)}ada@blank.example\n`)).body.import
  expect(await read(id)).toMatchObject({ state: 'finished', created: 1 })
})

test.each([
  ['nests without end', `[${'['.repeat(10_000)}`, 'nests deeper'],
  ['nests without end beside the users', `{"users":[${'{"a":'.repeat(10_000)}`, 'nests deeper'],
  ['has one user without end', `[{"a":"${'a'.repeat(2 * MIB)}"}]`, 'longer than 1 MiB'],
  ['has one number without end', `[${'1'.repeat(2 * MIB)}]`, 'longer than 1 MiB'],
  ['has one list without end', `[[${'[],'.repeat(MIB)}`, 'longer than 1 MiB'],
])('ATO-40 a document of JSON that %s is refused before it fills the memory', async (_name, body, word) => {
  const answer = await send('application/json', body)
  expect(answer).toMatchObject(refusal(400, 'MALFORMED_FILE'))
  expect(answer.body.errors[0].message).toContain(word)
})

test('a document of JSON that is long is read, where each user is short', async () => {
  const users = Array.from({ length: 30 }, (_, at) => ({ email: `u${String(at)}@long.example`, x: 'a'.repeat(60_000) }))
  const { id } = (await send('application/json', JSON.stringify(users))).body.import
  expect(await read(id)).toMatchObject({ state: 'finished', rows: 30 })
})

test('ATO-40 few rows are read at once where each of them is long', async () => {
  const row = JSON.stringify({ email: 'ada@wide.example', organizations: [], x: 'a'.repeat(100_000) })
  const { id } = (await send('application/x-ndjson', `${row}\n`.repeat(30))).body.import
  const { state, rows } = await read(id, AbortSignal.abort())
  expect(state).toBe('running')
  expect(rows).toBeLessThan(15)
  expect(await read(id)).toMatchObject({ state: 'finished', rows: 30 })
})
