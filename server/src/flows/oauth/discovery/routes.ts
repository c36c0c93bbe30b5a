import type { Hono } from 'hono'
import { JWS_ALGORITHMS, sha256Hex } from '#platform/crypto'
import type { AppEnv, RequestContext } from '#platform/http'
import { readKeyRing } from '#domain/signing-keys'
import { ACR_VALUES } from '#domain/tokens'
import { SCOPES_SUPPORTED } from '../read-scope.ts'

/** Long enough to spare requests, and short enough that clients see a new key before it signs (AS-45). */
const MAX_AGE_SECONDS = 300

/** Discovery (OIDC Discovery section 4, RFC 8414) and the key set, under both paths that clients ask for. */
export function mountDiscovery(app: Hono<AppEnv>): void {
  app.get('/.well-known/openid-configuration', answerMetadata)
  app.get('/.well-known/oauth-authorization-server', answerMetadata)
  app.get('/.well-known/jwks', answerKeys)
  app.get('/.well-known/jwks.json', answerKeys)
  app.options('/.well-known/*', (c) => {
    for (const [name, value] of Object.entries(PUBLIC)) c.header(name, value)
    c.header('access-control-allow-headers', '*')
    return c.body(null, 204)
  })
}

const PUBLIC = {
  'access-control-allow-origin': '*',
  'cache-control': `public, max-age=${String(MAX_AGE_SECONDS)}`,
} as const

interface PreparedDocument {
  readonly body: string
  readonly etag: string
}

async function answerMetadata(c: RequestContext): Promise<Response> {
  const { ctx } = c.var
  const prepared = await ctx.cache.read(`${ctx.environment.id}:metadata:${ctx.issuer}`, async () => {
    const body = JSON.stringify(metadataOf(ctx.issuer, ctx.catalogue.locales))
    return { body, etag: `"${sha256Hex(body).slice(0, 16)}"` }
  })
  return answerPrepared(c, prepared)
}

async function answerKeys(c: RequestContext): Promise<Response> {
  const ring = await readKeyRing(c.var.ctx)
  return answerPrepared(c, { body: ring.jwks, etag: ring.etag })
}

function answerPrepared(c: RequestContext, { body, etag }: PreparedDocument): Response {
  const headers = { ...PUBLIC, etag, 'content-type': 'application/json', 'x-content-type-options': 'nosniff' }
  if (c.req.header('if-none-match') === etag) return new Response(null, { status: 304, headers })
  return new Response(body, { headers })
}

/** Returns everything that this server supports, and nothing else (CS-04). */
function metadataOf(issuer: string, languages: readonly string[]) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/oauth2/auth`,
    token_endpoint: `${issuer}/oauth2/token`,
    device_authorization_endpoint: `${issuer}/oauth2/device/auth`,
    userinfo_endpoint: `${issuer}/oauth2/v2/user_profile`,
    jwks_uri: `${issuer}/.well-known/jwks`,
    revocation_endpoint: `${issuer}/oauth2/revoke`,
    introspection_endpoint: `${issuer}/oauth2/introspect`,
    end_session_endpoint: `${issuer}/logout`,
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
    scopes_supported: SCOPES_SUPPORTED,
    claims_supported: CLAIMS,
    response_types_supported: ['code'],
    response_modes_supported: ['query', 'form_post'],
    grant_types_supported: [
      'authorization_code',
      'refresh_token',
      'client_credentials',
      'urn:ietf:params:oauth:grant-type:device_code',
    ],
    acr_values_supported: ACR_VALUES,
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: [...PROOFS, 'none'],
    token_endpoint_auth_signing_alg_values_supported: JWS_ALGORITHMS,
    revocation_endpoint_auth_methods_supported: [...PROOFS, 'none'],
    revocation_endpoint_auth_signing_alg_values_supported: JWS_ALGORITHMS,
    introspection_endpoint_auth_methods_supported: [...PROOFS, 'Bearer'],
    introspection_endpoint_auth_signing_alg_values_supported: JWS_ALGORITHMS,
    code_challenge_methods_supported: ['S256'],
    prompt_values_supported: ['none', 'login', 'create', 'consent', 'select_account'],
    ui_locales_supported: languages,
    authorization_response_iss_parameter_supported: true,
    claims_parameter_supported: true,
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
  }
}

const PROOFS = ['client_secret_post', 'client_secret_basic', 'private_key_jwt']

const CLAIMS = [
  'sub',
  'iss',
  'aud',
  'exp',
  'iat',
  'auth_time',
  'nonce',
  'amr',
  'acr',
  'azp',
  'at_hash',
  'sid',
  'name',
  'given_name',
  'family_name',
  'preferred_username',
  'picture',
  'nickname',
  'website',
  'gender',
  'birthdate',
  'zoneinfo',
  'locale',
  'updated_at',
  'email',
  'email_verified',
  'phone_number',
  'phone_number_verified',
  'address',
]
