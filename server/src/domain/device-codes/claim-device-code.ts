import type { Context } from '#platform/context'
import { claimPending } from './queries.ts'
import { userCodeDigest } from './user-code-digest.ts'

/**
 * Binds the device code behind a user code to the browser that typed it. The first browser keeps it: whoever reads the
 * code over somebody's shoulder can no longer decide about it (DV-07). Undefined for every reason alike: unknown,
 * expired, decided, claimed by another.
 *
 * @returns the id of the device code
 */
export async function claimDeviceCode(
  ctx: Pick<Context, 'db' | 'clock' | 'environment' | 'issuer' | 'sealer'>,
  { userCode, browserDigest }: { readonly userCode: string; readonly browserDigest: Buffer },
): Promise<string | undefined> {
  return claimPending(ctx.db, ctx.environment.id, {
    userCodeDigest: userCodeDigest(ctx, userCode),
    browserDigest,
    issuer: ctx.issuer,
    now: ctx.clock(),
  })
}
