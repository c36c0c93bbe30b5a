import { isDeepStrictEqual } from 'node:util'
import type { Context } from '#platform/context'
import { InvalidInput } from '#platform/errors'

/** Fields that an operation knows but does not change. Clients that send whole objects back may send them as they are. */
export interface FixedFields<P, Q> {
  readonly fields: readonly string[]
  /** The values that hold. A field that it does not name holds none, so no value of it is accepted. */
  readonly present?: (
    ctx: Context,
    request: { readonly params: P; readonly query: Q },
  ) => Promise<Readonly<Record<string, unknown>>>
}

interface SentRequest<P, Q> {
  readonly body: unknown
  readonly params: P
  readonly query: Q
}

/**
 * Refuses a body that would change what cannot be changed: dropped silently, the client would believe that it was.
 * Null and empty text say nothing, because many clients write what they do not know that way.
 *
 * @throws {InvalidInput} `FIELD_CANNOT_CHANGE`
 */
export async function checkFixedFields<P, Q>(
  ctx: Context,
  fixed: FixedFields<P, Q>,
  { body, params, query }: SentRequest<P, Q>,
): Promise<void> {
  const sent = new Map(Object.entries(body ?? {}).filter(([, value]) => value !== null && value !== ''))
  const named = fixed.fields.filter((field) => sent.has(field))
  if (named.length === 0) return
  const present = (await fixed.present?.(ctx, { params, query })) ?? {}
  const changed = named.filter((field) => !isDeepStrictEqual(sent.get(field), present[field]))
  if (changed.length === 0) return
  const message = 'is not set by this operation; leave it out, or send the value that it has'
  const issues = changed.map((pointer) => ({ pointer, message }))
  throw new InvalidInput('FIELD_CANNOT_CHANGE', `This operation does not set ${changed.join(', ')}.`, issues)
}
