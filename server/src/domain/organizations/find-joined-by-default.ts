import type { Db } from '#platform/db'
import { settingsFor } from '#domain/settings'
import type { OrganizationProfile } from './organization.ts'
import { findDefaultProfile } from './queries.ts'

/** The default organization, where users without another become its members (O2-16 to O2-18). */
export async function findJoinedByDefault(db: Db): Promise<OrganizationProfile | undefined> {
  const organization = await findDefaultProfile(db)
  const isJoined = settingsFor({ organization: organization?.settings }).values.isJoinedByDefault
  return isJoined ? organization : undefined
}
