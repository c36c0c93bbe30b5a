import type { Context } from '#platform/context'
import { announceChange, enterEnvironment } from '#platform/db'
import { recordEvent, type Author } from '#platform/outbox'
import { applicationCacheKey } from '#domain/applications'
import { checkDraft, draftOf, sealPassword, type MailChange } from './mail-settings.ts'
import { lockMailSettings, writeMailSettings } from './queries.ts'

/**
 * Changes how mail of an environment leaves; what is absent stays. Every process uses the new settings with the next
 * mail (X5-7).
 *
 * @throws {InvalidInput} `MAIL_SETTINGS_INCOMPLETE`, `SMTP_PASSWORD_REQUIRED`, `SMTP_HOST_NOT_ALLOWED`,
 * `SMTP_PORT_NOT_ALLOWED`
 */
export async function updateMailSettings(
  ctx: Pick<Context, 'database' | 'clock' | 'cache' | 'environment' | 'outbound' | 'sealer'>,
  author: Author,
  change: MailChange,
): Promise<void> {
  const { id } = ctx.environment
  const prefixes = ['host:', applicationCacheKey(id)]
  await ctx.database.system.transaction().execute(async (system) => {
    const draft = draftOf(ctx.sealer, await lockMailSettings(system, id), change)
    checkDraft(ctx.outbound, draft)
    await writeMailSettings(system, id, { ...change, passwordSealed: sealPassword(ctx.sealer, draft) })
    const db = await enterEnvironment(system, id)
    // Names only: what was said may be a secret, or tell whose mail passes where.
    const secret = change.password === undefined ? [] : ['smtpPassword']
    const payload = { fields: [...Object.keys(change.said), ...change.unsaid, ...secret] }
    await recordEvent(db, { type: 'environment.updated', occurredAt: ctx.clock(), ...author, payload })
    for (const prefix of prefixes) await announceChange(db, prefix)
  })
  for (const prefix of prefixes) ctx.cache.drop(prefix)
}
