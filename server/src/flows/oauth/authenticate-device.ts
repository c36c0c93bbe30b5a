import type { Context } from '#platform/context'
import type { Form } from '#platform/http'
import { readApplication, type Application } from '#domain/applications'
import { settingsFor } from '#domain/settings'
import { authenticateClient } from './authenticate-client.ts'
import { OAuthError } from './errors.ts'

const CREDENTIALS = ['client_id', 'client_secret', 'client_assertion', 'client_assertion_type']

/**
 * Returns the client of a device authorization request and of its polls: the one that the request names, authenticated
 * as at the token endpoint (RFC 8628 section 3.1), or the environment's default for devices where it names none (P4-7).
 *
 * @throws {OAuthError} `invalid_client`, `unauthorized_client`
 */
export async function authenticateDevice(
  ctx: Pick<Context, 'db' | 'cache' | 'clock' | 'environment' | 'issuer'>,
  form: Form,
  authorization: string | undefined,
): Promise<Application> {
  const { defaultDeviceApplication, isDeviceFlowAllowed } = settingsFor({
    environment: ctx.environment.settings,
  }).values
  const isNamed = authorization !== undefined || CREDENTIALS.some((name) => form.fields.has(name))
  const standing = isNamed || defaultDeviceApplication === null ? undefined : defaultDeviceApplication
  const application =
    (standing === undefined ? undefined : await readApplication(ctx, standing)) ??
    (await authenticateClient(ctx, form, authorization))
  if (application.type !== 'device' || !isDeviceFlowAllowed) {
    throw new OAuthError('unauthorized_client', 'This application may not use the device flow.')
  }
  return application
}
