import type { Context } from '#platform/context'
import { subjectOf } from '#platform/ids'
import { addMembership, insertCreatorRoles, touchMembership } from '#domain/memberships'
import {
  createOrganization,
  findOrganizationByCode,
  holdOpenOrganization,
  type Organization,
} from '#domain/organizations'
import { keepMarketing } from '#domain/properties'
import { markClaimsChanged, recordUserEvent } from '#domain/users'
import type { AuthorizationRequest } from './flow.ts'
import type { OrganizationChoice } from './organization-choice.ts'

/** The name of a new organization for which the request gives none (O2-11). */
const UNNAMED = 'New organization'
const NAME_LIMIT = 200

type EntryContext = Pick<Context, 'db' | 'clock' | 'environment'>

/**
 * The organization was suspended or deleted, or the membership ended, after the choice: the person has to choose again.
 */
export class ChoiceOutdated extends Error {}

interface Entrance {
  readonly userId: string
  readonly request: Pick<AuthorizationRequest, 'further'>
  readonly choice: OrganizationChoice
}

/**
 * Enters the organization that was chosen, and adds the user as a member if the choice says so. Runs in the transaction
 * that records the grant: a request that suspends the organization or ends the membership waits for it, and then ends
 * the grant too.
 *
 * @throws {ChoiceOutdated}
 */
export async function enterOrganization(
  ctx: EntryContext,
  { userId, request, choice }: Entrance,
): Promise<Organization | undefined> {
  if (choice.kind === 'none') return undefined
  if (choice.kind === 'create') return foundOrganization(ctx, userId, request.further)
  if (choice.kind !== 'enter') throw new ChoiceOutdated()
  const { organization, isJoining } = choice
  const key = { organizationId: organization.id }
  if (!(await holdOpenOrganization(ctx.db, key))) throw new ChoiceOutdated()
  if (isJoining) await join(ctx, userId, organization.id)
  if (!(await touchMembership(ctx.db, key, { userId, now: ctx.clock() }))) throw new ChoiceOutdated()
  return organization
}

async function join(ctx: EntryContext, userId: string, organizationId: string): Promise<void> {
  const { db } = ctx
  const now = ctx.clock()
  if (!(await addMembership(db, { organizationId, userId, now }))) return
  await markClaimsChanged(db, userId, now)
  await recordUserEvent(db, {
    userId,
    type: 'user.updated',
    occurredAt: now,
    author: { actor: { type: 'user', id: subjectOf(userId) }, source: 'user' },
    organizationId,
  })
}

/** Creates the organization. Its creator is its first member and gets the roles for creators (O2-10 to O2-12). */
async function foundOrganization(
  ctx: EntryContext,
  userId: string,
  further: AuthorizationRequest['further'],
): Promise<Organization | undefined> {
  const { db } = ctx
  const now = ctx.clock()
  const name =
    (further['org_name'] ?? '')
      .replace(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, NAME_LIMIT) || UNNAMED
  const author = { actor: { type: 'user', id: subjectOf(userId) }, source: 'user' } as const
  const { id: organizationId, code } = await createOrganization(ctx, { name, author })
  const key = { organizationId }
  await addMembership(db, { organizationId, userId, now })
  await insertCreatorRoles(db, key, { userId, now })
  await touchMembership(db, key, { userId, now })
  await keepMarketing(ctx, { owner: { context: 'org', id: organizationId }, parameters: further })
  await markClaimsChanged(db, userId, now)
  await recordUserEvent(db, { userId, type: 'user.updated', occurredAt: now, author, organizationId })
  return findOrganizationByCode(db, code)
}
