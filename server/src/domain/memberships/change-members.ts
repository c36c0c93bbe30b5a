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

/** Users whose memberships are locked against other changes, and the transaction that holds the locks. */
export interface LockedMembers {
  readonly db: Db
  readonly key: MembersKey & { readonly businessId: string }
  readonly organization: Organization
  readonly now: Date
}

/** The result of a change, and the users whose memberships it changed. */
export interface MembersChange<T> {
  readonly result: T
  readonly changed: readonly string[]
}

/**
 * Runs `work` in a transaction that locks the organization and the users, so that changes to one user never overlap.
 * Every user whose membership changed gets fresh claims at the next token (P3-8), and an event.
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
  const { businessId } = ctx.environment
  const now = ctx.clock()
  return ctx.db.transaction().execute(async (db) => {
    const held = await holdTarget(db, { code: organizationCode, userIds })
    if (!held) throw noSuchOrganization()
    if (held.usersFound < userIds.length) throw noSuchUser()
    const { organization } = held
    const key = { organizationId: organization.id, businessId }
    const { result, changed } = await work({ db, key, organization, now })
    const different = [...new Set(changed)]
    if (different.length === 0) return result
    await markClaimsChangedOf(db, different, now)
    const event = { type: 'user.updated', occurredAt: now, author, organizationId: organization.id } as const
    await recordUserEvents(db, { ...event, userIds: different })
    return result
  })
}

/** A user who belongs to another organization only gets the same answer. */
export function noSuchMember(): NotFound {
  return new NotFound('ORGANIZATION_USER_NOT_FOUND', 'No such user in this organization.')
}
