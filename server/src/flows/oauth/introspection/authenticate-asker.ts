import type { Context } from '#platform/context'
import type { Form } from '#platform/http'
import { authenticateActor } from '#flows/management'
import { applicationIdFromClientId, isConfidential } from '#domain/applications'
import { verifyAccessToken } from '#domain/tokens'
import { authenticateClient } from '../authenticate-client.ts'
import { readBearer } from '../bearer.ts'
import { OAuthError } from '../errors.ts'

/** The Management scope that lets a client introspect all tokens of the environment. */
const EVERY_TOKEN = 'read:tokens'

/** The authenticated sender of the request, which decides about the tokens that it may introspect. */
export type IntrospectionCaller = {
  /** The share of the load that the request counts against. */
  readonly share: string
} & (
  | { readonly kind: 'management' }
  | { readonly kind: 'client'; readonly applicationId: string }
  | { readonly kind: 'bearer'; readonly token: string }
)

/**
 * Authenticates the sender by a token or by client authentication: "The endpoint MUST also require some form of
 * authorization" (RFC 7662 section 2.1). A public client cannot authenticate, because its id is no secret: with it,
 * anybody could try tokens out here (token scanning).
 *
 * @throws {OAuthError} `invalid_token`, `invalid_client`, `invalid_request`
 */
export async function authenticateAsker(
  ctx: Context,
  form: Form,
  authorization: string | undefined,
): Promise<IntrospectionCaller> {
  if (/^bearer\b/i.test(authorization ?? '')) {
    if (form.fields.has('client_secret') || form.fields.has('client_assertion'))
      throw new OAuthError('invalid_request', 'Use one authentication method.')
    return authenticateBearer(ctx, readBearer(authorization))
  }
  const application = await authenticateClient(ctx, form, authorization)
  if (!isConfidential(application.type)) throw new OAuthError('invalid_client', 'Client authentication failed.')
  return { kind: 'client', applicationId: application.id, share: application.id }
}

async function authenticateBearer(ctx: Context, token: string | undefined): Promise<IntrospectionCaller> {
  const actor = token === undefined ? undefined : await authenticateActor(ctx, token)
  if (actor?.scopes.has(EVERY_TOKEN)) return { kind: 'management', share: actor.id }
  // An application without any Management scope may only introspect its own token.
  const applicationId = actor && actor.scopes.size > 0 ? applicationIdFromClientId(actor.id) : undefined
  if (actor && applicationId !== undefined) return { kind: 'client', applicationId, share: actor.id }
  const own = token === undefined ? undefined : await verifyAccessToken(ctx, token)
  if (own && token !== undefined) return { kind: 'bearer', token, share: own.claims.jti }
  throw new OAuthError('invalid_token', 'The access token is not valid or has expired.')
}
