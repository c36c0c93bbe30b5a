import type { EnterableOrganization } from '#domain/organizations'
import { listOfNew, type OfferContext } from './list-of-new.ts'
import type { OrganizationChoice } from './organization-choice.ts'

/** Returns the organizations that a new person becomes a member of, whichever of them they enter. */
export async function listJoined(
  ctx: OfferContext,
  verifiedAddress: string | undefined,
  choice: OrganizationChoice,
): Promise<readonly EnterableOrganization[]> {
  if (choice.kind === 'create') return []
  const theirs = await listOfNew(ctx, domainOf(verifiedAddress))
  if (choice.kind !== 'enter' || !choice.isJoining) return theirs
  // The default organization is only for people who name none.
  return [choice.organization, ...theirs.filter((one) => !one.isDefault && one.id !== choice.organization.id)]
}

export function domainOf(address: string | undefined): string | undefined {
  return address?.split('@').at(-1)
}
