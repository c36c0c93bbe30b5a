/**
 * Public keys of clients, and the assertions signed with them (private_key_jwt, RFC 7523): nothing secret is stored here,
 * and nothing that is sent can be used again.
 *
 * Keys are registered, never fetched: what a client is believed by must not depend on who answers at an address. Each
 * assertion is used once, in one statement. Writes `client_keys` of `applications`, and `client_assertions`.
 */
export { replaceClientKeys } from './replace-client-keys.ts'
export { verifyClientAssertion } from './verify-client-assertion.ts'
