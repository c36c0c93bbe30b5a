import { sha1Hex } from '#platform/crypto'
import type { Outbound } from '#platform/outbound'

/** Whether a password is known; `not_checked` where the service did not answer in time. */
export type BreachAnswer = 'yes' | 'no' | 'not_checked'

export interface BreachedPasswords {
  find(password: string): Promise<BreachAnswer>
}

const PREFIX_DIGITS = 5
const TIMEOUT_MS = 2_000
/** Ranges have about 1,000 lines of 40 bytes; padding adds up to as many again. */
const MOST_BYTES = 1024 * 1024

/** Asks the service at `endpoint`, such as `https://api.pwnedpasswords.com/range/`. */
export function openBreachedPasswords(outbound: Pick<Outbound, 'getText'>, endpoint: string): BreachedPasswords {
  return {
    async find(password) {
      const digest = sha1Hex(password).toUpperCase()
      const url = endpoint + digest.slice(0, PREFIX_DIGITS)
      const limits = { mostBytes: MOST_BYTES, timeoutMs: TIMEOUT_MS, headers: { 'add-padding': 'true' } }
      // Nobody must wait for a stranger's service: every failure counts as an answer that did not come (N4-2).
      const answer = await outbound.getText(url, limits).catch(() => undefined)
      if (answer?.status !== 200) return 'not_checked'
      return isListed(answer.text, digest.slice(PREFIX_DIGITS)) ? 'yes' : 'no'
    },
  }
}

/** Whether a line names the rest of the digest. Lines of padding have the count 0. */
function isListed(text: string, rest: string): boolean {
  return text.split('\n').some((line) => {
    const [listed = '', count = ''] = line.trim().split(':')
    return listed.toUpperCase() === rest && Number(count) > 0
  })
}
