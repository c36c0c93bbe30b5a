import type { Ending, KeptReferences } from '#platform/db'
import { endAccessOfUser } from '#domain/sessions'
import { removeSubscribersOfAddresses } from '#domain/subscribers'
import { removeTracesOfUser } from '#domain/traces'
import { keepProfile, listAddresses, recordTombstone, removeUser } from '#domain/users'

interface DeletedUser {
  readonly userId: string
  readonly isProfileDeleted: boolean
  readonly now: Date
}

/**
 * The parts that end with a user, in this order. A new concept with data of users adds a foreign key that cascades, or
 * a part to this list; `test/endings.test.ts` finds tables that have neither.
 */
export const USER_ENDINGS: readonly Ending<DeletedUser>[] = [
  {
    // First, because applications learn of the sign-out from the sessions. It also waits for sign-ins under way, which
    // hold their session and then point to the user, before the user's row is locked for removal.
    name: 'access',
    tables: ['sessions', 'grants'],
    end: (db, { userId, now }) => endAccessOfUser(db, { userId, now }),
  },
  {
    name: 'subscriber',
    tables: ['subscribers'],
    async end(db, { userId, isProfileDeleted }) {
      if (!isProfileDeleted) return
      await removeSubscribersOfAddresses(db, await listAddresses(db, userId))
    },
  },
  {
    name: 'profile',
    tables: ['deleted_users'],
    async end(db, { userId, isProfileDeleted, now }) {
      if (!isProfileDeleted) await keepProfile(db, { userId, now })
    },
  },
  { name: 'traces', tables: ['flow_traces'], end: (db, { userId }) => removeTracesOfUser(db, userId) },
  { name: 'user', tables: ['users'], end: (db, { userId }) => removeUser(db, userId) },
  {
    name: 'spent id',
    tables: ['tombstones'],
    end: (db, { userId, now }) => recordTombstone(db, { id: userId, kind: 'user', now }),
  },
]

/** Tables that go on naming a user who was deleted. */
export const KEPT_AFTER_A_USER: KeptReferences = {
  audit_entries: 'They record who did what.',
  events: 'They record what happened; the last one of a user is the deletion.',
  logout_notices: 'Applications are told of the sign-out after the user is gone.',
}
