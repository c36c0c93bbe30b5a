import type { Context } from '#platform/context'
import { newId, subjectOf } from '#platform/ids'
import type { Author } from '#platform/outbox'
import { insertIdentity, type IdentityValue } from '#domain/identities'
import { addMembership } from '#domain/memberships'
import { findJoinedByDefault, holdOrganization, noSuchOrganization, type Organization } from '#domain/organizations'
import { recordUserEvent, insertUser, writeSearchWords, searchWordsOf, type ProfileChange } from '#domain/users'

export interface NewUser extends ProfileChange {
  /** The first of each kind is primary (U1-2). */
  readonly identities: readonly { readonly value: IdentityValue; readonly isVerified: boolean }[]
  /** The organization to join; undefined for the default one, if users without another join it. */
  readonly organizationCode?: string | undefined
  /** The organizations to join, where an earlier step decided that; an empty list means none. */
  readonly organizations?: readonly Pick<Organization, 'id'>[] | undefined
  /** The author of the creation; undefined where users sign up themselves. */
  readonly author?: Author | undefined
}

type Dependencies = Pick<Context, 'db' | 'clock'> & { readonly environment: Pick<Context['environment'], 'id'> }

/**
 * Creates a user with their identities, as a member of an organization. Runs in the caller's transaction, so that no
 * half user can remain. No mail is sent (U1-22).
 *
 * @throws {Conflict} `IDENTITY_TAKEN`, `PROVIDED_ID_TAKEN`
 * @throws {NotFound} `ORGANIZATION_NOT_FOUND`
 */
export async function createUser(ctx: Dependencies, input: NewUser): Promise<{ readonly id: string }> {
  const now = ctx.clock()
  const id = newId()
  const organizations = input.organizations ?? (await organizationsOf(ctx, input.organizationCode))
  await insertUser(ctx.db, { ...input, id, createdAt: now })
  await insertIdentities(ctx, id, input)
  const identities = input.identities.map(({ value }) => value)
  const words = searchWordsOf({ givenName: input.givenName, familyName: input.familyName, identities })
  await writeSearchWords(ctx.db, { userId: id, words })
  for (const { id: organizationId } of organizations) {
    await addMembership(ctx.db, { organizationId, userId: id, now })
  }
  await recordUserEvent(ctx.db, {
    userId: id,
    type: 'user.created',
    occurredAt: now,
    author: input.author ?? { actor: { type: 'user', id: subjectOf(id) }, source: 'user' },
    organizationId: organizations[0]?.id,
  })
  return { id }
}

async function organizationsOf({ db }: Dependencies, code: string | undefined) {
  const found = code === undefined ? await findJoinedByDefault(db) : await holdOrganization(db, code)
  if (!found && code !== undefined) throw noSuchOrganization()
  return found ? [found] : []
}

async function insertIdentities(ctx: Dependencies, userId: string, { identities }: NewUser): Promise<void> {
  const now = ctx.clock()
  const seen = new Set<string>()
  for (const { value, isVerified } of identities) {
    await insertIdentity(ctx.db, {
      userId,
      identity: value,
      isPrimary: !seen.has(value.kind),
      verifiedAt: isVerified && value.kind !== 'username' ? now : null,
      now,
    })
    seen.add(value.kind)
  }
}
