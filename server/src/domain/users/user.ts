import { NotFound } from '#platform/errors'

/** A user of another environment is also answered with 404, never with 403 (ATO-11). */
export function noSuchUser(): NotFound {
  return new NotFound('USER_NOT_FOUND', 'No such user.')
}

/** Changes to a profile. `null` removes a value; an absent field keeps it. */
export interface ProfileChange {
  readonly givenName?: string | null | undefined
  readonly familyName?: string | null | undefined
  readonly picture?: string | null | undefined
  /** The user's id in the customer's own system. */
  readonly providedId?: string | null | undefined
}
