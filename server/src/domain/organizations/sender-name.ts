import type { Context } from '#platform/context'
import { settingsFor } from '#domain/settings'
import { listSettingsOfMemberships } from './sign-in-views.ts'

/** Nobody's id: for whom nobody knows the same is asked, so that it takes the same time (ATO-10). */
const NOBODY = '00000000-0000-0000-0000-000000000000'

/**
 * Who mails to a member are from, by name (O4-10): as the organization says that they go to, or else the only one they
 * are in. Undefined where it says nothing, or where it could be either of several.
 */
export async function findSenderName(
  { db, environment }: Pick<Context, 'db' | 'environment'>,
  { userId = NOBODY, code }: { readonly userId: string | undefined; readonly code: string | undefined },
): Promise<string | undefined> {
  const [only, another] = await listSettingsOfMemberships(db, environment.id, { userId, code, limit: 2 })
  if (only === undefined || another !== undefined) return undefined
  return settingsFor({ organization: only.settings }).values.senderName ?? undefined
}
