import type { Context } from '#platform/context'
import { Forbidden } from '#platform/errors'
import { mayEnter, type Application } from '#domain/applications'
import { listRoleIdsOfMember } from '#domain/memberships'
import { type Organization } from '#domain/organizations'

/** The person proved who they are, but none of their roles may enter the application. */
export class NoEntry extends Forbidden {
  constructor() {
    super('ACCESS_DENIED', 'None of the roles of this user may sign in to this application.')
  }
}

interface EntryAttempt {
  readonly application: Application
  /** The organization that they sign in to. */
  readonly organization: Pick<Organization, 'id'> | undefined
  readonly userId: string
}

/** Whether a user may sign in to an application with their roles in the organization that they sign in to. */
export async function mayUserEnter(
  ctx: Pick<Context, 'db' | 'environment'>,
  { application, organization, userId }: EntryAttempt,
): Promise<boolean> {
  // Most applications admit everybody; they need no query.
  if (mayEnter(application, [])) return true
  if (!organization) return false
  const key = { organizationId: organization.id, userId }
  const ids = await listRoleIdsOfMember(ctx.db, key)
  return mayEnter(
    application,
    ids.map((id) => ({ id })),
  )
}
