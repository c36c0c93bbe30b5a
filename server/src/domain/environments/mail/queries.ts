import { sql, type SystemDb } from '#platform/db'
import type { SettingsChange } from '#domain/settings'

/** The mail settings of an environment as the database stores them. */
export interface StoredMailSettings {
  /** Raw; read them through `#domain/settings`. */
  readonly settings: unknown
  readonly passwordSealed: Buffer | undefined
}

export async function findMailSettings(
  system: SystemDb,
  environmentId: string,
): Promise<StoredMailSettings | undefined> {
  const row = await selectMail(system, environmentId).where('deleted_at', 'is', null).executeTakeFirst()
  return row && { settings: row.settings, passwordSealed: row.smtp_password_sealed ?? undefined }
}

/** Keeps others from changing the settings until the transaction ends. */
export async function lockMailSettings(system: SystemDb, environmentId: string): Promise<StoredMailSettings> {
  const row = await selectMail(system, environmentId).forNoKeyUpdate().executeTakeFirstOrThrow()
  return { settings: row.settings, passwordSealed: row.smtp_password_sealed ?? undefined }
}

export async function writeMailSettings(
  system: SystemDb,
  environmentId: string,
  { said, unsaid, passwordSealed }: SettingsChange & { readonly passwordSealed: Buffer | null },
): Promise<void> {
  await system
    .updateTable('environments')
    .set({
      settings: sql<string>`(settings || ${JSON.stringify(said)}::jsonb) - ${[...unsaid]}::text[]`,
      smtp_password_sealed: passwordSealed,
    })
    .where('id', '=', environmentId)
    .execute()
}

function selectMail(system: SystemDb, environmentId: string) {
  return system.selectFrom('environments').select(['settings', 'smtp_password_sealed']).where('id', '=', environmentId)
}
