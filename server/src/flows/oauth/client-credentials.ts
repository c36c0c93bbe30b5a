import { z } from 'zod'
import type { Form } from '#platform/http'
import { OAuthError } from './errors.ts'

/** The credentials of a client, with exactly one method (AS-22). */
export type ClientCredentials = { readonly clientId: string } & (
  | { readonly method: 'none' }
  | { readonly method: 'client_secret_post' | 'client_secret_basic'; readonly secret: string }
  | { readonly method: 'private_key_jwt'; readonly assertion: string }
)

const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/**
 * Reads the credentials. "The client MUST NOT use more than one authentication method in each request" (RFC 6749
 * section 2.3).
 */
export function readClientCredentials(form: Form, authorization: string | undefined): ClientCredentials {
  const named = form.fields.get('client_id')
  const secret = form.fields.get('client_secret')
  const isBasic = /^basic /i.test(authorization ?? '')
  const isAsserted = form.fields.has('client_assertion') || form.fields.has('client_assertion_type')
  if ([secret !== undefined, isBasic, isAsserted].filter(Boolean).length > 1) {
    throw new OAuthError('invalid_request', 'Use one client authentication method.')
  }
  const read = isBasic ? readBasic(authorization) : isAsserted ? readAssertion(form) : readPosted(named, secret)
  if (named !== undefined && named !== read.clientId) {
    throw new OAuthError('invalid_request', 'client_id differs from the one of the credentials.')
  }
  return read
}

export function clientRefused(): OAuthError {
  return new OAuthError('invalid_client', 'Client authentication failed.')
}

function readPosted(clientId: string | undefined, secret: string | undefined): ClientCredentials {
  if (clientId === undefined) throw new OAuthError('invalid_client', 'client_id is missing.')
  return secret === undefined ? { method: 'none', clientId } : { method: 'client_secret_post', clientId, secret }
}

/**
 * Reads the header of `client_secret_basic`. Both values are form-url-encoded before they are joined (RFC 6749 section
 * 2.3.1).
 */
function readBasic(authorization = ''): ClientCredentials {
  const text = Buffer.from(authorization.slice(6).trim(), 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon < 0) throw clientRefused()
  const clientId = decodeForm(text.slice(0, colon))
  const secret = decodeForm(text.slice(colon + 1))
  return secret === '' ? { method: 'none', clientId } : { method: 'client_secret_basic', clientId, secret }
}

function decodeForm(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw clientRefused()
  }
}

/**
 * Reads an assertion. It names the client, so `client_id` is "unnecessary" (RFC 7521 section 4.2); the proof comes
 * later.
 */
function readAssertion({ fields }: Form): ClientCredentials {
  const assertion = fields.get('client_assertion')
  if (assertion === undefined || fields.get('client_assertion_type') !== JWT_BEARER) {
    throw new OAuthError('invalid_request', `client_assertion needs the client_assertion_type ${JWT_BEARER}.`)
  }
  const clientId = subjectClaimedIn(assertion)
  if (clientId === undefined) throw clientRefused()
  return { method: 'private_key_jwt', clientId, assertion }
}

function subjectClaimedIn(jwt: string): string | undefined {
  try {
    return Claims.parse(JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8'))).sub
  } catch {
    // Not a JWT, or one without a subject.
    return undefined
  }
}
const Claims = z.object({ sub: z.string() })
