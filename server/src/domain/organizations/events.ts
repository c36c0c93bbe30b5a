import type { Db } from '#platform/db'
import { recordEvent, type Author } from '#platform/outbox'
import type { OrganizationProfile } from './organization.ts'

interface Occurrence {
  readonly occurredAt: Date
  readonly author: Author
}

type AnnouncedOrganization = Pick<
  OrganizationProfile,
  'id' | 'code' | 'name' | 'handle' | 'externalId' | 'isAutoMembershipEnabled'
>

/** Records an event in the transaction of the change, with the fields that webhooks deliver. */
export async function recordOrganizationEvent(
  db: Db,
  event: Occurrence & {
    readonly type: 'organization.created' | 'organization.updated'
    readonly organization: AnnouncedOrganization
  },
): Promise<void> {
  const { type, occurredAt, author, organization } = event
  const { id, code, name, handle, externalId, isAutoMembershipEnabled } = organization
  const told = { code, name, handle: handle ?? null, external_id: externalId ?? null }
  await recordEvent(db, {
    type,
    occurredAt,
    ...author,
    subject: code,
    organizationId: id,
    payload: {
      organization:
        type === 'organization.created' ? told : { ...told, is_allow_registrations: isAutoMembershipEnabled },
    },
  })
}

export async function recordOrganizationDeletion(
  db: Db,
  {
    occurredAt,
    author,
    organization,
  }: Occurrence & { readonly organization: Pick<OrganizationProfile, 'id' | 'code'> },
): Promise<void> {
  await recordEvent(db, {
    type: 'organization.deleted',
    occurredAt,
    ...author,
    subject: organization.code,
    organizationId: organization.id,
    payload: { organization: { code: organization.code } },
  })
}
