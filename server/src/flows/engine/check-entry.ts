import type { Context } from '#platform/context'
import { Forbidden } from '#platform/errors'
import { mayEnter, type Application } from '#domain/applications'
import { listRoleIdsOfMember } from '#domain/memberships'
import { type Organization } from '#domain/organizations'

/** The person is who they say, and the application is not for them: none of their roles may enter. */
export class NoEntry extends Forbidden {
  constructor() {
    super('ACCESS_DENIED', 'None of the roles of this user may sign in to this application.')
  }
}

interface Entering {
  readonly application: Application
  /** The one they sign in to. */
  readonly organization: Pick<Organization, 'id'> | undefined
  readonly userId: string
}

/** Whether somebody may sign in to an application, by their roles in the organization that they sign in to. */
export async function mayUserEnter(
  ctx: Pick<Context, 'db' | 'environment'>,
  { application, organization, userId }: Entering,
): Promise<boolean> {
  // Most applications are open: no query for them.
  if (mayEnter(application, [])) return true
  if (!organization) return false
  const key = { environmentId: ctx.environment.id, organizationId: organization.id, userId }
  const ids = await listRoleIdsOfMember(ctx.db, key)
  return mayEnter(
    application,
    ids.map((id) => ({ id })),
  )
}
