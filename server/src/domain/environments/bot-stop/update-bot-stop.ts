import type { Context } from '#platform/context'
import { announceChange, enterEnvironment } from '#platform/db'
import { InvalidInput } from '#platform/errors'
import { recordEvent, type Author } from '#platform/outbox'
import { applicationCacheKey } from '#domain/applications'
import type { SettingsChange } from '#domain/settings'
import { keysOf, lockBotStop, secretPurposeOf, writeBotStop } from './queries.ts'

/** The change that a caller asks for. A secret of `null` removes the stored one. */
export interface BotStopChange extends SettingsChange {
  readonly secret?: string | null | undefined
}

/**
 * Changes the bot stop of an environment; what is absent stays. Every process uses the new settings at once.
 *
 * @throws {InvalidInput} `BOT_STOP_KEYS_REQUIRED`: a provider without its two keys, or other keys without their secret
 */
export async function updateBotStop(
  ctx: Pick<Context, 'database' | 'clock' | 'cache' | 'environment' | 'sealer'>,
  author: Author,
  change: BotStopChange,
): Promise<void> {
  const { id } = ctx.environment
  const prefixes = ['host:', applicationCacheKey(id)]
  await ctx.database.system.transaction().execute(async (system) => {
    const stored = await lockBotStop(system, id)
    const secretSealed = sealedAfter(ctx, stored, change)
    await writeBotStop(system, id, { ...change, secretSealed })
    const db = await enterEnvironment(system, id)
    // Names only: the value is a secret.
    const secret = change.secret === undefined ? [] : ['botStopSecretKey']
    const payload = { fields: [...Object.keys(change.said), ...change.unsaid, ...secret] }
    await recordEvent(db, { type: 'environment.updated', occurredAt: ctx.clock(), ...author, payload })
    for (const prefix of prefixes) await announceChange(db, prefix)
  })
  for (const prefix of prefixes) ctx.cache.drop(prefix)
}

function sealedAfter(
  { sealer }: Pick<Context, 'sealer'>,
  stored: Awaited<ReturnType<typeof lockBotStop>>,
  { said, unsaid, secret }: BotStopChange,
): Buffer | null {
  const raw = Object.entries({ ...recordOf(stored.settings), ...said }).filter(([name]) => !unsaid.includes(name))
  const keys = keysOf(Object.fromEntries(raw))
  const purpose = secretPurposeOf(keys)
  const isSame = purpose === secretPurposeOf(keysOf(stored.settings))
  const kept = isSame ? (stored.secretSealed ?? null) : null
  const sealed = secret === undefined ? kept : secret === null ? null : sealer.seal(purpose, secret)
  if (keys.provider === 'proof_of_work') return sealed
  if (keys.siteKey === null || sealed === null) {
    throw new InvalidInput(
      'BOT_STOP_KEYS_REQUIRED',
      'A provider needs bot_stop_site_key and bot_stop_secret_key; with another provider or site key the secret must be sent again.',
    )
  }
  return sealed
}

function recordOf(settings: unknown): Readonly<Record<string, unknown>> {
  return typeof settings === 'object' && settings !== null ? { ...settings } : {}
}
