import { type Authority, findSubject } from '#domain/claims'
import type { Bearer } from '#domain/tokens'
import type { Context } from '#platform/context'

/** Returns the user's present rights in the organization of the token. */
export async function readAuthority(
  { db }: Pick<Context, 'db'>,
  { grant: { subject } }: Bearer,
): Promise<Authority | undefined> {
  const { userId, organization } = subject
  const key = { userId, organizationId: organization?.id, audiences: [], propertyIds: [] }
  return (await findSubject(db, key))?.authority
}
