import type { Context } from '#platform/context'
import { announceChange } from '#platform/db'
import type { Author } from '#platform/outbox'
import { recordOrganizationEvent } from './events.ts'
import { noSuchOrganization, organizationCacheKey } from './organization.ts'
import { findOrganizationProfile, writeOrganization } from './queries.ts'

type Dependencies = Pick<Context, 'db' | 'clock'> & { readonly environment: { readonly id: string } }

/** Gives an organization another name, in the caller's transaction. @throws {NotFound} `ORGANIZATION_NOT_FOUND` */
export async function renameOrganization(
  { db, clock, environment }: Dependencies,
  {
    id,
    code,
    name,
    author,
  }: { readonly id: string; readonly code: string; readonly name: string; readonly author: Author },
): Promise<void> {
  await writeOrganization(db, { environmentId: environment.id, id }, { name })
  const organization = await findOrganizationProfile(db, environment.id, code)
  if (!organization) throw noSuchOrganization()
  const event = { type: 'organization.updated', occurredAt: clock(), author, organization } as const
  await recordOrganizationEvent(db, environment.id, event)
  await announceChange(db, organizationCacheKey(environment.id))
}
