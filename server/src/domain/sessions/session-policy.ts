import type { Context } from '#platform/context'
import { withOrganization, type OrganizationLevel, type ResolvedSettings } from '#domain/settings'
import { findLevelToEnter, findOrganizationLevel } from './queries.ts'

/** The application for which a session is read; its settings decide when a session is idle. */
export interface PolicyApplication {
  readonly settings: ResolvedSettings
}

export interface SessionPolicy {
  /** Inactivity after which the next authorization asks to sign in again (M7-3). */
  readonly idleSeconds: number
  /** Whether it survives the closing of the browser (M7-1). */
  readonly isPersistent: boolean
}

/** Returns the session settings of the organization that was entered, or else of the application (M7-5, O4-14). */
export function policyOf({ settings }: PolicyApplication, organization: OrganizationLevel): SessionPolicy {
  const { sessionIdleSeconds, isSessionPersistent } = withOrganization(settings, organization).values
  return { idleSeconds: sessionIdleSeconds, isPersistent: isSessionPersistent }
}

export async function readSessionPolicy(
  ctx: Pick<Context, 'db' | 'environment'>,
  { sessionId, application }: { readonly sessionId: string; readonly application: PolicyApplication },
): Promise<SessionPolicy> {
  return policyOf(application, await findOrganizationLevel(ctx.db, sessionId))
}

/** The smallest idle time that a setting may have. */
const LEAST_IDLE_SECONDS = 60

/**
 * Returns whether a session was idle for longer than an organization that it is about to enter allows, wherever it
 * began: the stricter setting also holds before the session enters the organization (O4-14).
 */
export async function isTooIdleToEnter(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { lastActiveAt, application, organizationId }: SessionEntry,
): Promise<boolean> {
  const idleSeconds = (clock().getTime() - lastActiveAt.getTime()) / 1000
  // No setting can be stricter, so nothing has to be read.
  if (idleSeconds <= LEAST_IDLE_SECONDS) return false
  const organization = await findLevelToEnter(db, organizationId)
  return idleSeconds > policyOf(application, organization).idleSeconds
}

interface SessionEntry {
  readonly lastActiveAt: Date
  readonly application: PolicyApplication
  readonly organizationId: string
}
