import type { Hono } from 'hono'
import type { z } from 'zod'
import {
  Fault,
  Forbidden,
  InvalidInput,
  TooManyRequests,
  Unauthenticated,
  UnsupportedMediaType,
  type Issue,
  type ProblemCode,
} from '#platform/errors'
import { Lines, type Actor, type Endpoint } from './endpoint.ts'
import type { LoadLimit } from './endpoint-limit.ts'
import { answerError, answerJson, answerNothing } from './envelope.ts'
import { checkFixedFields } from './fixed-fields.ts'
import { checkName, checkText, readJsonBody } from './json-body.ts'
import { readMultipartBody } from './multipart-body.ts'
import { REFUSAL_STATUSES, refusalCodes } from './refusal-codes.ts'
import type { AppEnv, RequestContext } from './scope.ts'
import { answerLines, readUpload } from './streams.ts'

export interface MountOptions {
  /** Returns the caller, or throws the refusal. May put the Context of another environment in place of the host's. */
  readonly authenticate: (c: RequestContext) => Promise<Actor>
  readonly limit: LoadLimit
  /** The prefix of each operation's path. */
  readonly base?: string
  /** Surrounds each operation that the caller has the scope for; `run` performs it. */
  readonly around?: (c: RequestContext, call: Call, run: () => Promise<unknown>) => Promise<unknown>
}

/** An operation that is about to be performed. */
export interface Call {
  readonly endpoint: Pick<Endpoint, 'method' | 'path' | 'operationId'>
  readonly actor: Actor
  readonly params: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, unknown>>
  readonly body: unknown
}

type Work = (actor: Actor) => Promise<Response> | Response

const BASE = '/api/v1'

/**
 * Mounts the endpoints under `/api/v1`. Each of them, and each unknown path, checks authentication, then load, then
 * scope, then parameters, then body, and then performs the operation. An unknown caller gets no answer that depends on
 * the path or the body, and so cannot find out what exists.
 */
export function mountEndpoints(app: Hono<AppEnv>, endpoints: readonly Endpoint[], options: MountOptions): void {
  const { base = '' } = options
  for (const one of endpoints) {
    const work = (c: RequestContext) => guard(c, options, (actor) => performAsDeclared(c, one, { ...options, actor }))
    app.on(one.method.toUpperCase(), base + routeOf(one.path), work)
  }
  // These come after all of them, since the first route that answers wins.
  for (const [path, sharing] of Map.groupBy(endpoints, (one) => one.path)) {
    app.all(base + routeOf(path), (c) => guard(c, options, () => answerWrongMethod(c, sharing)))
  }
  app.all(`${base}${BASE}/*`, (c) => guard(c, options, () => answerUnknownRoute(c)))
  app.all(`${base}/api/*`, (c) => answerUnknownRoute(c))
}

/**
 * Returns the owner of an access token, or undefined for one that is unknown, of another environment, spent or revoked.
 */
type TokenOwner = (c: RequestContext, token: string) => Promise<Actor | undefined>

/** Returns the authentication of callers by a bearer token. */
export function byBearer(find: TokenOwner): MountOptions['authenticate'] {
  return async (c) => {
    const actor = await find(c, getBearer(c))
    if (!actor) throw new Unauthenticated('INVALID_TOKEN', 'The access token is not valid here.')
    return actor
  }
}

async function guard(c: RequestContext, { authenticate, limit }: MountOptions, work: Work): Promise<Response> {
  try {
    const actor = await authenticate(c)
    const { environment, clock } = c.var.ctx
    const waitSeconds = limit.take(`${environment.id}:${actor.id}`, clock())
    if (waitSeconds !== undefined) throw new TooManyRequests('TOO_MANY_REQUESTS', 'Too many requests.', waitSeconds)
    return await work(actor)
  } catch (error) {
    return answerError(c, error)
  }
}

type PerformOptions = Pick<MountOptions, 'around'> & { readonly actor: Actor }

/** Logs a refusal that the operation does not declare: clients know the declared codes only. */
async function performAsDeclared(c: RequestContext, one: Endpoint, performing: PerformOptions): Promise<Response> {
  try {
    return await perform(c, one, performing)
  } catch (error) {
    const status = REFUSAL_STATUSES.find((known) => error instanceof Fault && known === error.status)
    if (status !== undefined && error instanceof Fault && !refusalCodes(one, status).includes(error.code)) {
      c.var.ctx.log.error({ operation: one.operationId, problem: error.code }, 'a problem code is not declared')
    }
    throw error
  }
}

async function perform(c: RequestContext, one: Endpoint, { actor, around }: PerformOptions): Promise<Response> {
  if (!actor.scopes.has(one.scope)) throw new Forbidden('INSUFFICIENT_SCOPE', `The scope ${one.scope} is required.`)
  const params = one.params ? parseParams(c, one.params) : {}
  const query = one.query ? parseQuery(c, one.query) : {}
  if (one.body || one.upload) checkContentEncoding(c)
  const sent = one.body && (await readBody(c, one))
  const body = one.body && parse(one.body, sent, 'INVALID_BODY')
  if (one.fixed) await checkFixedFields(c.var.ctx, one.fixed, { body: sent, params, query })
  const upload = readUpload(c, one.upload)
  const [status, schema] = one.answers
  const run = () => one.handle(c.var.ctx, { params, query, body, actor, upload })
  const answer = await (around ? around(c, { endpoint: one, actor, params, query, body }, run) : run())
  if (answer === undefined && one.nothing !== undefined) return answerNothing()
  if (one.download !== undefined) return answerLines(c, { mediaType: one.download, lines: Lines.parse(answer) })
  // Fields that the contract does not name are left out of every answer.
  return answerJson(c, { status, body: schema.parse(answer) })
}

/**
 * A body that is compressed would be read as something else, so it is refused (RFC 9110 section 15.5.16).
 *
 * @throws {UnsupportedMediaType} `UNSUPPORTED_CONTENT_ENCODING`
 */
function checkContentEncoding(c: RequestContext): void {
  const encoding = c.req.header('content-encoding')?.trim().toLowerCase() ?? 'identity'
  if (encoding === '' || encoding === 'identity') return
  throw new UnsupportedMediaType('UNSUPPORTED_CONTENT_ENCODING', 'Send the body without a content encoding.')
}

function readBody(c: RequestContext, { bodyType }: Endpoint): Promise<unknown> {
  return bodyType === undefined ? readJsonBody(c) : readMultipartBody(c)
}

function parse<S extends z.ZodType>(schema: S, value: unknown, code: ProblemCode): z.output<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new InvalidInput(code, 'The request is not what this operation takes.', parsed.error.issues.map(issueOf))
}

const ISSUES_SHOWN = 255

function issueOf({ path, message }: z.core.$ZodIssue): Issue {
  return { pointer: path.map(String).join('/').slice(0, ISSUES_SHOWN), message: message.slice(0, ISSUES_SHOWN) }
}

/**
 * RFC 6750 section 2.1; the token in a query or a form is not accepted, because these end up in logs.
 *
 * @throws {Unauthenticated} `TOKEN_REQUIRED`
 */
export function getBearer(c: RequestContext): string {
  const header = c.req.header('authorization') ?? ''
  const [scheme] = /^Bearer +(?=\S)/i.exec(header) ?? []
  // The verifier checks its characters: a token with all scopes is so long that a check here took a tenth of a request.
  if (scheme !== undefined) return header.slice(scheme.length)
  throw new Unauthenticated('TOKEN_REQUIRED', 'Send an access token: Authorization: Bearer …')
}

/** @throws {InvalidInput} `INVALID_PARAMETER`, `REPEATED_PARAMETER` */
export function parseQuery<S extends z.ZodType>(c: RequestContext, schema: S): z.output<S> {
  return parse(schema, queryOf(c), 'INVALID_PARAMETER')
}

/** @throws {InvalidInput} `INVALID_PARAMETER` */
export function parseParams<S extends z.ZodType>(c: RequestContext, schema: S): z.output<S> {
  return parse(schema, pathOf(c), 'INVALID_PARAMETER')
}

function pathOf(c: RequestContext): Record<string, string> {
  const params: Record<string, string> = c.req.param()
  for (const text of Object.values(params)) checkText(text)
  return params
}

/**
 * Turns `name[key]=value` into an object, like OpenAPI's `deepObject`; the values of a key that was sent twice are
 * joined.
 *
 * @throws {InvalidInput} `REPEATED_PARAMETER`: the server does not guess which of two values is meant.
 */
function queryOf(c: RequestContext): Record<string, unknown> {
  const found = new Map<string, string | Map<string, string>>()
  for (const [name, value] of new URL(c.req.url).searchParams) {
    checkText(name)
    checkText(value)
    const [, outer, inner] = DEEP_NAME.exec(name) ?? []
    const known = found.get(outer ?? name)
    if (outer !== undefined && inner !== undefined && typeof known !== 'string') {
      checkName(inner)
      const deep = known ?? new Map<string, string>()
      const before = deep.get(inner)
      found.set(outer, deep.set(inner, before === undefined ? value : `${before},${value}`))
      continue
    }
    if (known !== undefined)
      throw new InvalidInput('REPEATED_PARAMETER', `${name.slice(0, 100)} was sent more than once.`)
    found.set(name, value)
  }
  return Object.fromEntries(
    [...found].map(([name, value]) => [name, typeof value === 'string' ? value : Object.fromEntries(value)]),
  )
}
const DEEP_NAME = /^(\w{1,100})\[([^[\]]{1,200})\]$/

function answerWrongMethod(c: RequestContext, sharing: readonly Endpoint[]): Response {
  const allow = sharing.map((one) => one.method.toUpperCase()).join(', ')
  const errors = [{ code: 'METHOD_NOT_ALLOWED', message: `${c.req.method} is not possible here; ${allow} is.` }]
  return answerJson(c, { status: 405, body: { errors }, headers: { allow } })
}

/** The published contract has `errors` as an object here and as a list everywhere else. */
export function answerUnknownRoute(c: RequestContext): Response {
  const errors = { code: 'ROUTE_NOT_FOUND', message: 'There is no such route.' }
  return answerJson(c, { status: 404, body: { errors } })
}

export function routeOf(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1')
}
