import {
  findJoinedByDefault,
  type EnterableOrganization,
  listOrganizationsOfDomain,
  type OrganizationProfile,
} from '#domain/organizations'
import type { Context } from '#platform/context'

const MOST_JOINED = 20

/** Returns the organizations of the person's domain, or else the default one (O2-16, O2-23). */
export async function listOfNew(
  { db }: OfferContext,
  domain: string | undefined,
): Promise<readonly EnterableOrganization[]> {
  const ofDomain = domain === undefined ? [] : await listOrganizationsOfDomain(db, { domain, limit: MOST_JOINED })
  if (ofDomain.length > 0) return ofDomain
  const standard = await findJoinedByDefault(db)
  return standard ? [enterableOf(standard)] : []
}

export type OfferContext = Pick<Context, 'db' | 'environment'>
export function enterableOf({
  id,
  code,
  name,
  handle,
  isDefault,
  suspendedAt,
}: OrganizationProfile): EnterableOrganization {
  return { id, code, name, handle, isDefault, isSuspended: suspendedAt !== undefined, lastSignedInAt: undefined }
}
