import type { Context } from '#platform/context'
import { claimPending } from './queries.ts'
import { userCodeDigest } from './user-code-digest.ts'

/** The result of typing a user code that exists. */
export type DeviceClaim =
  /** This browser has the request now, or had it when it was decided or expired. */
  | { readonly outcome: 'claimed'; readonly id: string }
  | { readonly outcome: 'elsewhere'; readonly id: string; readonly claimant: Buffer }
  | { readonly outcome: 'decided' | 'expired' }

/**
 * Binds the device code behind a user code to the browser that typed it, unless another browser has it (DV-07). Returns
 * undefined where no device has the code.
 */
export async function claimDeviceCode(
  ctx: Pick<Context, 'db' | 'clock' | 'environment' | 'issuer' | 'sealer'>,
  { userCode, browserDigest }: { readonly userCode: string; readonly browserDigest: Buffer },
): Promise<DeviceClaim | undefined> {
  const now = ctx.clock()
  const digest = userCodeDigest(ctx, userCode)
  const found = await claimPending(ctx.db, {
    userCodeDigest: digest,
    browserDigest,
    issuer: ctx.issuer,
    now,
  })
  if (!found) return undefined
  const { id, claimant, isOwn, state, expiresAt } = found
  if (isOwn) return { outcome: 'claimed', id }
  if (state !== 'pending') return { outcome: 'decided' }
  if (expiresAt <= now || claimant === undefined) return { outcome: 'expired' }
  return { outcome: 'elsewhere', id, claimant }
}
