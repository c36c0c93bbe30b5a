import type { Context } from '#platform/context'
import { announceChange } from '#platform/db'
import type { Author } from '#platform/outbox'
import { recordOrganizationEvent } from './events.ts'
import { noSuchOrganization, organizationCacheKey } from './organization.ts'
import { findOrganizationProfile, writeOrganization } from './queries.ts'

type Dependencies = Pick<Context, 'db' | 'clock'> & { readonly environment: { readonly id: string } }

interface NameChange {
  readonly id: string
  readonly code: string
  readonly name: string
  /** Absent: the one that it has stays. */
  readonly externalId?: string | undefined
  readonly author: Author
}

/**
 * Gives an organization another name, and an external id where one is named. In the caller's transaction.
 *
 * @throws {NotFound} `ORGANIZATION_NOT_FOUND`
 * @throws {Conflict} `EXTERNAL_ID_TAKEN`
 */
export async function renameOrganization(
  { db, clock, environment }: Dependencies,
  { id, code, name, externalId, author }: NameChange,
): Promise<void> {
  await writeOrganization(db, { id }, { name, externalId })
  const organization = await findOrganizationProfile(db, code)
  if (!organization) throw noSuchOrganization()
  const event = { type: 'organization.updated', occurredAt: clock(), author, organization } as const
  await recordOrganizationEvent(db, event)
  await announceChange(db, organizationCacheKey(environment.id))
}
