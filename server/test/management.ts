import { readApplication, createApplication, MANAGEMENT_SCOPES } from '#domain/applications'
import { mintClientToken } from '#domain/tokens'
import { contextOf } from './context.ts'
import { createAnswerCheck, type AnswerCheck } from './contract/answers.ts'
import type { Document } from './contract/operations.ts'
import { createPublishedCheck, isExpandedByUs } from './contract/published-answers.ts'
import type { TestServer } from './server.ts'

/** The origin of an environment that these tests use as a foreign one. */
export const PRODUCTION = 'http://my-business.localhost:3000'

/** The origin where administrators sign in; its applications manage businesses. */
export const CONTROL = 'http://admin.localhost:3000'

export interface TokenOptions {
  readonly origin?: string
  readonly scopes?: readonly string[]
  readonly audience?: string
}

export interface Answer {
  readonly status: number
  // Each test decides which part of an answer it reads.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any
  readonly headers: Headers
}

export interface Api {
  get(path: string): Promise<Answer>
  delete(path: string): Promise<Answer>
  post(path: string, body?: unknown): Promise<Answer>
  put(path: string, body?: unknown): Promise<Answer>
  patch(path: string, body?: unknown): Promise<Answer>
  send(method: string, path: string, body?: unknown): Promise<Answer>
}

/** Returns a token of a new machine-to-machine application with all scopes, or with `scopes`. */
export async function managementToken(server: TestServer, options: TokenOptions = {}): Promise<string> {
  const { origin = server.origin, scopes = MANAGEMENT_SCOPES, audience = `${origin}/api` } = options
  const ctx = await contextOf(server, origin)
  const input = { name: 'Caller', type: 'm2m', managementScopes: MANAGEMENT_SCOPES } as const
  const { clientId } = await createApplication(ctx, input)
  const application = await readApplication(ctx, clientId)
  if (!application) throw new Error('the application is not there')
  return (await mintClientToken(ctx, { application, audiences: [audience], scopes })).accessToken
}

const checkPublished = createPublishedCheck()
const checks = new WeakMap<TestServer, Promise<AnswerCheck>>()

function answerCheckOf(server: TestServer): Promise<AnswerCheck> {
  const known = checks.get(server) ?? describedBy(server)
  checks.set(server, known)
  return known
}

async function describedBy(server: TestServer): Promise<AnswerCheck> {
  const response = await server.request('/api/openapi.json')
  return createAnswerCheck((await response.json()) as Document)
}

function bodyOf(response: Response): Promise<unknown> {
  if (response.status === 204) return Promise.resolve(undefined)
  return response.headers.get('content-type')?.startsWith('application/json') === true
    ? response.json()
    : response.text()
}

/**
 * Calls the Management API with one token. Paths are below `/api/v1`. Every answer is compared with our document and
 * with the published contract, and a test whose answer differs from either fails.
 */
export async function api(server: TestServer, options: TokenOptions & { readonly token?: string } = {}): Promise<Api> {
  const token = options.token ?? (await managementToken(server, options))
  const send = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const url = new URL(`${options.origin ?? server.origin}/api/v1${path}`)
    const response = await server.request(url.href, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    })
    const { status, headers } = response
    const answer = { status, body: await bodyOf(response), headers }
    const answered = { method, path: url.pathname, ...answer }
    const problem =
      (await answerCheckOf(server))(answered) ?? checkPublished({ ...answered, isExpanded: isExpandedByUs(url) })
    if (problem !== undefined) throw new Error(`${method} ${path}: ${problem}\n${JSON.stringify(answer.body)}`)
    return answer
  }
  return {
    send,
    get: (path) => send('GET', path),
    delete: (path) => send('DELETE', path),
    post: (path, body) => send('POST', path, body),
    put: (path, body) => send('PUT', path, body),
    patch: (path, body) => send('PATCH', path, body),
  }
}

/** Creates an application and returns its client id. */
export async function anApplication(calls: Api, fields: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const { body } = await calls.post('/applications', { name: 'Shop', type: 'spa', ...fields })
  if (!body.application) throw new Error(JSON.stringify(body))
  return body.application.id
}

export interface TestApi {
  readonly id: string
  readonly audience: string
  /** Ids of its scopes by their keys. */
  readonly scopes: Readonly<Record<string, string>>
}

/** Registers an API with these scopes. */
export async function anApi(calls: Api, { audience, keys = [] }: { audience: string; keys?: readonly string[] }) {
  const { body } = await calls.post('/apis', { name: `API of ${audience}`.slice(0, 64), audience })
  if (!body.api) throw new Error(JSON.stringify(body))
  const { id } = body.api
  const scopes: Record<string, string> = {}
  for (const key of keys) scopes[key] = (await calls.post(`/apis/${id}/scopes`, { key })).body.scope.id
  return { id, audience, scopes } as TestApi
}

/** Authorizes an application for an API and these of its scopes. */
export async function authorize(
  calls: Api,
  { id, scopes }: TestApi,
  { clientId, keys = [] }: { clientId: string; keys?: readonly string[] },
): Promise<void> {
  await calls.patch(`/apis/${id}/applications`, { applications: [{ id: clientId }] })
  for (const key of keys) await calls.post(`/apis/${id}/applications/${clientId}/scopes/${scopes[key] ?? ''}`)
}

export function refusal(status: number, code: string) {
  return { status, body: { errors: [{ code }] } }
}

/** Creates a permission and returns its id. */
export async function aPermission(calls: Api, key: string, fields: Readonly<Record<string, unknown>> = {}) {
  const { status, body } = await calls.post('/permissions', { key, name: key, ...fields })
  if (status !== 201) throw new Error(JSON.stringify(body))
  const found = await calls.get('/permissions?page_size=500')
  return String(found.body.permissions.find((one: { key: string }) => one.key === key).id)
}

/** Creates a role that gives these permissions and returns its id. */
export async function aRole(
  calls: Api,
  key: string,
  { permissions = [], ...fields }: Readonly<Record<string, unknown>> & { permissions?: readonly string[] } = {},
) {
  const { body } = await calls.post('/roles', { key, name: key, ...fields })
  if (!body.role) throw new Error(JSON.stringify(body))
  const given = permissions.map((id) => ({ id }))
  if (given.length > 0) await calls.patch(`/roles/${String(body.role.id)}/permissions`, { permissions: given })
  return String(body.role.id)
}
