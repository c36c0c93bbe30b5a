import { networksOf, type Limit } from '#platform/rate-limits'
import type { SmsGuard } from '#platform/sms'
import { countryOfNumber, isCountryAllowed } from '#domain/identities'
import type { Settings } from '#domain/settings'

const [HOUR_SECONDS, DAY_SECONDS] = [3_600, 86_400]

/** Pumping uses blocks of numbers in a row: so many messages an hour go to numbers that differ in the last four digits. */
const MOST_OF_PREFIX = 20
const PREFIX_WITHOUT = 4

/** One network, as it is given to one customer of a provider, and the widest that one customer may have. */
const [MOST_OF_NETWORK, MOST_OF_WIDE_NETWORK] = [30, 90]

/** A country other than the default one gets a quarter of the day at most. */
const SHARE_OF_COUNTRY = 0.25
const FEWEST_OF_COUNTRY = 10

/** A tenth of the day is kept for networks that sent hardly any, so that nobody can use up the day of all (ATO-41). */
const KEPT_SHARE = 0.1
const NEW_UP_TO = 2

interface Counted {
  /** E.164 */
  readonly to: string
  readonly ip: string
  readonly now: Date
}

/** The reason of a message that was not sent, as operators read it. */
export const DROPPED_BY: Readonly<Record<string, string>> = {
  COUNTRY_NOT_ALLOWED: 'The country of the number is not on the list of allowed countries.',
  COUNTRY_LIMIT: 'The country of the number has had its share of the day.',
  PREFIX_LIMIT: 'Too many messages went to numbers of this block within an hour.',
  NETWORK_LIMIT: 'Too many messages were asked for from this network within an hour.',
  DAILY_LIMIT: 'The limit of the day is reached.',
}

/** Returns what a message counts against (ATO-31). Days are those of UTC. */
export function pumpingLimits(settings: Settings, { to, ip, now }: Counted): SmsGuard {
  const country = countryOfNumber(to)
  const isAllowed = country !== undefined && isCountryAllowed(to, settings.smsAllowedCountries)
  const { narrow, wide } = networksOf(ip)
  const network = ofNetwork(limit(`sms:network:${narrow}`, MOST_OF_NETWORK, HOUR_SECONDS))
  const wider = ofNetwork(limit(`sms:network-wide:${wide}`, MOST_OF_WIDE_NETWORK, HOUR_SECONDS))
  const prefix = limit(`sms:prefix:${to.slice(0, -PREFIX_WITHOUT)}`, MOST_OF_PREFIX, HOUR_SECONDS)
  const ofCountry = limit(`sms:country:${country ?? ''}:${dayOf(now)}`, mostOfCountry(settings, country), DAY_SECONDS)
  const { day, share } = dailyLimits(settings, now)
  const limits = [network, wider, prefix, ofCountry]
  const problems = new Map([
    ...[network, wider].map(({ bucket }) => [bucket, 'NETWORK_LIMIT'] as const),
    [prefix.bucket, 'PREFIX_LIMIT'],
    [ofCountry.bucket, 'COUNTRY_LIMIT'],
    [day.bucket, 'DAILY_LIMIT'],
  ])
  const overall = share && { limit: day, share, networkBucket: network.bucket, newUpTo: NEW_UP_TO }
  const guard = overall ? { limits, overall } : { limits: [...limits, day] }
  return { problem: isAllowed ? undefined : 'COUNTRY_NOT_ALLOWED', guard, problems }
}

/** Returns the limits of a day; both together are the limit that the settings name. */
export function dailyLimits(
  { smsDailyLimit }: Pick<Settings, 'smsDailyLimit'>,
  now: Date,
): { readonly day: Limit; readonly share: Limit | undefined } {
  const kept = Math.floor(smsDailyLimit * KEPT_SHARE)
  const day = limit(`sms:day:${dayOf(now)}`, smsDailyLimit - kept, DAY_SECONDS)
  return { day, share: kept === 0 ? undefined : limit(`sms:day-share:${dayOf(now)}`, kept, DAY_SECONDS) }
}

function mostOfCountry({ smsDailyLimit, smsDefaultCountry }: Settings, country: string | undefined): number {
  if (country === smsDefaultCountry) return smsDailyLimit
  return Math.max(FEWEST_OF_COUNTRY, Math.floor(smsDailyLimit * SHARE_OF_COUNTRY))
}

function limit(bucket: string, most: number, windowSeconds: number): Limit {
  return { bucket, most, windowSeconds, scope: 'everywhere' }
}

function ofNetwork(counted: Limit): Limit {
  return { ...counted, scope: 'network' }
}

export function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10)
}
