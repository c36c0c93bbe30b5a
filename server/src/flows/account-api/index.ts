/**
 * The Account API: what a signed-in user may ask of themselves, with the access token of any application.
 *
 * Answers the present state, whatever the token says (P3-11): roles and permissions of the organization that the token is
 * of, flags in force, public properties. A token that was revoked, of a user that is suspended or no longer in that
 * organization, or of a machine, is none. Some paths are in no published contract, but assumed by SDKs. Owns no table.
 */
export { accountEndpoint, type AccountEndpoint } from './account-endpoint.ts'
