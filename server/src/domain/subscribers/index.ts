/**
 * People who asked to be told of news: a list apart from users and from requests for access (U6-5). An address is on it
 * once. Who deletes a user with their profile takes their addresses from it. Owns `subscribers`.
 */
export { removeSubscribersOfAddresses } from './queries.ts'
export type { SubscriberProblem } from './problems.ts'
