import type { Context } from '#platform/context'
import { flagInForce, readFlags, type FlagDefinition } from '#domain/claims'
import type { Bearer } from '#domain/tokens'
import { readAuthority } from './read-authority.ts'

/** A flag with its value for the user. */
export interface Flag extends Pick<FlagDefinition, 'id' | 'key' | 'type'> {
  readonly value: unknown
}

export async function readFlagsInForce(
  ctx: Pick<Context, 'db' | 'cache' | 'environment'>,
  bearer: Bearer,
): Promise<readonly Flag[]> {
  const [flags, authority] = await Promise.all([readFlags(ctx), readAuthority(ctx, bearer)])
  if (!authority) return []
  return flags.map(({ id, key, type, ...flag }) => {
    const { value } = flagInForce({ id, key, type, ...flag }, authority)
    return { id, key, type, value }
  })
}
