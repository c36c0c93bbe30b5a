import type { RequestContext } from '#platform/http'
import { identityIdFromText, listIdentitiesOfUser, type Identity } from '#domain/identities'
import type { OwnAccount } from './account-session.ts'

/** Returns the identity that the address names, if it is the person's own (ATO-11). */
export async function findOwnIdentity(c: RequestContext, { userId }: OwnAccount): Promise<Identity | undefined> {
  const id = identityIdFromText(c.req.param('id') ?? '')
  if (id === undefined) return undefined
  return (await listIdentitiesOfUser(c.var.ctx.db, userId)).find((identity) => identity.id === id)
}
