import type { Context } from '#platform/context'
import { digestOf } from '#platform/crypto'
import type { Form } from '#platform/http'
import type { Application } from '#domain/applications'
import { consumeDeviceCode, pollDeviceCode, type Poll } from '#domain/device-codes'
import { issueTokens, type IssuedTokens } from '#domain/tokens'
import { OAuthError } from '../errors.ts'
import { readTargets } from '../targets.ts'

export const DEVICE_CODE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code'

const DEVICE_CODE = /^kinde_dc_[\w-]{43}$/

/**
 * Answers one poll of a device (RFC 8628 sections 3.4 and 3.5). Tokens are issued once, and only while the approval
 * still holds (DV-04, DV-09).
 */
export async function exchangeDeviceCode(ctx: Context, application: Application, form: Form): Promise<IssuedTokens> {
  const deviceCode = form.fields.get('device_code')
  if (deviceCode === undefined) throw new OAuthError('invalid_request', 'device_code is missing.')
  // A text that never was a device code is a mistake in the device; it gets the code of the published contract (P4-17).
  if (!DEVICE_CODE.test(deviceCode)) throw new OAuthError('server_error', 'This is not a device code.')
  const now = ctx.clock()
  const found = await pollDeviceCode(ctx.db, {
    digest: digestOf(deviceCode),
    applicationId: application.id,
    issuer: ctx.issuer,
    now,
  })
  const { id, grantId } = checkApproved(found, now)
  return ctx.db.transaction().execute(async (db) => {
    if (!(await consumeDeviceCode(db, { id, now }))) throw used()
    const issued = await issueTokens({ ...ctx, db }, { application, grantId, resources: readTargets(form).resources })
    if (!issued) throw new OAuthError('access_denied', 'What was approved no longer holds.')
    return issued
  })
}

function checkApproved(poll: Poll | undefined, now: Date): { readonly id: string; readonly grantId: string } {
  if (!poll || poll.state === 'used') throw used()
  if (poll.expiresAt <= now) throw new OAuthError('expired_token', 'The device code has expired. Request a new one.')
  if (poll.state === 'denied') throw new OAuthError('access_denied', 'The user denied the authorization.')
  if (poll.state === 'approved' && poll.grantId !== undefined) return { id: poll.id, grantId: poll.grantId }
  // Only while there are no tokens to issue: a device that polls too fast gets its tokens all the same.
  if (poll.isTooFast) throw new OAuthError('slow_down', 'Poll less often: the interval is 5 seconds longer now.')
  throw new OAuthError('authorization_pending', 'The user has not yet completed the authorization.')
}

/**
 * Unknown, of another client, or used: the same error, so that a client learns nothing about codes of others (AS-32).
 */
function used(): OAuthError {
  return new OAuthError('invalid_grant', 'The device code is not valid or was used.')
}
