// Measured cases and their targets: a target of the product, or a ratio to the peer or to a limit of the machine that
// was measured right before.

const RATE = 1_000
/** Bytes, about. */
const DISCOVERY = 2_200
const KEY_SET = 470
/** The old target was 45,000 documents a second, set on a machine where Node's HTTP server alone reached 94,000. */
const LEAST_OF_HTTP = 0.48

/**
 * `limit`: which limit of the machine, for HTTP with the size of the answer; `share`: which part of it this work could
 * reach, two signatures half.
 * `least` of the peer and of the limit; `p99` in milliseconds.
 */
export const CASES = [
  {
    key: 'discovery',
    name: 'discovery',
    concurrency: 32,
    limit: 'http',
    limitBytes: DISCOVERY,
    share: 1,
    leastOfLimit: LEAST_OF_HTTP,
  },
  {
    key: 'keySet',
    name: 'key set',
    concurrency: 32,
    limit: 'http',
    limitBytes: KEY_SET,
    share: 1,
    leastOfLimit: LEAST_OF_HTTP,
  },
  { key: 'signInPage', name: 'sign-in page', concurrency: 32 },
  {
    key: 'signInPage',
    name: `sign-in page at ${RATE.toLocaleString('en')}/s`,
    concurrency: 64,
    perSecond: RATE,
    mostP99: 15,
  },
  {
    key: 'codeExchange',
    name: 'code exchange (two signatures)',
    concurrency: 32,
    isStocked: true,
    leastOfPeer: 1.2,
    limit: 'rsa',
    share: 0.5,
    leastOfLimit: 0.6,
  },
  { key: 'refresh', name: 'refresh (one signature)', concurrency: 32, leastOfPeer: 2, limit: 'rsa', share: 1 },
  { key: 'userProfile', name: 'user profile', concurrency: 32, leastOfPeer: 1.2 },
  { key: 'introspection', name: 'introspection', concurrency: 32, leastOfPeer: 1.2 },
  {
    key: 'clientCredentials',
    name: 'client credentials',
    concurrency: 32,
    leastOfPeer: 1.4,
    limit: 'rsa',
    share: 1,
    leastOfLimit: 0.75,
  },
]

/** In milliseconds and bytes. */
export const AT_REST = {
  laterStart: { most: 2_500 },
  serverMemory: { most: 130e6 },
  databaseMemory: { most: 120e6 },
  firstVisit: { most: 25_000 },
}
