import type { Context } from '#platform/context'
import { newCode, newId } from '#platform/ids'
import type { Author } from '#platform/outbox'
import { recordOrganizationEvent } from './events.ts'
import { parseHandle } from './organization.ts'
import { insertOrganization, writeHandle } from './queries.ts'

export interface NewOrganization {
  readonly name: string
  readonly externalId?: string | undefined
  readonly handle?: string | undefined
  readonly isAutoMembershipEnabled?: boolean | undefined
  /** Settings of the organization, checked already. */
  readonly settings?: Readonly<Record<string, unknown>>
  readonly author: Author
}

export type OrganizationContext = Pick<Context, 'db' | 'clock'> & {
  readonly environment: Pick<Context['environment'], 'id' | 'businessId'>
}

/**
 * Creates an organization without members. Runs in the caller's transaction.
 *
 * @throws {InvalidInput} `INVALID_HANDLE`
 * @throws {Conflict} `EXTERNAL_ID_TAKEN`, `HANDLE_TAKEN`
 */
export async function createOrganization(
  { db, clock, environment }: OrganizationContext,
  input: NewOrganization,
): Promise<{ readonly id: string; readonly code: string }> {
  const { name, externalId, isAutoMembershipEnabled = false, settings = {}, author } = input
  const handle = input.handle === undefined ? undefined : parseHandle(input.handle)
  const organization = { id: newId(), code: newCode('org_'), name, handle, externalId, isAutoMembershipEnabled }
  const createdAt = clock()
  if (handle !== undefined) {
    const owner = { businessId: environment.businessId, id: organization.id }
    await writeHandle(db, owner, handle)
  }
  await insertOrganization(db, {
    ...organization,
    handle: handle ?? null,
    externalId: externalId ?? null,
    settings,
    createdAt,
  })
  const event = { type: 'organization.created', occurredAt: createdAt, author, organization } as const
  await recordOrganizationEvent(db, event)
  return { id: organization.id, code: organization.code }
}
