import { z } from 'zod'
import type { Context } from '#platform/context'
import type { ProblemCode } from '#platform/errors'
import type { FixedFields } from './fixed-fields.ts'

/** Who calls an operation, and what they may. */
export interface Actor {
  readonly type: 'application' | 'administrator'
  /** As events name it: a client id, or the subject of a person. */
  readonly id: string
  readonly scopes: ReadonlySet<string>
  /** The address of a person, for people who are told who it was. */
  readonly email?: string
  /** When a person signed in. */
  readonly authenticatedAt?: Date
}

/** A body that is read as it comes, because it may be larger than memory. */
export interface StreamedBody {
  /** One of those that the operation takes; empty where it takes none. */
  readonly mediaType: string
  /** The `charset` of the content type, if it has one. */
  readonly charset: string | undefined
  readonly bytes: AsyncIterable<Uint8Array>
}

/** What an operation answers with that sends lines as they are read. */
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
  /** What the actor must be allowed. */
  readonly scope: string
  /** Codes that this operation answers with, beside those that every operation has. */
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
  /** Absent: a body is not looked at. One that accepts `undefined` may be left out. */
  readonly body?: B
  /** Fields of the body that are refused with another value than the one that holds. */
  readonly fixed?: FixedFields<z.output<P>, z.output<Q>>
  /** How the body is written; JSON where nothing is said. */
  readonly bodyType?: 'multipart/form-data'
  /** Media types of a body that is streamed, in place of `body`. */
  readonly upload?: readonly string[]
  /** The media type of an answer that is streamed: then `answers` has `Lines`. */
  readonly download?: string
  /** What it means that `handle` has nothing to answer (204); absent: it always has. */
  readonly nothing?: string
  readonly answers: readonly [status: 200 | 201, schema: A]
  handle(
    ctx: Context,
    request: { params: z.output<P>; query: z.output<Q>; body: z.output<B>; actor: Actor; upload: StreamedBody },
  ): Promise<z.input<A> | undefined>
}

/** One operation: what it is called, what it takes, what it answers, and what it does. */
export type Endpoint = Definition<z.ZodObject, z.ZodObject, z.ZodType, z.ZodType>

/** Gives `handle` the types of the schemas beside it; they are checked before it runs, its answer after. */
export function endpoint<
  P extends z.ZodObject = NoFields,
  Q extends z.ZodObject = NoFields,
  B extends z.ZodType = z.ZodUndefined,
  A extends z.ZodType = z.ZodType,
>(definition: Definition<P, Q, B, A>): Endpoint
export function endpoint(definition: Endpoint): Endpoint {
  return definition
}
