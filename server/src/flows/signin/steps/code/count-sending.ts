import { LimitReached } from '#platform/errors'
import type { RequestContext } from '#platform/http'
import { networksOf, passGuard, type Guard, type Limit } from '#platform/rate-limits'
import { browserOf } from '../attempts.ts'

/** Messages to one address from one network, so that a stranger elsewhere cannot use up the owner's (ATO-41). */
const PER_ADDRESS_AND_NETWORK = { narrow: 10, middle: 15, wide: 20 } as const
/** Messages to one address that were requested by a browser which its owner has signed in with. */
const PER_KNOWN_BROWSER = 10
/** Messages to one address from everywhere: the most that a mailbox should have to take. */
const PER_ADDRESS = 50
/** Messages reserved for networks that have hardly requested any. */
const SHARE = 20
const NEW_UP_TO = 2
const PER_NETWORK = 2_000
const HOUR_SECONDS = 3_600

interface CodeRecipient {
  readonly address: string
  /** The user who has the address, if any. */
  readonly userId: string | undefined
  /** The browser's own secret, from its cookie. */
  readonly browser: string
}

/**
 * Counts a message before anything is written, and outside of the transaction.
 *
 * @throws {TooManyRequests} `TOO_MANY_CODES`
 */
export async function countSending(c: RequestContext, sending: CodeRecipient): Promise<void> {
  const { db, clock } = c.var.ctx
  const now = clock()
  const passage = await passGuard({ db, now }, guardOf(c, sending))
  if (passage.outcome === 'passed') return
  const seconds = Math.max(1, Math.ceil((passage.until.getTime() - now.getTime()) / 1000))
  const fault = { code: 'TOO_MANY_CODES', message: 'Too many codes were asked for.' } as const
  throw new LimitReached(`codes_${passage.scope}`, fault, seconds)
}

function guardOf(c: RequestContext, { address, ...who }: CodeRecipient): Guard {
  const { narrow, middle, wide } = networksOf(c.var.ctx.requester.ip)
  const hourly = (bucket: string, most: number, scope: Limit['scope']): Limit => ({
    bucket,
    most,
    scope,
    windowSeconds: HOUR_SECONDS,
  })
  const ofAll = (network: string, most: number) => hourly(`send-from:${network}`, most, 'accounts_of_network')
  const { isKnown, browser } = browserOf(c, who)
  const everyone = [
    ofAll(narrow, PER_NETWORK),
    ...(middle === undefined ? [] : [ofAll(middle, 2 * PER_NETWORK), ofAll(wide, 4 * PER_NETWORK)]),
  ]
  if (isKnown) {
    return { limits: [hourly(`send:${address}:browser:${browser}`, PER_KNOWN_BROWSER, 'browser'), ...everyone] }
  }
  const ofAddress = (network: string, most: number) => hourly(`send:${address}:${network}`, most, 'network')
  return {
    limits: [
      ofAddress(narrow, PER_ADDRESS_AND_NETWORK.narrow),
      ...(middle === undefined
        ? []
        : [ofAddress(middle, PER_ADDRESS_AND_NETWORK.middle), ofAddress(wide, PER_ADDRESS_AND_NETWORK.wide)]),
      ...everyone,
    ],
    overall: {
      limit: hourly(`send:${address}`, PER_ADDRESS, 'everywhere'),
      share: hourly(`send:${address}:new`, SHARE, 'everywhere'),
      networkBucket: `send:${address}:${wide}`,
      newUpTo: NEW_UP_TO,
    },
  }
}
