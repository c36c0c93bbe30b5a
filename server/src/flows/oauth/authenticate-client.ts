import type { Context } from '#platform/context'
import { digestOf, equalDigests } from '#platform/crypto'
import type { Form } from '#platform/http'
import { isConfidential, readApplication, verifyClientAssertion, type Application } from '#domain/applications'
import { clientRefused, readClientCredentials, type ClientCredentials } from './client-credentials.ts'

/**
 * Authenticates a client by `client_secret_post`, `client_secret_basic`, `private_key_jwt` or not at all, with one
 * method per request (RFC 6749 section 2.3). A confidential client must authenticate at every grant, by its registered
 * method if it has one; a public client must not try to (AS-22 to AS-24).
 *
 * @throws {OAuthError} `invalid_request`, `invalid_client`
 */
export async function authenticateClient(
  ctx: Pick<Context, 'db' | 'cache' | 'clock' | 'environment' | 'issuer'>,
  form: Form,
  authorization: string | undefined,
): Promise<Application> {
  const credentials = readClientCredentials(form, authorization)
  const application = await readApplication(ctx, credentials.clientId)
  if (!application || !(await isProven(ctx, application, credentials))) throw clientRefused()
  return application
}

async function isProven(
  ctx: Pick<Context, 'db' | 'clock' | 'environment' | 'issuer'>,
  application: Application,
  credentials: ClientCredentials,
): Promise<boolean> {
  if (!isConfidential(application.type)) return credentials.method === 'none'
  const { clientAuthMethod } = application.settings.values
  if (clientAuthMethod !== null && clientAuthMethod !== credentials.method) return false
  switch (credentials.method) {
    case 'none':
      return false
    case 'private_key_jwt':
      return verifyClientAssertion(ctx, application, credentials.assertion)
    case 'client_secret_basic':
    case 'client_secret_post':
      return isSecret(application, credentials.secret)
  }
}

/** Compares every stored secret, so that the time does not reveal which one matched. */
function isSecret({ secretDigests }: Application, secret: string): boolean {
  const digest = digestOf(secret)
  return secretDigests.map((stored) => equalDigests(stored, digest)).includes(true)
}
