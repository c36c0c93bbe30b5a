import type { Hono } from 'hono'
import type { AppEnv, RequestContext } from '#platform/http'
import { hexOf, subjectOf } from '#platform/ids'
import { readClient } from '#domain/applications'
import { claimsFor, readStandardProperties, valuesOf } from '#domain/claims'
import { findBearer, type Bearer } from '#domain/tokens'
import { challengeOf, readBearer } from '../bearer.ts'
import { allowOrigin, answerPreflight } from '../cors.ts'
import { OAuthError } from '../errors.ts'
import { answerError, answerJson } from '../json-answer.ts'
import { readUnrepeatedForm } from '../read-unrepeated-form.ts'

const V2_PATHS = ['/oauth2/v2/user_profile', '/oauth2/userinfo'] as const
const V1_PATH = '/oauth2/user_profile'

/**
 * Serves the user profile (OIDC Core section 5.3), GET and POST, and its older form, which some generated clients still
 * call.
 */
export function mountUserinfo(app: Hono<AppEnv>): void {
  for (const path of [...V2_PATHS, V1_PATH]) {
    const render = path === V1_PATH ? olderProfileOf : profileOf
    app.options(path, (c) => answerPreflight(c, { methods: 'GET, POST', withCredentials: false }))
    app.on(['GET', 'POST'], path, (c) => answerProfile(c, render))
  }
}

type Render = (c: RequestContext, bearer: Bearer) => Promise<Record<string, unknown>>

async function answerProfile(c: RequestContext, render: Render): Promise<Response> {
  await allowOrigin(c, { withCredentials: false })
  try {
    const token = await tokenOf(c)
    if (token === undefined) return challenge(c, undefined)
    const bearer = await findBearer(c.var.ctx, token)
    if (!bearer) return challenge(c, new OAuthError('invalid_token', 'The access token is not valid or has expired.'))
    if (!bearer.claims.scp.includes('openid')) {
      c.header('www-authenticate', 'Bearer error="insufficient_scope", scope="openid"')
      return answerJson(c, { error: 'insufficient_scope', error_description: 'The scope openid is needed.' }, 403)
    }
    return answerJson(c, await render(c, bearer))
  } catch (error) {
    if (error instanceof OAuthError) c.header('www-authenticate', challengeOf(error))
    return answerError(c, error, c.var.ctx.log)
  }
}

/**
 * Returns the token, from the header or from the posted form (RFC 6750 sections 2.1 and 2.2).
 *
 * @throws {OAuthError} `invalid_request`: "Clients MUST NOT use more than one method to transmit the token"
 */
async function tokenOf(c: RequestContext): Promise<string | undefined> {
  const header = readBearer(c.req.header('authorization'))
  const type = c.req.header('content-type')
  if (c.req.method !== 'POST' || type === undefined) return header
  // Any other body holds no token, and is no mistake if there is a header.
  if (header !== undefined && !type.toLowerCase().startsWith('application/x-www-form-urlencoded')) return header
  const posted = (await readUnrepeatedForm(c)).fields.get('access_token')
  if (header === undefined) return posted
  if (posted === undefined) return header
  throw new OAuthError('invalid_request', 'Send the access token in one way.')
}

function challenge(c: RequestContext, error: OAuthError | undefined): Response {
  c.header('www-authenticate', challengeOf(error))
  return answerJson(
    c,
    error?.toJSON() ?? { error: 'invalid_token', error_description: 'An access token is needed.' },
    401,
  )
}

async function profileOf(c: RequestContext, bearer: Bearer): Promise<Record<string, unknown>> {
  const { subject, requestedClaims } = bearer.grant
  const application = await readClient(c.var.ctx, hexOf(bearer.applicationId))
  if (!application) throw new OAuthError('invalid_token', 'The application is gone.')
  const settings = application.settings.values
  const { scp: scopes } = bearer.claims
  const requested = requestedClaims.userinfo
  const properties = await readStandardProperties(c.var.ctx, subject.userId)
  const claims = valuesOf(claimsFor({ subject, scopes, settings, kind: 'profile', requested, properties }))
  return { ...claims, id: subjectOf(subject.userId) }
}

/** Returns the profile in its shape before `/v2/`: with other names, and every member always present. */
async function olderProfileOf(c: RequestContext, bearer: Bearer): Promise<Record<string, unknown>> {
  const profile = await profileOf(c, bearer)
  return {
    id: profile['id'],
    preferred_email: profile['email'] ?? null,
    username: profile['preferred_username'] ?? null,
    provided_id: profile['provided_id'] ?? null,
    first_name: profile['given_name'] ?? null,
    last_name: profile['family_name'] ?? null,
    picture: profile['picture'] ?? null,
  }
}
