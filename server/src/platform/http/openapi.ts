import { OpenAPIHono, type RouteConfig } from '@hono/zod-openapi'
import { z } from 'zod'
import type { ProblemCode } from '#platform/errors'
import type { Endpoint } from './endpoint.ts'
import { ErrorEnvelope } from './envelope.ts'
import { REFUSAL_STATUSES, refusalCodes, type RefusalStatus } from './refusal-codes.ts'

type Responses = RouteConfig['responses']
export type OpenApiDocument = ReturnType<OpenAPIHono['getOpenAPI31Document']>

const SCHEME = 'bearer'

/** The meaning of each status where an operation has no own description. */
const REFUSALS = {
  400: 'The request is not what this operation takes.',
  401: 'There is no valid access token.',
  403: 'The access token lacks the scope.',
  404: 'No such thing in this environment.',
  409: 'The present state does not allow it.',
  415: 'The body is in an encoding that is not read here.',
  429: 'Too many requests; `RateLimit-Reset` says for how many seconds.',
} as const satisfies Readonly<Record<RefusalStatus, string>>

/** The parts of an operation in the document; without `scope` every valid token is accepted. */
export type DescribedEndpoint = Omit<Endpoint, 'handle' | 'path' | 'scope'> & {
  readonly path: string
  readonly scope?: string
}

/** Returns the OpenAPI 3.1 document of the endpoints, from the same schemas that check requests. */
export function describeEndpoints(
  endpoints: readonly DescribedEndpoint[],
  info: { readonly title: string; readonly version: string; readonly description: string },
): OpenApiDocument {
  // It routes nothing: it has the registry and the generator.
  const collector = new OpenAPIHono()
  const registry = collector.openAPIRegistry
  registry.registerComponent('securitySchemes', SCHEME, { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
  for (const one of endpoints) {
    registry.registerPath({
      method: one.method,
      path: one.path,
      operationId: one.operationId,
      tags: [one.tag],
      summary: one.summary,
      ...(one.description === undefined ? {} : { description: one.description }),
      security: [{ [SCHEME]: one.scope === undefined ? [] : [one.scope] }],
      ...(one.scope === undefined ? {} : { 'x-scope': one.scope }),
      ...(one.fixed === undefined ? {} : { 'x-fixed-fields': one.fixed.fields }),
      request: {
        ...(one.params ? { params: one.params } : {}),
        ...(one.query ? { query: one.query } : {}),
        ...(one.body ? { body: bodyOf(one.body, one.bodyType) } : {}),
        ...(one.upload ? { body: uploadOf(one.upload) } : {}),
      },
      responses: responsesOf(one),
    })
  }
  return collector.getOpenAPI31Document({ openapi: '3.1.0', info })
}

function bodyOf(schema: NonNullable<Endpoint['body']>, type: Endpoint['bodyType']) {
  const required = !schema.safeParse(undefined).success
  return { required, content: { [type ?? 'application/json']: { schema } } }
}

function uploadOf(mediaTypes: readonly string[]) {
  const schema = { type: 'string', format: 'binary' } as const
  return { required: true, content: Object.fromEntries(mediaTypes.map((type) => [type, { schema }])) }
}

function responsesOf(one: DescribedEndpoint): Responses {
  const {
    answers: [status, schema],
    nothing,
    scope,
    download,
  } = one
  const content = { [download ?? 'application/json']: { schema } }
  const responses: Responses = { [status]: { description: 'Success.', content } }
  if (nothing !== undefined) responses[204] = { description: nothing }
  for (const refusal of REFUSAL_STATUSES) {
    if (refusal === 415 && !one.body && !one.upload) continue
    const codes = refusalCodes(one, refusal)
    if (codes.length === 0 || (refusal === 403 && scope === undefined)) continue
    const description = `${REFUSALS[refusal]} Codes: ${codes.map((code) => `\`${code}\``).join(', ')}.`
    responses[refusal] = { description, content: { 'application/json': { schema: refusalOf(codes) } } }
  }
  return responses
}

/** Narrows the envelope of refusals to the codes of one answer. */
function refusalOf(codes: readonly ProblemCode[]) {
  const narrowed = z.looseObject({ errors: z.array(z.looseObject({ code: z.enum(codes) })) })
  return ErrorEnvelope.and(narrowed)
}
