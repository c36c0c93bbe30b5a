import type { Context } from '#platform/context'
import { mayUserEnter, NoEntry } from '#flows/engine'
import type { Application } from '#domain/applications'
import type { Organization } from '#domain/organizations'
import type { Flow } from '../flow.ts'

interface PartInput {
  readonly flow: Flow
  readonly application: Application
  readonly organization: Organization | undefined
  readonly userId: string
}

/**
 * Checks access control after the organization was entered: a new member may get a role there that lets them in.
 *
 * @throws {NoEntry} rolls back the whole end of the flow
 */
export async function checkEntry(ctx: Context, { flow, application, organization, userId }: PartInput): Promise<void> {
  if (flow.request.endsAtOwnPage === true) return
  if (!(await mayUserEnter(ctx, { application, organization, userId }))) throw new NoEntry()
}
