import type { Sealer } from '#platform/crypto'
import { InvalidInput } from '#platform/errors'
import type { TwilioAccount } from '#platform/twilio'
import { settingsFor, type Settings, type SettingsChange } from '#domain/settings'
import type { StoredSmsSettings } from './queries.ts'
import { fallbackAccountOf, firstAccountOf, type ProviderAccount } from './sms-provider.ts'

/** The change that a caller asks for. A token of `null` removes the stored one. */
export interface SmsChange extends SettingsChange {
  readonly token?: string | null | undefined
  readonly fallbackToken?: string | null | undefined
}

/** The settings of text messages as they are after a change, before they are written. */
export interface SmsDraft {
  readonly settings: Settings
  readonly token: string | undefined
  readonly fallbackToken: string | undefined
}

type TokenColumn = 'sms_token_sealed' | 'sms_fallback_token_sealed'

/** Bound to the account that it was given for: nobody who may change the settings can have it sent with another. */
function purposeOf(column: TokenColumn, accountSid: string): string {
  return `environments.${column}:${accountSid}`
}

/** @throws {InvalidInput} `SMS_AUTH_TOKEN_REQUIRED` */
export function draftOf(sealer: Sealer, stored: StoredSmsSettings, change: SmsChange): SmsDraft {
  const before = settingsFor({ environment: stored.settings }).values
  const raw = Object.entries({ ...recordOf(stored.settings), ...change.said })
  const settings = settingsFor({
    environment: Object.fromEntries(raw.filter(([name]) => !change.unsaid.includes(name))),
  }).values
  return {
    settings,
    token: tokenOf(sealer, {
      column: 'sms_token_sealed',
      field: 'auth_token',
      said: change.token,
      sealed: stored.tokenSealed,
      before: before.smsAccountSid,
      after: settings.smsAccountSid,
    }),
    fallbackToken: tokenOf(sealer, {
      column: 'sms_fallback_token_sealed',
      field: 'fallback_auth_token',
      said: change.fallbackToken,
      sealed: stored.fallbackTokenSealed,
      before: before.smsFallbackAccountSid,
      after: settings.smsFallbackAccountSid,
    }),
  }
}

interface TokenChange {
  readonly column: TokenColumn
  readonly field: string
  readonly said: string | null | undefined
  readonly sealed: Buffer | undefined
  readonly before: string | null
  readonly after: string | null
}

function tokenOf(sealer: Sealer, { column, field, said, sealed, before, after }: TokenChange): string | undefined {
  // A token without its account opens nothing.
  if (after === null) return undefined
  if (said !== undefined) return said ?? undefined
  if (sealed === undefined || before === null) return undefined
  if (before !== after) {
    throw new InvalidInput(
      'SMS_AUTH_TOKEN_REQUIRED',
      `The stored token is for the account that it was given with: send ${field} of the new one.`,
    )
  }
  return sealer.open(purposeOf(column, before), sealed)
}

/** @throws {InvalidInput} `SMS_SETTINGS_INCOMPLETE` */
export function checkDraft({ settings, token, fallbackToken }: SmsDraft): void {
  if (settings.smsAccountSid !== null && (firstAccountOf(settings) === undefined || token === undefined)) {
    throw incomplete('An account needs account_sid, auth_token, and the field of its source.')
  }
  if (settings.smsAccountSid === null && settings.isSmsFallback) {
    throw incomplete('The second account takes over from the first: set account_sid.')
  }
  if (settings.isSmsFallback && (fallbackAccountOf(settings) === undefined || fallbackToken === undefined)) {
    throw incomplete('The second account needs fallback_account_sid, fallback_auth_token, and the field of its source.')
  }
}

function incomplete(message: string): InvalidInput {
  return new InvalidInput('SMS_SETTINGS_INCOMPLETE', message)
}

interface SealedTokens {
  readonly tokenSealed: Buffer | null
  readonly fallbackTokenSealed: Buffer | null
}

export function sealTokens(sealer: Sealer, { settings, token, fallbackToken }: SmsDraft): SealedTokens {
  const seal = (column: TokenColumn, sid: string | null, text: string | undefined) =>
    sid === null || text === undefined ? null : sealer.seal(purposeOf(column, sid), text)
  return {
    tokenSealed: seal('sms_token_sealed', settings.smsAccountSid, token),
    fallbackTokenSealed: seal('sms_fallback_token_sealed', settings.smsFallbackAccountSid, fallbackToken),
  }
}

/** The accounts that the draft names, ready to be used, in the order in which they are tried. */
export function accountsOf({ settings, token, fallbackToken }: SmsDraft): readonly TwilioAccount[] {
  const first = withToken(firstAccountOf(settings), token)
  if (!first) return []
  const second = withToken(fallbackAccountOf(settings), fallbackToken)
  return second ? [first, second] : [first]
}

function withToken(account: ProviderAccount | undefined, authToken: string | undefined): TwilioAccount | undefined {
  return account && authToken !== undefined ? { ...account, authToken } : undefined
}

function recordOf(settings: unknown): Readonly<Record<string, unknown>> {
  return typeof settings === 'object' && settings !== null ? { ...settings } : {}
}
