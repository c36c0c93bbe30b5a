import { addJob } from '#platform/jobs'
import type { LockedRole } from '../change-role.ts'
import { MARK_ROLE_HOLDERS } from '../job-names.ts'

/** Gives the holders of the role new claims, once the transaction is committed. */
export async function markHolders({ db, key }: LockedRole): Promise<void> {
  await addJob(db, MARK_ROLE_HOLDERS, { businessId: key.businessId, roleId: key.roleId })
}
