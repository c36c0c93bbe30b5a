import type { Context } from '#platform/context'
import { enterOrganization, type OrganizationChoice } from '#flows/engine'
import type { Organization } from '#domain/organizations'
import type { Flow } from '../flow.ts'

interface PartInput {
  readonly flow: Flow
  readonly choice: OrganizationChoice
  readonly userId: string
}

/** Enters the organization that was chosen. A sign-in that ends at a page of ours enters none. */
export async function findOrganization(
  ctx: Context,
  { flow: { request }, choice, userId }: PartInput,
): Promise<{ readonly organization: Organization | undefined }> {
  if (request.endsAtOwnPage === true) return { organization: undefined }
  return { organization: await enterOrganization(ctx, { userId, request, choice }) }
}
