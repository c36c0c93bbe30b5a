import {
  changeMembers,
  noSuchMember,
  type LockedMembers,
  type MembersContext,
  type MembersTarget,
} from './change-members.ts'
import { isMember } from './views.ts'

export interface MemberTarget extends Omit<MembersTarget, 'userIds'> {
  readonly userId: string
}

/** Does what changes what one member has; `work` returns whether it did. @throws {NotFound} `ORGANIZATION_USER_NOT_FOUND` */
export async function changeMember(
  ctx: MembersContext,
  { userId, ...target }: MemberTarget,
  work: (locked: LockedMembers) => Promise<boolean>,
): Promise<void> {
  await changeMembers(ctx, { ...target, userIds: [userId] }, async (locked) => {
    if (!(await isMember(locked.db, locked.key, userId))) throw noSuchMember()
    return { result: undefined, changed: (await work(locked)) ? [userId] : [] }
  })
}

export interface ScopeOfApi {
  readonly apiId: string
  readonly scopeId: string
}
