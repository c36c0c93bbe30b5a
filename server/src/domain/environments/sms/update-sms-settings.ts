import type { Context } from '#platform/context'
import { announceChange, enterEnvironment } from '#platform/db'
import { recordEvent, type Author } from '#platform/outbox'
import { applicationCacheKey } from '#domain/applications'
import { checkSmsUses } from './check-sms-uses.ts'
import { findSmsSettings, lockSmsSettings, writeSmsSettings } from './queries.ts'
import { checkDraft, draftOf, sealTokens, type SmsChange } from './sms-settings.ts'

/**
 * Changes how text messages of an environment leave; what is absent stays. Every process uses the new settings with the
 * next message.
 *
 * @throws {InvalidInput} `SMS_AUTH_TOKEN_REQUIRED`, `SMS_SETTINGS_INCOMPLETE`
 * @throws {Conflict} `SMS_IN_USE`
 */
export async function updateSmsSettings(
  ctx: Pick<Context, 'database' | 'clock' | 'cache' | 'environment' | 'sealer'>,
  author: Author,
  change: SmsChange,
): Promise<void> {
  const { id } = ctx.environment
  const prefixes = ['host:', applicationCacheKey(id)]
  await ctx.database.system.transaction().execute(async (system) => {
    const stored = await lockSmsSettings(system, id)
    const draft = draftOf(ctx.sealer, stored, change)
    checkDraft(draft)
    await writeSmsSettings(system, id, { ...change, ...sealTokens(ctx.sealer, draft) })
    const written = await findSmsSettings(system, id)
    const db = await enterEnvironment(system, id)
    await checkSmsUses(ctx, db, { before: stored.settings, after: written.settings })
    // Names only: what was said may be a secret.
    const secrets = [
      ...(change.token === undefined ? [] : ['smsAuthToken']),
      ...(change.fallbackToken === undefined ? [] : ['smsFallbackAuthToken']),
    ]
    const payload = { fields: [...Object.keys(change.said), ...change.unsaid, ...secrets] }
    await recordEvent(db, { type: 'environment.updated', occurredAt: ctx.clock(), ...author, payload })
    for (const prefix of prefixes) await announceChange(db, prefix)
  })
  for (const prefix of prefixes) ctx.cache.drop(prefix)
}
