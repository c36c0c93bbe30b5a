import type { Context } from '#platform/context'
import { newId, subjectOf } from '#platform/ids'
import { recordEvent, type DomainEvent } from '#platform/outbox'
import { insertEmailIdentity, type EmailAddress } from '#domain/identities'
import { addMembership, findDefaultOrganization } from '#domain/organizations'
import { insertUser } from './queries.ts'

export interface NewUser {
  readonly givenName?: string | undefined
  readonly familyName?: string | undefined
  readonly email: EmailAddress
  /** True only when we proved the address. */
  readonly isEmailVerified: boolean
  readonly source: DomainEvent['source']
}

/**
 * Creates a user with a primary email identity, as a member of the default organization. Runs in the caller's
 * transaction, so that no half user can remain.
 *
 * Raises a violation of `identities_normalized_unique` when the address is taken; the caller knows what that means.
 */
export async function createUser(
  ctx: Pick<Context, 'db' | 'clock'> & { readonly environment: Pick<Context['environment'], 'id'> },
  input: NewUser,
): Promise<{ readonly id: string }> {
  const now = ctx.clock()
  const environmentId = ctx.environment.id
  const id = newId()
  await insertUser(ctx.db, environmentId, {
    id,
    givenName: input.givenName ?? null,
    familyName: input.familyName ?? null,
    createdAt: now,
  })
  await insertEmailIdentity(ctx.db, environmentId, {
    userId: id,
    address: input.email,
    isPrimary: true,
    verifiedAt: input.isEmailVerified ? now : null,
    now,
  })
  const organization = await findDefaultOrganization(ctx.db, environmentId)
  if (organization) await addMembership(ctx.db, environmentId, { organizationId: organization.id, userId: id, now })
  await recordEvent(ctx.db, environmentId, {
    type: 'user.created',
    occurredAt: now,
    actor: input.source === 'user' ? { type: 'user', id: subjectOf(id) } : { type: 'application' },
    source: input.source,
    subject: subjectOf(id),
    ...(organization ? { organizationId: organization.id } : {}),
    payload: {
      user: {
        id: subjectOf(id),
        email: input.email.typed,
        first_name: input.givenName ?? null,
        last_name: input.familyName ?? null,
        is_suspended: false,
        is_password_reset_requested: false,
        organizations: organization ? [{ code: organization.code }] : [],
      },
    },
  })
  return { id }
}
