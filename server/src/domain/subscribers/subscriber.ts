import { NotFound } from '#platform/errors'
import { hexOf, idFromHex } from '#platform/ids'

export interface Subscriber {
  readonly id: string
  readonly email: string
  readonly firstName: string
  readonly lastName: string
}

export function subscriberIdOf(id: string): string {
  return `subscriber_${hexOf(id)}`
}

export function subscriberIdFromText(text: string): string | undefined {
  return idFromHex(text, 'subscriber_')
}

/** Returns the text that sorts a list by name, without regard to case. */
export function sortNameOf({ firstName, lastName }: Pick<Subscriber, 'firstName' | 'lastName'>): string {
  return `${firstName} ${lastName}`.trim().normalize('NFKC').toLowerCase()
}

/** A subscriber of another environment is also answered with 404, never with 403 (ATO-11). */
export function noSuchSubscriber(): NotFound {
  return new NotFound('SUBSCRIBER_NOT_FOUND', 'No such subscriber.')
}
