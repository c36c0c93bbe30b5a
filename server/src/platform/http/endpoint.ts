import { z } from 'zod'
import type { Context } from '#platform/context'
import type { ProblemCode } from '#platform/errors'
import type { FixedFields } from './fixed-fields.ts'

/** The caller of an operation, with the caller's scopes. */
export interface Actor {
  readonly type: 'application' | 'administrator'
  /** The id in events: a client id, or the subject of a person. */
  readonly id: string
  readonly scopes: ReadonlySet<string>
  /** The address of a person, for people who are informed about the act. */
  readonly email?: string
  /** The time of a person's sign-in. */
  readonly authenticatedAt?: Date
}

/** A body that is read as it arrives, because it may be larger than memory. */
export interface StreamedBody {
  /** One of the media types of the operation; empty where it takes no upload. */
  readonly mediaType: string
  /** The `charset` of the content type, if it has one. */
  readonly charset: string | undefined
  readonly bytes: AsyncIterable<Uint8Array>
}

/** The answer of an operation that sends lines as they are read. */
export const Lines = z
  .custom<AsyncIterable<string>>(
    (value) => typeof value === 'object' && value !== null && Symbol.asyncIterator in value,
  )
  .meta({ type: 'string', format: 'binary' })

type NoFields = z.ZodObject<Record<never, never>>

interface Description {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** OpenAPI's notation: `/api/v1/applications/{application_id}`. */
  readonly path: `/api/v1/${string}`
  readonly operationId: string
  readonly tag: string
  readonly summary: string
  readonly description?: string
  /** The scope that the actor needs. */
  readonly scope: string
  /** Codes that this operation answers with, besides those of every operation. */
  readonly errors?: Readonly<Partial<Record<400 | 403 | 404 | 409 | 429, readonly ProblemCode[]>>>
}

interface Definition<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  A extends z.ZodType,
> extends Description {
  readonly params?: P
  readonly query?: Q
  /** Without it a body is ignored. A schema that accepts `undefined` makes the body optional. */
  readonly body?: B
  /** Fields of the body that are refused with a value other than the present one. */
  readonly fixed?: FixedFields<z.output<P>, z.output<Q>>
  /** The media type of the body; JSON by default. */
  readonly bodyType?: 'multipart/form-data'
  /** Media types of a body that is streamed, in place of `body`. */
  readonly upload?: readonly string[]
  /** The media type of an answer that is streamed: then `answers` has `Lines`. */
  readonly download?: string
  /** The meaning of an answer without content (204); absent where `handle` always has an answer. */
  readonly nothing?: string
  readonly answers: readonly [status: 200 | 201, schema: A]
  handle(
    ctx: Context,
    request: { params: z.output<P>; query: z.output<Q>; body: z.output<B>; actor: Actor; upload: StreamedBody },
  ): Promise<z.input<A> | undefined>
}

/** An operation: its name, its parameters, its answer, and its work. */
export type Endpoint = Definition<z.ZodObject, z.ZodObject, z.ZodType, z.ZodType>

/** Gives `handle` the types of the schemas next to it; they are checked before it runs, its answer after. */
export function endpoint<
  P extends z.ZodObject = NoFields,
  Q extends z.ZodObject = NoFields,
  B extends z.ZodType = z.ZodUndefined,
  A extends z.ZodType = z.ZodType,
>(definition: Definition<P, Q, B, A>): Endpoint
export function endpoint(definition: Endpoint): Endpoint {
  return definition
}
