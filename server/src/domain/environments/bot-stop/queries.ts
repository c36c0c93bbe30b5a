import { sql, type SystemDb } from '#platform/db'
import type { Context } from '#platform/context'
import { settingsFor, type Settings, type SettingsChange } from '#domain/settings'

interface StoredBotStop {
  /** Raw; read them through `#domain/settings`. */
  readonly settings: unknown
  readonly secretSealed: Buffer | undefined
}

interface Keys {
  readonly provider: Settings['botStopProvider']
  readonly siteKey: string | null
}

/** Bound to the keys that it was given with: whoever changes these does not have it sent to another provider. */
export function secretPurposeOf({ provider, siteKey }: Keys): string {
  return `environments.bot_stop_secret_sealed:${JSON.stringify([provider, siteKey])}`
}

export function keysOf(settings: unknown): Keys {
  const { botStopProvider: provider, botStopSiteKey: siteKey } = settingsFor({ environment: settings }).values
  return { provider, siteKey }
}

/** Returns the secret of the provider that the environment uses now; undefined where there is none for these keys. */
export async function findBotStopSecret(
  { database, environment, sealer }: Pick<Context, 'database' | 'environment' | 'sealer'>,
  keys: Keys,
): Promise<string | undefined> {
  const stored = await selectBotStop(database.system, environment.id).executeTakeFirst()
  if (!stored?.bot_stop_secret_sealed) return undefined
  const present = keysOf(stored.settings)
  if (secretPurposeOf(present) !== secretPurposeOf(keys)) return undefined
  return sealer.open(secretPurposeOf(keys), stored.bot_stop_secret_sealed)
}

export async function findBotStop(system: SystemDb, environmentId: string): Promise<StoredBotStop> {
  const row = await selectBotStop(system, environmentId).executeTakeFirstOrThrow()
  return { settings: row.settings, secretSealed: row.bot_stop_secret_sealed ?? undefined }
}

/** Keeps others from changing the settings until the transaction ends. */
export async function lockBotStop(system: SystemDb, environmentId: string): Promise<StoredBotStop> {
  const row = await selectBotStop(system, environmentId).forNoKeyUpdate().executeTakeFirstOrThrow()
  return { settings: row.settings, secretSealed: row.bot_stop_secret_sealed ?? undefined }
}

export async function writeBotStop(
  system: SystemDb,
  environmentId: string,
  { said, unsaid, secretSealed }: SettingsChange & { readonly secretSealed: Buffer | null },
): Promise<void> {
  await system
    .updateTable('environments')
    .set({
      settings: sql<string>`(settings || ${JSON.stringify(said)}::jsonb) - ${[...unsaid]}::text[]`,
      bot_stop_secret_sealed: secretSealed,
    })
    .where('id', '=', environmentId)
    .execute()
}

function selectBotStop(system: SystemDb, environmentId: string) {
  return system
    .selectFrom('environments')
    .select(['settings', 'bot_stop_secret_sealed'])
    .where('id', '=', environmentId)
}
