import type { Context } from '#platform/context'
import { NotFound } from '#platform/errors'
import type { Actor } from '#platform/http'
import { subjectOf, userIdFromSubject } from '#platform/ids'
import { apiAuthor, recordEvent } from '#platform/outbox'
import { checkGivable, checkMayChangeTeam, type TeamCaller } from './check-givable.ts'
import { openTeam, type TeamPlace } from './open-team.ts'
import { lockTeam } from './queries.ts'
import { listMembers, type TeamMember } from './views.ts'

export type TeamChangeContext = Pick<Context, 'database' | 'environment' | 'clock'>

export interface MemberTarget {
  /** The subject of the member. */
  readonly member: string
  readonly actor: Actor
}

type Change = (
  place: TeamPlace,
  before: TeamMember,
) => Promise<{ readonly type: string; readonly data: Readonly<Record<string, unknown>> } | undefined>

export async function changeTeam(
  ctx: TeamChangeContext,
  { member, actor, scope }: MemberTarget & TeamCaller,
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
    await recordEvent(place.db, event)
  })
}
