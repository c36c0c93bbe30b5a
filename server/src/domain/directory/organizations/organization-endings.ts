import type { Ending, KeptReferences } from '#platform/db'
import { removeGrantsOfMembers } from '#domain/grants'
import { removeMembers } from '#domain/memberships'
import { removeOrganization, writeHandle } from '#domain/organizations'
import { markClaimsChangedOf } from '#domain/users'

interface DeletedOrganization {
  readonly businessId: string
  readonly organizationId: string
}

interface LeavingMembers {
  readonly organizationId: string
  readonly userIds: readonly string[]
  readonly now: Date
}

/**
 * The parts that end with some of the members when their organization is deleted, in this order. There may be a million
 * of them, so they leave in parts, each in a transaction that holds the users.
 */
export const MEMBER_ENDINGS: readonly Ending<LeavingMembers>[] = [
  { name: 'memberships', tables: ['memberships'], end: (db, { userIds, ...key }) => removeMembers(db, key, userIds) },
  {
    name: 'grants',
    tables: ['grants'],
    end: (db, { organizationId, userIds }) => removeGrantsOfMembers(db, { organizationId, userIds }),
  },
  {
    name: 'claims',
    tables: ['users'],
    end: (db, { userIds, now }) => markClaimsChangedOf(db, userIds, now),
  },
]

/**
 * The parts that end with an organization without members, in this order. A new concept that has something of
 * organizations adds a foreign key that cascades, or a part to this list or to the one above; `test/endings.test.ts`
 * finds tables that have neither.
 */
export const ORGANIZATION_ENDINGS: readonly Ending<DeletedOrganization>[] = [
  {
    // It belongs to the business, where no foreign key of the environment leads.
    name: 'handle',
    tables: ['organization_handles'],
    end: (db, { organizationId: id, ...owner }) => writeHandle(db, { ...owner, id }, null),
  },
  {
    name: 'organization',
    tables: ['organizations'],
    end: (db, { organizationId: id }) => removeOrganization(db, { id }),
  },
]

/** Tables that go on naming an organization that was deleted. */
export const KEPT_AFTER_AN_ORGANIZATION: KeptReferences = {
  events: 'They record what happened; the last one of an organization is the deletion.',
  flow_traces: 'They record how sign-ins went, and end after a time.',
}
