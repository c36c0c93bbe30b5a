import { sql, type SystemDb } from '#platform/db'
import type { SettingsChange } from '#domain/settings'

export interface Business {
  readonly code: string
  readonly name: string
  readonly email: string | undefined
  readonly phone: string | undefined
  readonly industryKey: string | undefined
  /** The id in the IANA database. */
  readonly timezone: string | undefined
  /** Read them through `#domain/settings`. */
  readonly settings: unknown
  readonly createdAt: Date
}

export async function findBusiness(system: SystemDb, id: string): Promise<Business> {
  const row = await system
    .selectFrom('businesses')
    .select(['code', 'name', 'email', 'phone', 'industry_key', 'timezone', 'settings', 'created_at'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return {
    code: row.code,
    name: row.name,
    email: row.email ?? undefined,
    phone: row.phone ?? undefined,
    industryKey: row.industry_key ?? undefined,
    timezone: row.timezone ?? undefined,
    settings: row.settings,
    createdAt: row.created_at,
  }
}

/** A change of a business; an absent field keeps its value, `null` removes it. */
export interface BusinessChange {
  readonly name?: string | undefined
  readonly email?: string | null | undefined
  readonly phone?: string | null | undefined
  readonly industryKey?: string | null | undefined
  readonly timezone?: string | null | undefined
  readonly settings: SettingsChange
}

export async function writeBusiness(system: SystemDb, id: string, change: BusinessChange): Promise<void> {
  const { name, email, phone, industryKey, timezone, settings } = change
  await system
    .updateTable('businesses')
    .set({
      settings: sql<string>`(settings || ${JSON.stringify(settings.said)}::jsonb) - ${[...settings.unsaid]}::text[]`,
      ...(name === undefined ? {} : { name }),
      ...(email === undefined ? {} : { email }),
      ...(phone === undefined ? {} : { phone }),
      ...(industryKey === undefined ? {} : { industry_key: industryKey }),
      ...(timezone === undefined ? {} : { timezone }),
    })
    .where('id', '=', id)
    .execute()
}
