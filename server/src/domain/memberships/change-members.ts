import type { Context } from '#platform/context'
import type { Db } from '#platform/db'
import { InvalidInput, NotFound } from '#platform/errors'
import type { Author } from '#platform/outbox'
import { markClaimsChangedOf, noSuchUser, recordUserEvents } from '#domain/users'
import { noSuchOrganization, type Organization } from '#domain/organizations'
import { holdTarget, type MembersKey } from './queries.ts'

export type MembersContext = Pick<Context, 'db' | 'clock' | 'environment'>

export interface MembersTarget {
  readonly organizationCode: string
  readonly userIds: readonly string[]
  readonly author: Author
}

/** Users whose memberships nobody else changes meanwhile, and the transaction they are changed in. */
export interface LockedMembers {
  readonly db: Db
  readonly key: MembersKey & { readonly businessId: string }
  readonly organization: Organization
  readonly now: Date
}

/** What was done, and whose memberships are different now. */
export interface MembersChange<T> {
  readonly result: T
  readonly changed: readonly string[]
}

/**
 * Does what changes memberships in a transaction, one after the other for each user. Whose memberships changed, their
 * next token says so (P3-8), and there is an event of each.
 *
 * @throws {NotFound} `ORGANIZATION_NOT_FOUND`, `USER_NOT_FOUND`
 * @throws {InvalidInput} `USER_REPEATED`
 */
export async function changeMembers<T>(
  ctx: MembersContext,
  { organizationCode, userIds, author }: MembersTarget,
  work: (locked: LockedMembers) => Promise<MembersChange<T>>,
): Promise<T> {
  if (new Set(userIds).size < userIds.length) throw new InvalidInput('USER_REPEATED', 'A user is named more than once.')
  const { id: environmentId, businessId } = ctx.environment
  const now = ctx.clock()
  return ctx.db.transaction().execute(async (db) => {
    const held = await holdTarget(db, environmentId, { code: organizationCode, userIds })
    if (!held) throw noSuchOrganization()
    if (held.usersFound < userIds.length) throw noSuchUser()
    const { organization } = held
    const key = { environmentId, organizationId: organization.id, businessId }
    const { result, changed } = await work({ db, key, organization, now })
    const different = [...new Set(changed)]
    if (different.length === 0) return result
    await markClaimsChangedOf(db, environmentId, different, now)
    const event = { type: 'user.updated', occurredAt: now, author, organizationId: organization.id } as const
    await recordUserEvents(db, environmentId, { ...event, userIds: different })
    return result
  })
}

/** Also what a user is who belongs to another organization alone. */
export function noSuchMember(): NotFound {
  return new NotFound('ORGANIZATION_USER_NOT_FOUND', 'No such user in this organization.')
}
