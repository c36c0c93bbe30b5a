import type { Context } from '#platform/context'
import { randomCode } from '#platform/crypto'
import { Conflict, InvalidInput, TooManyRequests } from '#platform/errors'
import { negotiateLocale, translator } from '#platform/i18n'
import { countAgainst } from '#platform/rate-limits'
import { noteTestSms, smsText } from '#platform/sms'
import { SmsNotSent, type TwilioAccount } from '#platform/twilio'
import { draftSmsAccounts, type DraftedSms, type SmsChange } from '#domain/environments'
import { parseMobileNumber, type PhoneProblem } from '#domain/identities'
import { settingsFor } from '#domain/settings'

export interface TestSmsWish {
  /** Settings to try before they are saved. */
  readonly change: SmsChange
  /** As typed; of the default country where it has no `+`. */
  readonly to: string
  /** The account by its place. */
  readonly account: 'first' | 'fallback'
}

/** A token in wrong hands must not cost much. */
const MOST_AN_HOUR = 5
const HOUR_SECONDS = 3_600
const SEND_LIMIT_MS = 20_000
const DIGITS = 6

const WRONG_NUMBER: Readonly<Record<PhoneProblem, string>> = {
  phone_missing: 'to must have a phone number.',
  phone_country_missing: 'to must begin with + and the country code, or there must be a default country.',
  phone_invalid: 'to must be a phone number.',
  phone_not_mobile: 'to must be the number of a mobile phone.',
  phone_country_not_allowed: 'The country of this number is not on the list of allowed countries.',
}

/**
 * Sends a test message and waits for the provider's answer. Returns the number in E.164.
 *
 * @throws {InvalidInput} `PHONE_NOT_ALLOWED`, and those of the settings
 * @throws {Conflict} `NO_SMS_PROVIDER`, `NO_SECOND_ACCOUNT`, `TEST_SMS_NOT_SENT`
 * @throws {TooManyRequests} `TOO_MANY_TEST_MESSAGES`
 */
export async function sendTestSms(ctx: Context, wish: TestSmsWish): Promise<string> {
  const draft = await draftSmsAccounts(ctx, wish.change)
  const account = accountOf(draft, wish.account)
  const to = numberOf(draft, wish.to)
  await count(ctx)
  const providerMessage = await send(ctx, account, { to, text: write(ctx) })
  await noteTestSms(ctx, { to, providerMessage, accountSid: account.accountSid, isFallback: wish.account !== 'first' })
  return to
}

function accountOf({ accounts }: DraftedSms, wished: TestSmsWish['account']): TwilioAccount {
  const [first, second] = accounts
  if (!first) {
    throw new Conflict('NO_SMS_PROVIDER', 'There is no account: text messages of this environment leave by none.')
  }
  if (wished === 'first') return first
  if (!second) throw new Conflict('NO_SECOND_ACCOUNT', 'There is no second account, or it is switched off.')
  return second
}

function numberOf({ allowedCountries: allowed, defaultCountry: country }: DraftedSms, typed: string): string {
  const read = parseMobileNumber(typed, { country, allowed })
  if ('phone' in read) return read.phone.normalized
  const message = WRONG_NUMBER[read.problem]
  throw new InvalidInput('PHONE_NOT_ALLOWED', message, [{ pointer: '/to', message }])
}

async function count({ db, clock }: Context): Promise<void> {
  const now = clock()
  const { count: made, endsAt } = await countAgainst(db, { bucket: 'test-sms', windowSeconds: HOUR_SECONDS, now })
  if (made <= MOST_AN_HOUR) return
  const seconds = Math.max(1, Math.ceil((endsAt.getTime() - now.getTime()) / 1000))
  const message = `There are at most ${String(MOST_AN_HOUR)} test messages an hour.`
  throw new TooManyRequests('TOO_MANY_TEST_MESSAGES', message, seconds)
}

async function send(
  { twilio }: Context,
  account: TwilioAccount,
  message: { readonly to: string; readonly text: string },
): Promise<string> {
  try {
    return await twilio.send(account, message, AbortSignal.timeout(SEND_LIMIT_MS))
  } catch (error) {
    if (!(error instanceof SmsNotSent)) throw error
    throw new Conflict('TEST_SMS_NOT_SENT', `${error.message} (${error.code})`, { cause: error })
  }
}

/** As a real message is written, with a code that opens nothing. */
function write({ catalogue, environment, issuer }: Context): string {
  const preferred = settingsFor({ environment: environment.settings }).values.languageKey ?? undefined
  const t = translator(catalogue, negotiateLocale({ preferred, available: catalogue.locales }))
  const host = new URL(issuer).hostname
  return smsText({ t, code: randomCode(DIGITS), business: environment.businessName, host })
}
