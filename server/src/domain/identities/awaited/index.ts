/**
 * Identities that wait for their connection: files of users name it, and it may be made later (U5-2). They stand apart
 * from `identities`, so that nothing that signs people in can take one for an identity that a connection vouched for.
 */
export { parseAwaitedIdentity, type AwaitedIdentity, type HeldAwaitedIdentity } from './awaited-identity.ts'
export {
  findAwaited,
  findAwaitedIdentity,
  insertAwaitedIdentities,
  listAwaitedIdentitiesOf,
  removeAwaitedIdentity,
} from './queries.ts'
