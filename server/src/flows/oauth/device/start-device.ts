import type { Context } from '#platform/context'
import { TooManyRequests } from '#platform/errors'
import type { Form } from '#platform/http'
import { networksOf, passGuard, type Limit } from '#platform/rate-limits'
import type { Application } from '#domain/applications'
import { createDeviceCode, DEVICE_CODE_SECONDS, POLLING_SECONDS } from '#domain/device-codes'
import { authenticateDevice } from '../authenticate-device.ts'
import { OAuthError } from '../errors.ts'
import { readScope } from '../read-scope.ts'
import { allTargets, checkResources, checkUserTargets, readTargets } from '../targets.ts'
import { qrCodeOf } from './qr-code.ts'

/** The meaning of a request without `scope` (RFC 6749 section 3.3): enough for the user profile (P4-19). */
const DEFAULT_SCOPES = 'openid profile email'

/** Each code in the table makes guessing easier, so no network may fill it. */
const MOST_PER_NETWORK = 600
const HOUR_SECONDS = 3_600

/**
 * Answers a device authorization request (RFC 8628 sections 3.1 and 3.2).
 *
 * @throws {OAuthError} `invalid_request`, `invalid_client`, `unauthorized_client`
 * @throws {TooManyRequests} `TOO_MANY_DEVICE_CODES`
 */
export async function startDevice(ctx: Context, form: Form, authorization: string | undefined) {
  if (form.repeated.some((name) => name !== 'audience' && name !== 'resource')) {
    throw new OAuthError('invalid_request', 'A parameter is repeated.')
  }
  const application = await authenticateDevice(ctx, form, authorization)
  const audiences = await readAudiences(ctx, application, form)
  await countStart(ctx)
  const { deviceCode, userCode } = await createDeviceCode(ctx, {
    applicationId: application.id,
    audiences,
    ...(await readScope(ctx, form.fields.get('scope') ?? DEFAULT_SCOPES, { applicationId: application.id, audiences })),
  })
  const verificationUri = `${ctx.issuer}/device`
  const complete = `${verificationUri}?user_code=${userCode}`
  return {
    device_code: deviceCode,
    user_code: userCode,
    verification_uri: verificationUri,
    verification_uri_complete: complete,
    expires_in: DEVICE_CODE_SECONDS,
    interval: POLLING_SECONDS,
    qr_code: await qrCodeOf(complete),
  }
}

/** Requires that the application is authorised for each API (P4-11), and that users may have tokens for it (DV-08). */
async function readAudiences(ctx: Context, application: Application, form: Form): Promise<readonly string[]> {
  const targets = readTargets(form)
  checkResources(targets)
  await checkUserTargets(ctx, application, targets)
  return allTargets(targets)
}

async function countStart(ctx: Context): Promise<void> {
  const now = ctx.clock()
  const { narrow, middle, wide } = networksOf(ctx.requester.ip)
  const ofNetwork = (network: string, most: number): Limit => ({
    bucket: `device-start:${network}`,
    most,
    windowSeconds: HOUR_SECONDS,
    scope: 'network',
  })
  const wider =
    middle === undefined ? [] : [ofNetwork(middle, 2 * MOST_PER_NETWORK), ofNetwork(wide, 4 * MOST_PER_NETWORK)]
  const limits = [ofNetwork(narrow, MOST_PER_NETWORK), ...wider]
  const passage = await passGuard({ db: ctx.db, now }, { limits })
  if (passage.outcome === 'passed') return
  const seconds = Math.max(1, Math.ceil((passage.until.getTime() - now.getTime()) / 1000))
  throw new TooManyRequests('TOO_MANY_DEVICE_CODES', 'Too many device codes were asked for.', seconds)
}
