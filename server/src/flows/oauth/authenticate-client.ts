import type { Context } from '#platform/context'
import { digestOf, equalDigests } from '#platform/crypto'
import type { Form } from '#platform/http'
import { isConfidential, readApplication, type Application } from '#domain/applications'
import { OAuthError } from './errors.ts'

interface Credentials {
  readonly clientId: string
  readonly clientSecret: string | undefined
}

/**
 * Client authentication: `client_secret_post`, `client_secret_basic` or none, one per request (RFC 6749 section 2.3).
 * A confidential client must authenticate at every grant, a public one must not try to (AS-22 to AS-24).
 *
 * @throws {OAuthError} `invalid_request`, `invalid_client`
 */
export async function authenticateClient(
  ctx: Pick<Context, 'db' | 'cache' | 'environment'>,
  form: Form,
  authorization: string | undefined,
): Promise<Application> {
  const { clientId, clientSecret } = readCredentials(form, authorization)
  const application = await readApplication(ctx, clientId)
  if (!application) throw failed()
  if (!isConfidential(application.type)) {
    if (clientSecret !== undefined) throw failed()
    return application
  }
  if (clientSecret === undefined) throw failed()
  const digest = digestOf(clientSecret)
  // Every stored secret is compared, so that time tells nothing of which one it was.
  const matches = application.secretDigests.map((stored) => equalDigests(stored, digest))
  if (!matches.includes(true)) throw failed()
  return application
}

function failed(): OAuthError {
  return new OAuthError('invalid_client', 'Client authentication failed.')
}

function readCredentials(form: Form, authorization: string | undefined): Credentials {
  const posted = { clientId: form.fields.get('client_id'), clientSecret: form.fields.get('client_secret') }
  if (authorization !== undefined && /^basic /i.test(authorization)) {
    const basic = decodeBasic(authorization.slice(6))
    if (posted.clientSecret !== undefined)
      throw new OAuthError('invalid_request', 'Use one client authentication method.')
    if (posted.clientId !== undefined && posted.clientId !== basic.clientId) {
      throw new OAuthError('invalid_request', 'client_id differs from the one in the Authorization header.')
    }
    return basic
  }
  if (posted.clientId === undefined) throw new OAuthError('invalid_client', 'client_id is missing.')
  return { clientId: posted.clientId, clientSecret: posted.clientSecret }
}

/** The values are form-url-encoded before they are joined (RFC 6749 section 2.3.1). */
function decodeBasic(encoded: string): Credentials {
  const text = Buffer.from(encoded.trim(), 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon < 0) throw failed()
  const clientId = decodeForm(text.slice(0, colon))
  const clientSecret = decodeForm(text.slice(colon + 1))
  return { clientId, clientSecret: clientSecret === '' ? undefined : clientSecret }
}

function decodeForm(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw failed()
  }
}
