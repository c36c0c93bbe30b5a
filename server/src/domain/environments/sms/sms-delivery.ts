import type { Context, Services } from '#platform/context'
import type { Sealer } from '#platform/crypto'
import type { SmsDelivery } from '#platform/sms'
import type { TwilioAccount } from '#platform/twilio'
import { pumpingLimits } from './pumping-limits.ts'
import { findSmsSettings } from './queries.ts'
import { accountsOf, checkDraft, draftOf, type SmsChange } from './sms-settings.ts'

const UNCHANGED: SmsChange = { said: {}, unsaid: [] }

/** Returns how an environment sends text messages now, as its settings say. */
export async function findSmsDelivery(
  { database }: Pick<Services, 'database'>,
  environmentId: string,
  sealer: Sealer,
): Promise<SmsDelivery> {
  const draft = draftOf(sealer, await findSmsSettings(database.system, environmentId), UNCHANGED)
  return { accounts: accountsOf(draft), guardOf: (message) => pumpingLimits(draft.settings, message) }
}

/** The accounts of an environment after a change, and the countries it sends to, to try both before they are saved. */
export interface DraftedSms {
  readonly accounts: readonly TwilioAccount[]
  readonly allowedCountries: readonly string[]
  readonly defaultCountry: string | undefined
}

/** @throws {InvalidInput} `SMS_AUTH_TOKEN_REQUIRED`, `SMS_SETTINGS_INCOMPLETE` */
export async function draftSmsAccounts(
  ctx: Pick<Context, 'database' | 'environment' | 'sealer'>,
  change: SmsChange,
): Promise<DraftedSms> {
  const draft = draftOf(ctx.sealer, await findSmsSettings(ctx.database.system, ctx.environment.id), change)
  checkDraft(draft)
  const { smsAllowedCountries, smsDefaultCountry } = draft.settings
  return {
    accounts: accountsOf(draft),
    allowedCountries: smsAllowedCountries,
    defaultCountry: smsDefaultCountry ?? undefined,
  }
}
