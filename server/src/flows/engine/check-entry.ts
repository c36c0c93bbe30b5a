import type { Context } from '#platform/context'
import { Forbidden } from '#platform/errors'
import { mayEnter, type Application } from '#domain/applications'
import { listRoleIdsOfMember } from '#domain/organizations'
import type { AuthorizationRequest } from './flow.ts'
import { organizationFor } from './grant-code.ts'

/** The person is who they say, and the application is not for them: none of their roles may enter. */
export class NoEntry extends Forbidden {
  constructor() {
    super('ACCESS_DENIED', 'None of the roles of this user may sign in to this application.')
  }
}

interface Entering {
  readonly application: Application
  readonly request: Partial<Pick<AuthorizationRequest, 'redirectUri' | 'redirectPattern'>>
  readonly userId: string
}

/** Whether somebody may sign in to an application, by their roles in the organization that they sign in to. */
export async function mayUserEnter(
  ctx: Pick<Context, 'db' | 'environment'>,
  { application, request, userId }: Entering,
): Promise<boolean> {
  // Most applications are open: no query for them.
  if (mayEnter(application, [])) return true
  const organization = await organizationFor(ctx, request, userId)
  if (!organization) return false
  const key = { environmentId: ctx.environment.id, organizationId: organization.id, userId }
  const ids = await listRoleIdsOfMember(ctx.db, key)
  return mayEnter(
    application,
    ids.map((id) => ({ id })),
  )
}
