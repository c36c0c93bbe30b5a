import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { anApplication, api } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'
import { NotFound } from '#platform/errors'
import {
  byBearer,
  createLoadLimit,
  endpoint,
  mountEndpoints,
  success,
  successOf,
  type AppEnv,
  type Endpoint,
} from './index.ts'

const server = await startServer()

const tasteNote = endpoint({
  method: 'post',
  path: '/api/v1/notes/{note_id}',
  operationId: 'tasteNote',
  tag: 'Notes',
  summary: 'Taste a note',
  scope: 'create:notes',
  params: z.object({ note_id: z.string() }),
  query: z.object({ loud: z.string().optional() }),
  body: z.object({ text: z.string().max(100_000), inner: z.unknown().optional() }),
  answers: [201, successOf({ text: z.string() })],
  handle: async (_ctx, { body }) => success({ text: body.text, secret: 'never shown' }),
})
const breakDown = endpoint({
  method: 'get',
  path: '/api/v1/broken',
  operationId: 'breakDown',
  tag: 'Notes',
  summary: 'Break down',
  scope: 'create:notes',
  answers: [200, z.object({})],
  handle: () => Promise.reject(new Error('hunter2')),
})

const failNote = (errors?: Endpoint['errors']) =>
  endpoint({
    method: 'delete',
    path: '/api/v1/notes/{note_id}',
    operationId: 'failNote',
    tag: 'Notes',
    summary: 'Fail to delete a note',
    scope: 'create:notes',
    ...(errors && { errors }),
    answers: [200, z.object({})],
    handle: () => Promise.reject(new NotFound('ROLE_NOT_FOUND', 'No such role.')),
  })

function createNotes(burst: number, more: readonly Endpoint[] = [], log = server.opened.services.log) {
  const app = new Hono<AppEnv>()
  const { services } = server.opened
  const environment = { id: '00000000-0000-7000-8000-000000000001', businessId: '', businessName: '', name: '' }
  app.use(async (c, next) => {
    const db = services.database.environment(environment.id)
    const sealer = { seal: () => Buffer.alloc(0), open: () => '', digest: () => Buffer.alloc(0) }
    const scope = {
      ...environment,
      kind: 'development' as const,
      settings: {},
      businessSettings: {},
      builtInOrigin: server.origin,
      hasMailServer: false,
      sms: { hasProvider: false, isForSignIn: true, isForFactors: true },
    }
    c.set('ctx', {
      ...services,
      log,
      db,
      sealer,
      environment: scope,
      issuer: server.origin,
      requester: { ip: '', userAgent: '' },
    })
    await next()
  })
  mountEndpoints(app, [tasteNote, breakDown, ...more], {
    limit: createLoadLimit({ burst, perSecond: 1 }),
    authenticate: byBearer(async (_c, token) =>
      token === 'stranger'
        ? undefined
        : { type: 'application', id: token, scopes: new Set(token === 'full' ? ['create:notes'] : []) },
    ),
  })
  return app
}

const notes = createNotes(1_000)
const json = { 'content-type': 'application/json' }
const send = async (
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = json,
  path = '/api/v1/notes/1',
) => {
  const response = await notes.request(path, {
    method: 'POST',
    headers: { authorization: 'Bearer full', ...headers },
    body,
  })
  return { status: response.status, body: JSON.parse(await response.text()) }
}
const refusal = (code: string) => ({ errors: [{ code }] })

test('an answer carries what its schema names and nothing else', async () => {
  expect(await send('{"text":"a"}')).toEqual({ status: 201, body: { code: 'OK', message: 'Success', text: 'a' } })
})

test.each([
  { name: 'no token', authorization: undefined, status: 401, code: 'TOKEN_REQUIRED' },
  { name: 'a token of nobody', authorization: 'Bearer stranger', status: 401, code: 'INVALID_TOKEN' },
  { name: 'another way to authenticate', authorization: 'Basic Zm9vOmJhcg==', status: 401, code: 'TOKEN_REQUIRED' },
  { name: 'a token without the scope', authorization: 'Bearer half', status: 403, code: 'INSUFFICIENT_SCOPE' },
])('with $name nothing of a request is looked at', async ({ authorization, status, code }) => {
  const headers = new Headers(authorization === undefined ? {} : { authorization })
  const response = await notes.request('/api/v1/notes/%00?loud=1&loud=2', { method: 'POST', headers, body: 'not json' })
  expect(response.status).toBe(status)
  expect(await response.json()).toMatchObject(refusal(code))
  expect(response.headers.get('www-authenticate')).toMatch(/^Bearer /)
})

test('the scope that is missing is named', async () => {
  const response = await notes.request('/api/v1/broken', { headers: { authorization: 'Bearer half' } })
  expect(await response.text()).toContain('create:notes')
})

test.each([
  { name: 'no body', body: '', code: 'INVALID_BODY' },
  { name: 'half of an object', body: '{"text":', code: 'MALFORMED_JSON' },
  { name: 'bytes that are not UTF-8', body: new Uint8Array([0x22, 0xff, 0x22]), code: 'MALFORMED_JSON' },
  {
    name: 'a form',
    body: 'text=a',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    code: 'UNSUPPORTED_CONTENT_TYPE',
  },
  {
    name: 'JSON that says it is text',
    body: '{"text":"a"}',
    headers: { 'content-type': 'text/plain' },
    code: 'UNSUPPORTED_CONTENT_TYPE',
  },
  { name: 'a list', body: '[]', code: 'INVALID_BODY' },
  { name: 'null', body: 'null', code: 'INVALID_BODY' },
  { name: 'another type', body: '{"text":1}', code: 'INVALID_BODY' },
  { name: '__proto__', body: '{"text":"a","__proto__":{"isAdmin":true}}', code: 'UNSAFE_NAME' },
  { name: 'constructor inside', body: '{"text":"a","inner":[{"constructor":1}]}', code: 'UNSAFE_NAME' },
  { name: 'U+0000', body: '{"text":"a\\u0000"}', code: 'UNSTORABLE_TEXT' },
  { name: 'a lone surrogate', body: '{"text":"\\ud800"}', code: 'UNSTORABLE_TEXT' },
  { name: 'deep nesting', body: `{"text":"a","inner":${'['.repeat(50)}${']'.repeat(50)}}`, code: 'BODY_TOO_DEEP' },
  { name: 'very deep nesting', body: '['.repeat(500_000), code: 'MALFORMED_JSON' },
  { name: 'more than 50,000 values', body: JSON.stringify({ text: Array(50_000).fill(1) }), code: 'TOO_MANY_VALUES' },
  { name: 'more than 1 MiB', body: JSON.stringify({ text: 'a'.repeat(1024 * 1024) }), code: 'BODY_TOO_LARGE' },
])('a body of $name is refused (ATO-40)', async ({ body, code, headers = json }) => {
  expect(await send(body, headers)).toMatchObject({ status: 400, body: refusal(code) })
})

test.each([
  ['NUL in the path', '/api/v1/notes/a%00', 'UNSTORABLE_TEXT'],
  ['NUL in the query', '/api/v1/notes/1?loud=%00', 'UNSTORABLE_TEXT'],
  ['the same parameter twice', '/api/v1/notes/1?loud=1&loud=2', 'REPEATED_PARAMETER'],
])('%s is refused', async (_name, path, code) => {
  expect(await send('{"text":"a"}', json, path)).toMatchObject({ status: 400, body: refusal(code) })
})

test('a body of announced size above the limit is refused before it is read', async () => {
  expect(await send('{}', { ...json, 'content-length': '99999999' })).toMatchObject({ body: refusal('BODY_TOO_LARGE') })
})

test('ATO-40 the answer to many wrong fields names a hundred of them and how many there are besides', async () => {
  const calls = await api(server)
  const id = await anApplication(calls)
  const { status, body } = await calls.put(`/applications/${id}/auth_redirect_urls`, { urls: Array(900).fill(1) })

  expect([status, body.errors.length]).toEqual([400, 101])
  expect(body.errors.at(-1).message).toMatch(/^8\d\d more problems are not shown\.$/)
})

test('a bug becomes an opaque 500', async () => {
  const response = await notes.request('/api/v1/broken', { headers: { authorization: 'Bearer full' } })
  expect(response.status).toBe(500)
  expect(await response.json()).toEqual({
    errors: [{ code: 'INTERNAL_ERROR', message: 'Something went wrong on our side.' }],
  })
})

test.each([
  ['does not declare is logged', undefined, [{ operation: 'failNote', problem: 'ROLE_NOT_FOUND' }]],
  ['declares is not logged', { 404: ['ROLE_NOT_FOUND'] } as const, []],
])('a code that the operation %s', async (_what, errors, logged) => {
  const lines: unknown[] = []
  const log = Object.assign(Object.create(server.opened.services.log), { error: (line: unknown) => lines.push(line) })
  const app = createNotes(100, [failNote(errors)], log)
  const response = await app.request('/api/v1/notes/1', { method: 'DELETE', headers: { authorization: 'Bearer full' } })

  expect([response.status, lines]).toEqual([404, logged])
})

test('a wrong method is told the right ones', async () => {
  const headers = { authorization: 'Bearer full', 'x-http-method-override': 'POST' }
  const response = await notes.request('/api/v1/notes/1', { method: 'DELETE', headers })
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
})

test('an unknown route has the published shape', async () => {
  const response = await notes.request('/api/v1/nothing', { headers: { authorization: 'Bearer full' } })
  expect(response.status).toBe(404)
  expect(await response.json()).toMatchObject({ errors: { code: 'ROUTE_NOT_FOUND' } })
})

test('a client that sends too much is told for how long to wait, another is served', async () => {
  const limited = createNotes(2)
  const call = (token: string) => limited.request('/api/v1/nothing', { headers: { authorization: `Bearer ${token}` } })
  await Promise.all([call('a'), call('a')])
  const [third, other] = [await call('a'), await call('b')]
  expect(third.headers.get('ratelimit-reset')).toBe('1')
  expect([third.status, other.status]).toEqual([429, 404])
})

test('a bucket fills again with time and never above its size', () => {
  const limit = createLoadLimit({ burst: 2, perSecond: 1 })
  const at = (seconds: number) => limit.take('a', new Date(seconds * 1000))
  expect([at(0), at(0), at(0), at(1), at(1), at(100), at(100), at(100)]).toEqual([
    undefined,
    undefined,
    1,
    undefined,
    1,
    undefined,
    undefined,
    1,
  ])
})

test('no answer may be stored', async () => {
  const response = await notes.request('/api/v1/notes/1')
  expect(response.headers.get('cache-control')).toBe('no-store')
})
