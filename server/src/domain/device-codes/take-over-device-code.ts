import type { Context } from '#platform/context'
import type { DeviceCode } from './device-code.ts'
import { replaceClaimant } from './queries.ts'
import { userCodeDigest } from './user-code-digest.ts'

export interface DeviceTakeover {
  readonly userCode: string
  readonly browserDigest: Buffer
  /** The browser that had the request when the person was asked. */
  readonly claimant: Buffer
}

/**
 * Gives an undecided request to another browser that knows its user code (DV-07). Returns undefined where the request
 * was decided, expired, released, or taken over by a third browser since the person was asked.
 */
export async function takeOverDeviceCode(
  ctx: Pick<Context, 'db' | 'clock' | 'environment' | 'issuer' | 'sealer'>,
  { userCode, ...browsers }: DeviceTakeover,
): Promise<Pick<DeviceCode, 'id' | 'applicationId' | 'requestedFrom'> | undefined> {
  return replaceClaimant(ctx.db, {
    userCodeDigest: userCodeDigest(ctx, userCode),
    ...browsers,
    issuer: ctx.issuer,
    now: ctx.clock(),
  })
}
