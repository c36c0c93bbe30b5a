import { digestOf } from '#platform/crypto'
import type { RequestContext } from '#platform/http'
import {
  giveBack,
  networksOf,
  passGuard,
  peekGuard,
  readCounts,
  type Guard,
  type Limit,
  type Passage,
  type LimitRefusal,
} from '#platform/rate-limits'
import type { Flow } from '#flows/engine'
import type { Settings } from '#domain/settings'
import type { Account } from '#domain/users'
import { readKnownBrowser } from '../known-browser.ts'
import { addressOf, type IdentifyFact } from './identify/fact.ts'

/**
 * The kind of a try. Passwords and codes that sign in share their limits. A code that resets a password has its own, so
 * that a person whose other tries are used up can still prove the address (ATO-41). A wrong reset code counts in both
 * (M6-3).
 *
 * A second factor has its own, because a right password gives back the failures before it: somebody who knows the
 * password must not get new tries at the factor with it. A wrong factor counts in both too.
 */
export type Lane = (typeof LANES)[number]

const LANES = ['sign_in', 'reset', 'factor'] as const
/** The lanes whose failures a right input clears. */
const CLEARED: Readonly<Record<Lane, readonly Lane[]>> = {
  sign_in: ['sign_in', 'reset'],
  reset: ['sign_in', 'reset'],
  factor: LANES,
}

export interface Attempt {
  readonly lane: Lane
  /** The normalised address, whether or not an account has it (ATO-10). */
  readonly address: string
  /** The account where there is one, for the tries at its second factor: they count by whatever address it was reached. */
  readonly account: string
  /** The name of this browser in its buckets. */
  readonly browser: string
  /** Whether the person that the address belongs to has signed in with this browser before. */
  readonly isKnown: boolean
  readonly limits: { readonly attempts: number; readonly lockSeconds: number }
}

export interface CountedAttempt {
  readonly attempt: Attempt
  readonly taken: readonly Limit[]
  /** Whether no further try is allowed after this one. */
  readonly isLast: boolean
}

const WINDOW_SECONDS = 15 * 60
const HOUR_SECONDS = 3_600
const DAY_SECONDS = 86_400
/** Tries at one account in an hour, from everywhere together. */
const OVERALL = 100
/** Tries reserved for networks that have hardly tried. */
const SHARE = 50
const NEW_UP_TO = 3
/** Tries in an hour from one network, at all accounts together. */
const OF_WIDE_NETWORK = 50
/** From one network at all accounts together, in an hour. */
const OF_ALL_ACCOUNTS = 100
/** Tries at the second factor of one account in a day, from everywhere together: each is one of a million codes. */
const OF_FACTOR = 100
/** Failures of a known browser in a day. Beyond that, the browser counts like any other. */
const OF_KNOWN_BROWSER = 100

/** The parts of a situation that count tries. The type is its own, because a situation holds a count of failures. */
export interface AttemptSituation {
  readonly settings: Settings
  readonly account: Account | undefined
}

interface AttemptSource {
  readonly flow: Pick<Flow<IdentifyFact>, 'facts'>
  readonly situation: AttemptSituation
  /** The browser's own secret, from its cookie. */
  readonly browser: string
}

/** Returns the try of a password or a code that this request makes, or would make. */
export function attemptOf(c: RequestContext, { flow, situation, browser }: AttemptSource, lane: Lane): Attempt {
  const { lockoutAttempts, lockoutMinutes } = situation.settings
  const { account } = situation
  // A person who came with a session has typed no address.
  const address = flow.facts.address || !account ? addressOf(flow.facts).normalized : account.identity.normalized
  return {
    lane,
    address,
    account: account?.userId ?? address,
    ...browserOf(c, { userId: situation.account?.userId, browser }),
    limits: { attempts: lockoutAttempts, lockSeconds: lockoutMinutes * 60 },
  }
}

/** Returns the name that the tries of this browser are counted under, and whether the browser is known to the user. */
export function browserOf(
  c: RequestContext,
  { userId, browser }: { readonly userId: string | undefined; readonly browser: string },
): Pick<Attempt, 'browser' | 'isKnown'> {
  const known = readKnownBrowser(c)
  const isKnown = known !== undefined && userId !== undefined && known.userIds.includes(userId)
  return {
    isKnown,
    browser: digestOf(isKnown ? known.id : browser)
      .toString('hex')
      .slice(0, 32),
  }
}

/**
 * Takes a try before the input is checked, so that simultaneous tries get no further than the limits. A right one is
 * given back.
 */
export async function takeAttempt(
  c: RequestContext,
  attempt: Attempt,
): Promise<CountedAttempt | (LimitRefusal & { taken?: never })> {
  const passage = await passAny(c, attempt)
  if (passage.outcome === 'refused') return passage
  const { taken, counts } = passage
  const isLast = taken.some(
    ({ bucket, most, lockSeconds, isBinding }) =>
      lockSeconds !== undefined && isBinding !== false && (counts.get(bucket) ?? 0) >= most,
  )
  return { attempt, taken, isLast }
}

/**
 * Lets a known browser pass by its own limits. When it has used those up for the day, it counts like any other browser.
 */
async function passAny(c: RequestContext, attempt: Attempt): Promise<Passage> {
  const where = whereOf(c)
  if (attempt.isKnown) {
    const passage = await passGuard(where, guardOfKnown(c, attempt))
    if (passage.outcome === 'passed' || passage.scope === 'browser') return passage
  }
  return passGuard(where, guardOfAll(c, attempt))
}

/** Gives back a try whose input was not checked. */
export async function withdrawAttempt(c: RequestContext, { taken }: CountedAttempt): Promise<void> {
  await giveBack(whereOf(c), taken)
}

/**
 * Gives back a try that was right, and the failures of this browser at the account before it: those were the owner's
 * mistakes. Keeps the failures of others, and those of a network over all accounts: with an account of their own, a
 * guesser must not clear the tries that they have used up (ATO-41).
 */
export async function forgetFailures(c: RequestContext, { attempt, taken }: CountedAttempt): Promise<void> {
  const where = whereOf(c)
  await giveBack(where, taken)
  const lanes = CLEARED[attempt.lane].map((lane) => ({ ...attempt, lane }))
  const failed = await readCounts(where, lanes.map(ofBrowser))
  const forgotten = lanes.flatMap((one) => {
    const own = ofBrowser(one)
    const count = failed.get(own.bucket) ?? 0
    const others = [...ofNetworks(c, one), ...(attempt.isKnown ? [] : [overallOf(one)])]
    return count === 0 ? [] : [own, ...others].map((limit) => ({ limit, count }))
  })
  const times = new Map(forgotten.map(({ limit, count }) => [limit.bucket, count]))
  await giveBack(
    where,
    forgotten.map(({ limit }) => limit),
    ({ bucket }) => times.get(bucket) ?? 0,
  )
}

/**
 * Returns the failures of the last hour that the bot stop goes by: of this network at all accounts, and of a known
 * browser or else at the account. The same whether or not an account has the address (ATO-10).
 */
export async function readFailures(c: RequestContext, source: Omit<AttemptSource, 'browser'>): Promise<number> {
  const limits = LANES.flatMap((lane) => {
    const attempt = attemptOf(c, { ...source, browser: '' }, lane)
    return [...ofAllAccounts(c, attempt).slice(0, 1), attempt.isKnown ? ofBrowser(attempt) : overallOf(attempt)]
  })
  return Math.max(0, ...(await readCounts(whereOf(c), limits)).values())
}

/** Returns why the next try would be refused, if so. */
export async function readLock(c: RequestContext, attempt: Attempt): Promise<LimitRefusal | undefined> {
  const where = whereOf(c)
  if (attempt.isKnown) {
    const refused = await peekGuard(where, guardOfKnown(c, attempt))
    if (refused === undefined || refused.scope === 'browser') return refused
  }
  return peekGuard(where, guardOfAll(c, attempt))
}

function whereOf(c: RequestContext) {
  const { db, clock } = c.var.ctx
  return { db, now: clock() }
}

function bucketOf({ lane, address, account }: Attempt, ...parts: string[]): string {
  return [lane, lane === 'factor' ? account : address, ...parts].join(':')
}

function guardOfAll(c: RequestContext, attempt: Attempt): Guard {
  const { wide } = networksOf(c.var.ctx.requester.ip)
  return {
    limits: [
      ofBrowser(attempt),
      ...ofNetworks(c, attempt),
      ...ofAllAccounts(c, attempt),
      ...ofFactor(attempt),
      ...alsoCounted(c, attempt),
    ],
    overall: {
      limit: overallOf(attempt),
      share: { bucket: bucketOf(attempt, 'new'), most: SHARE, windowSeconds: HOUR_SECONDS, scope: 'everywhere' },
      networkBucket: bucketOf(attempt, 'hour', wide),
      newUpTo: NEW_UP_TO,
    },
  }
}

/**
 * Returns the limits of a known browser. Its failures also count for its network, where they lock out unknown browsers,
 * but not for itself.
 */
function guardOfKnown(c: RequestContext, attempt: Attempt): Guard {
  const day = { bucket: bucketOf(attempt, 'day', attempt.browser), most: OF_KNOWN_BROWSER, windowSeconds: DAY_SECONDS }
  const counted = [...ofNetworks(c, attempt), ...ofFactor(attempt), ...alsoCounted(c, attempt)]
  return {
    limits: [
      ofBrowser(attempt),
      { ...day, scope: 'everywhere' },
      ...counted.map((one) => ({ ...one, isBinding: false })),
    ],
  }
}

function ofBrowser(attempt: Attempt): Limit {
  const { attempts, lockSeconds } = attempt.limits
  const bucket = bucketOf(attempt, 'browser', attempt.browser)
  return { bucket, most: attempts, windowSeconds: WINDOW_SECONDS, lockSeconds, scope: 'browser' }
}

function overallOf(attempt: Attempt): Limit {
  const most = Math.max(OVERALL, 5 * attempt.limits.attempts)
  return { bucket: bucketOf(attempt), most, windowSeconds: HOUR_SECONDS, scope: 'everywhere' }
}

/** Returns the limits at one account for the network that the try comes from. */
function ofNetworks(c: RequestContext, attempt: Attempt): Limit[] {
  const { attempts, lockSeconds } = attempt.limits
  const { narrow, middle, wide } = networksOf(c.var.ctx.requester.ip)
  const locking = { windowSeconds: WINDOW_SECONDS, lockSeconds, scope: 'network' } as const
  return [
    { ...locking, bucket: bucketOf(attempt, narrow), most: attempts },
    ...(middle === undefined ? [] : [{ ...locking, bucket: bucketOf(attempt, middle), most: 2 * attempts }]),
    {
      bucket: bucketOf(attempt, 'hour', wide),
      most: Math.max(OF_WIDE_NETWORK, 2 * attempts),
      windowSeconds: HOUR_SECONDS,
      scope: 'network',
    },
  ]
}

/** Returns the limits of one network over all accounts, against a guesser who tries one password at each. */
function ofAllAccounts(c: RequestContext, { lane, limits }: Attempt): Limit[] {
  const { narrow, middle, wide } = networksOf(c.var.ctx.requester.ip)
  const most = Math.max(OF_ALL_ACCOUNTS, 5 * limits.attempts)
  const hourly = { windowSeconds: HOUR_SECONDS, scope: 'accounts_of_network' } as const
  const bucket = (network: string) => `${lane}-from:${network}`
  return [
    { ...hourly, bucket: bucket(narrow), most },
    ...(middle === undefined
      ? []
      : [
          { ...hourly, bucket: bucket(middle), most: 2 * most },
          { ...hourly, bucket: bucket(wide), most: 4 * most },
        ]),
  ]
}

/** Returns the limit on guesses at a second factor, whose few digits no password protects any more (ATO-29). */
function ofFactor(attempt: Attempt): Limit[] {
  if (attempt.lane !== 'factor') return []
  const most = Math.max(OF_FACTOR, 5 * attempt.limits.attempts)
  return [{ bucket: bucketOf(attempt, 'day'), most, windowSeconds: DAY_SECONDS, scope: 'everywhere' }]
}

/** A wrong factor or code of a reset also counts where passwords do, but those limits do not refuse it. */
function alsoCounted(c: RequestContext, attempt: Attempt): Limit[] {
  if (attempt.lane === 'sign_in') return []
  const inOther = { ...attempt, lane: 'sign_in' } as const
  return [ofBrowser(inOther), ...ofNetworks(c, inOther)].map((one) => ({ ...one, isBinding: false }))
}
