import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { startServer } from '../../../test/server.ts'
import { createLoadLimit, endpoint, mountEndpoints, success, successOf, type AppEnv } from './index.ts'

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

function createNotes(burst: number) {
  const app = new Hono<AppEnv>()
  const { services } = server.opened
  const environment = { id: '00000000-0000-7000-8000-000000000001', businessId: '', businessName: '', name: '' }
  app.use(async (c, next) => {
    const db = services.database.system
    const sealer = { seal: () => Buffer.alloc(0), open: () => '', digest: () => Buffer.alloc(0) }
    const scope = { ...environment, kind: 'development' as const, settings: {}, builtInOrigin: server.origin }
    c.set('ctx', {
      ...services,
      db,
      sealer,
      environment: scope,
      issuer: server.origin,
      requester: { ip: '', userAgent: '' },
    })
    await next()
  })
  mountEndpoints(app, [tasteNote, breakDown], {
    limit: createLoadLimit({ burst, perSecond: 1 }),
    authenticate: async (_c, token) =>
      token === 'stranger'
        ? undefined
        : { type: 'application', id: token, scopes: new Set(token === 'full' ? ['create:notes'] : []) },
  })
  return app
}

const notes = createNotes(1_000)
const json = { 'content-type': 'application/json' }
const send = async (body: BodyInit, headers: Record<string, string> = json, path = '/api/v1/notes/1') => {
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
  ['no token', undefined, 401, 'TOKEN_REQUIRED'],
  ['a token of nobody', 'Bearer stranger', 401, 'INVALID_TOKEN'],
  ['another way to authenticate', 'Basic Zm9vOmJhcg==', 401, 'TOKEN_REQUIRED'],
  ['a token without the scope', 'Bearer half', 403, 'INSUFFICIENT_SCOPE'],
])('with %s nothing of a request is looked at', async (_name, authorization, status, code) => {
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
  ['no body', '', json, 'INVALID_BODY'],
  ['half of an object', '{"text":', json, 'MALFORMED_JSON'],
  ['bytes that are not UTF-8', new Uint8Array([0x22, 0xff, 0x22]), json, 'MALFORMED_JSON'],
  ['a form', 'text=a', { 'content-type': 'application/x-www-form-urlencoded' }, 'UNSUPPORTED_CONTENT_TYPE'],
  ['JSON that says it is text', '{"text":"a"}', { 'content-type': 'text/plain' }, 'UNSUPPORTED_CONTENT_TYPE'],
  ['a list', '[]', json, 'INVALID_BODY'],
  ['null', 'null', json, 'INVALID_BODY'],
  ['another type', '{"text":1}', json, 'INVALID_BODY'],
  ['__proto__', '{"text":"a","__proto__":{"isAdmin":true}}', json, 'UNSAFE_NAME'],
  ['constructor inside', '{"text":"a","inner":[{"constructor":1}]}', json, 'UNSAFE_NAME'],
  ['U+0000', '{"text":"a\\u0000"}', json, 'UNSTORABLE_TEXT'],
  ['a lone surrogate', '{"text":"\\ud800"}', json, 'UNSTORABLE_TEXT'],
  ['deep nesting', `{"text":"a","inner":${'['.repeat(50)}${']'.repeat(50)}}`, json, 'BODY_TOO_DEEP'],
  ['very deep nesting', '['.repeat(500_000), json, 'MALFORMED_JSON'],
  ['more than 1 MiB', JSON.stringify({ text: 'a'.repeat(1024 * 1024) }), json, 'BODY_TOO_LARGE'],
])('a body of %s is refused (ATO-40)', async (_name, body, headers, code) => {
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

test('a bug becomes an opaque 500', async () => {
  const response = await notes.request('/api/v1/broken', { headers: { authorization: 'Bearer full' } })
  expect(response.status).toBe(500)
  expect(await response.json()).toEqual({
    errors: [{ code: 'INTERNAL_ERROR', message: 'Something went wrong on our side.' }],
  })
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
