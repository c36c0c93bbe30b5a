import type { Context } from '#platform/context'
import { findSubject, flagInForce, readFlags, type Authority, type FlagDefinition } from '#domain/claims'
import type { Bearer } from '#domain/tokens'

/** Returns the user's present rights in the organization of the token. */
export async function readAuthority(
  { db, environment }: Pick<Context, 'db' | 'environment'>,
  { grant: { subject } }: Bearer,
): Promise<Authority | undefined> {
  const { userId, organization } = subject
  const key = { userId, organizationId: organization?.id, audiences: [], propertyIds: [] }
  return (await findSubject(db, environment.id, key))?.authority
}

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
