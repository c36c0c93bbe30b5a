/**
 * The Management API's edge: whose token a call carries, the OpenAPI document, and the page that shows it.
 *
 * Operations belong to their concepts (`domain/…/routes.ts`) and are put together in `app.ts`. A call is known by a live
 * access token of this environment whose audience is the Management API. It may do what both the token and, at this
 * moment, the application allow, so that a scope taken away is gone at once. An ID token, a token for another API or of
 * another environment is nobody's. Owns no table.
 */
export { authenticateActor } from './authenticate-actor.ts'
