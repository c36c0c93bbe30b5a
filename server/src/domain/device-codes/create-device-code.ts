import { addSeconds } from '#platform/clock'
import type { Context } from '#platform/context'
import { digestOf, newToken, randomLetters } from '#platform/crypto'
import { newId } from '#platform/ids'
import { DEVICE_CODE_SECONDS, POLLING_SECONDS, USER_CODE_LENGTH, USER_CODE_LETTERS } from './device-code.ts'
import { insertDeviceCode } from './queries.ts'
import { userCodeDigest } from './user-code-digest.ts'

export interface DeviceRequest {
  readonly applicationId: string
  readonly scopes: readonly string[]
  readonly audiences: readonly string[]
  /** Scopes of these APIs that the device named; undefined where it named none. */
  readonly apiScopes: readonly string[] | undefined
}

/** Both in clear: only digests are stored. */
export interface IssuedDeviceCode {
  readonly deviceCode: string
  readonly userCode: string
}

/** There are 25.6 thousand million user codes: so many repetitions are no accident. */
const MOST_TRIES = 5

/** Creates the two codes of a device authorization response (RFC 8628 section 3.2). */
export async function createDeviceCode(
  ctx: Pick<Context, 'db' | 'clock' | 'environment' | 'issuer' | 'sealer' | 'requester'>,
  request: DeviceRequest,
): Promise<IssuedDeviceCode> {
  const deviceCode = `kinde_dc_${newToken()}`
  const createdAt = ctx.clock()
  const row = {
    id: newId(),
    digest: digestOf(deviceCode),
    ...request,
    issuer: ctx.issuer,
    requestedFrom: ctx.requester,
    intervalSeconds: POLLING_SECONDS,
    createdAt,
    expiresAt: addSeconds(createdAt, DEVICE_CODE_SECONDS),
  }
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const userCode = randomLetters(USER_CODE_LETTERS, USER_CODE_LENGTH)
    const digest = userCodeDigest(ctx, userCode)
    if (await insertDeviceCode(ctx.db, { ...row, userCodeDigest: digest })) {
      return { deviceCode, userCode }
    }
  }
  throw new Error('no user code was free')
}
