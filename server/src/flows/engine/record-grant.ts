import type { Application } from '#domain/applications'
import type { Context } from '#platform/context'
import { type Authentication, type GrantContents, storeGrant } from './store-grant.ts'
import { NoEntry } from './may-user-enter.ts'
import { organizationOfDevice, isClosedTo } from './organization-of-device.ts'

/**
 * Records what the user allowed a device, and returns the id of the grant. Runs in the caller's transaction.
 *
 * @throws {NoEntry} none of the user's roles may sign in to the application
 */
export async function recordGrant(
  ctx: Pick<Context, 'db' | 'clock' | 'environment'>,
  allowed: GrantContents,
  who: Authentication & { readonly application: Application },
): Promise<string> {
  const organization = await organizationOfDevice(ctx, who)
  if (isClosedTo(who.application, organization)) throw new NoEntry()
  return storeGrant(ctx, allowed, { ...who, sessionId: null, organization })
}
