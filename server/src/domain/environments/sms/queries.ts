import { sql, type SystemDb } from '#platform/db'
import type { SettingsChange } from '#domain/settings'

/** The settings of text messages of an environment as the database stores them. */
export interface StoredSmsSettings {
  /** Raw; read them through `#domain/settings`. */
  readonly settings: unknown
  readonly tokenSealed: Buffer | undefined
  readonly fallbackTokenSealed: Buffer | undefined
}

export const NO_SMS_SETTINGS: StoredSmsSettings = {
  settings: {},
  tokenSealed: undefined,
  fallbackTokenSealed: undefined,
}

export async function findSmsSettings(system: SystemDb, environmentId: string): Promise<StoredSmsSettings> {
  const row = await selectSms(system, environmentId).where('deleted_at', 'is', null).executeTakeFirst()
  return row ? storedOf(row) : NO_SMS_SETTINGS
}

/** Keeps others from changing the settings until the transaction ends. */
export async function lockSmsSettings(system: SystemDb, environmentId: string): Promise<StoredSmsSettings> {
  return storedOf(await selectSms(system, environmentId).forNoKeyUpdate().executeTakeFirstOrThrow())
}

interface SmsRow {
  readonly settings: unknown
  readonly sms_token_sealed: Buffer | null
  readonly sms_fallback_token_sealed: Buffer | null
}

function storedOf(row: SmsRow): StoredSmsSettings {
  return {
    settings: row.settings,
    tokenSealed: row.sms_token_sealed ?? undefined,
    fallbackTokenSealed: row.sms_fallback_token_sealed ?? undefined,
  }
}

interface WrittenTokens {
  readonly tokenSealed: Buffer | null
  readonly fallbackTokenSealed: Buffer | null
}

export async function writeSmsSettings(
  system: SystemDb,
  environmentId: string,
  { said, unsaid, tokenSealed, fallbackTokenSealed }: SettingsChange & WrittenTokens,
): Promise<void> {
  await system
    .updateTable('environments')
    .set({
      settings: sql<string>`(settings || ${JSON.stringify(said)}::jsonb) - ${[...unsaid]}::text[]`,
      sms_token_sealed: tokenSealed,
      sms_fallback_token_sealed: fallbackTokenSealed,
    })
    .where('id', '=', environmentId)
    .execute()
}

function selectSms(system: SystemDb, environmentId: string) {
  return system
    .selectFrom('environments')
    .select(['settings', 'sms_token_sealed', 'sms_fallback_token_sealed'])
    .where('id', '=', environmentId)
}
