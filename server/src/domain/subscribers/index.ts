/**
 * Subscribers to news: a list apart from users and from requests for access (U6-5). An address is on it once. Deleting
 * a user with their profile removes their addresses from it. Owns `subscribers`.
 */
export { removeSubscribersOfAddresses } from './queries.ts'
export type { SubscriberProblem } from './problems.ts'
