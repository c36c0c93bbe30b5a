import { NotFound } from '#platform/errors'

/** Also what one of another environment is: 404, never 403 (ATO-11). */
export function noSuchUser(): NotFound {
  return new NotFound('USER_NOT_FOUND', 'No such user.')
}

/** What a profile says; `null` takes it back, what is absent stays. */
export interface ProfileChange {
  readonly givenName?: string | null | undefined
  readonly familyName?: string | null | undefined
  readonly picture?: string | null | undefined
  /** The user's id in the customer's own system. */
  readonly providedId?: string | null | undefined
}
