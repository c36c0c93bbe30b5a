import type { Context } from '#platform/context'
import { Conflict, NotFound } from '#platform/errors'
import type { Actor } from '#platform/http'
import { subjectOf, userIdFromSubject } from '#platform/ids'
import { apiAuthor, recordEvent } from '#platform/outbox'
import { revokeInvitationsBy } from '#domain/invitations'
import { checkGivable, checkMayChangeTeam, type Changing } from './check-givable.ts'
import { openTeam, type TeamPlace } from './open-team.ts'
import { hasOtherOwner, insertMember, lockTeam, removeMember } from './queries.ts'
import { scopesOf, TEAM_ROLES, type TeamRole } from './roles.ts'
import { listMembers, type TeamMember } from './views.ts'

type ChangeContext = Pick<Context, 'database' | 'environment' | 'clock'>

export interface MemberTarget {
  /** The subject of the member. */
  readonly member: string
  readonly actor: Actor
}

/**
 * Gives a member another role.
 *
 * @throws {NotFound} `MEMBER_NOT_FOUND`
 * @throws {Forbidden} `ROLE_EXCEEDS_YOURS`, `PRODUCTION_APPLICATION_ONLY`
 * @throws {Conflict} `LAST_OWNER`, `INSTALLATION_OWNER`
 */
export function changeMemberRole(ctx: ChangeContext, target: MemberTarget, role: TeamRole): Promise<void> {
  const changing = { actor: target.actor, scope: 'update:team' } as const
  return changeTeam(ctx, { ...target, ...changing }, async (place, before) => {
    await checkGivable(place, changing, role)
    if (before.role === role) return undefined
    await checkReplaceable(place, before)
    await insertMember(place, { userId: before.userId, role, now: ctx.clock() })
    await voidInvitations(ctx, place, { userId: before.userId, role })
    return { type: 'team.member_updated', data: { role, previous_role: before.role } }
  })
}

/**
 * Takes a member from the team. Their account stays; it may be on other teams.
 *
 * @throws as `changeMemberRole`
 */
export function takeFromTeam(ctx: ChangeContext, target: MemberTarget): Promise<void> {
  return changeTeam(ctx, { ...target, scope: 'delete:team' }, async (place, before) => {
    await checkReplaceable(place, before)
    await removeMember(place, before.userId)
    await voidInvitations(ctx, place, { userId: before.userId, role: undefined })
    return { type: 'team.member_removed', data: { previous_role: before.role } }
  })
}

/** Revokes what a member has invited to and could not give with their present role (ATO-15). */
async function voidInvitations(
  ctx: ChangeContext,
  { db, environmentId, businessId: id }: TeamPlace,
  { userId, role }: { readonly userId: string; readonly role: TeamRole | undefined },
): Promise<void> {
  const held = role === undefined ? new Set<string>() : scopesOf(role)
  const kept = held.has('create:team')
    ? TEAM_ROLES.filter((one) => [...scopesOf(one)].every((scope) => held.has(scope)))
    : []
  const lost = { target: { kind: 'team', id }, inviter: subjectOf(userId), kept, now: ctx.clock() } as const
  await revokeInvitationsBy(db, environmentId, lost)
}

type Change = (
  place: TeamPlace,
  before: TeamMember,
) => Promise<{ readonly type: string; readonly data: Readonly<Record<string, unknown>> } | undefined>

async function changeTeam(
  ctx: ChangeContext,
  { member, actor, scope }: MemberTarget & Changing,
  change: Change,
): Promise<void> {
  checkMayChangeTeam(ctx, actor)
  await openTeam(ctx, async (place) => {
    await lockTeam(place)
    const userId = userIdFromSubject(member)
    const [before] = userId === undefined ? [] : await listMembers(place, { userId, limit: 1 })
    if (!before) throw new NotFound('MEMBER_NOT_FOUND', 'No such member of the team.')
    // Otherwise an admin could take the role of an owner away.
    await checkGivable(place, { actor, scope }, before.role)
    const done = await change(place, before)
    if (!done) return
    const { type, data } = done
    const payload = { business_id: place.businessId, member: { id: subjectOf(before.userId) }, ...data }
    const event = { type, occurredAt: ctx.clock(), ...apiAuthor(actor), subject: subjectOf(before.userId), payload }
    await recordEvent(place.db, place.environmentId, event)
  })
}

/** Keeps the last owner of a business. An owner of the installation is one of every business, whatever a row says. */
async function checkReplaceable(place: TeamPlace, { userId, role, isInstallationOwner }: TeamMember): Promise<void> {
  if (role === 'owner' && !(await hasOtherOwner(place, userId))) {
    throw new Conflict('LAST_OWNER', 'A business keeps an owner. Make somebody else an owner first.')
  }
  if (!isInstallationOwner) return
  throw new Conflict('INSTALLATION_OWNER', 'An owner of the installation is an owner of every business.')
}
