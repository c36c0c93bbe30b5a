import type { z } from 'zod'
import type { Context } from '#platform/context'
import type { DescribedEndpoint } from '#platform/http'
import type { Bearer } from '#domain/tokens'

type NoFields = z.ZodObject<Record<never, never>>

interface Definition<P extends z.ZodType, Q extends z.ZodType, A extends z.ZodType> extends DescribedEndpoint {
  readonly method: 'get'
  readonly path: `/account_api/v1/${string}`
  readonly params?: P & z.ZodObject
  readonly query?: Q & z.ZodObject
  readonly answers: readonly [status: 200, schema: A]
  handle(
    ctx: Context,
    request: { readonly params: z.output<P>; readonly query: z.output<Q>; readonly bearer: Bearer },
  ): Promise<z.input<A>>
}

/** One operation: what it is called, what it takes, what it answers, and what it does. */
export type AccountEndpoint = Definition<z.ZodObject, z.ZodObject, z.ZodType>

/** Gives `handle` the types of the schemas beside it; they are checked before it runs, its answer after. */
export function accountEndpoint<
  P extends z.ZodObject = NoFields,
  Q extends z.ZodObject = NoFields,
  A extends z.ZodType = z.ZodType,
>(definition: Definition<P, Q, A>): AccountEndpoint
export function accountEndpoint(definition: AccountEndpoint): AccountEndpoint {
  return definition
}
