import { addSeconds, type Clock } from '#platform/clock'
import { MailNotSent, type MailSender } from '#platform/smtp'

const [FIRST_REST_SECONDS, LONGEST_REST_SECONDS] = [15, 120]
/** So many servers are remembered; the one that failed longest ago is forgotten first. */
const MOST_REMEMBERED = 10_000

/** A server that takes this long for a mail is slow. */
const SLOW_MS = 3_000
/** Half of the lane's hands, so that the other half is there for servers that are quick (REL-11). */
const MOST_SLOW_AT_ONCE = 6

interface FailureState {
  readonly times: number
  readonly until: Date
}

/**
 * Leaves a server alone for a while after it failed, and longer each time: mail for it fails at once then, and holds no
 * hand of the lane while others wait (REL-11). Servers that take mail, but slowly, share half of the hands: otherwise a
 * few of them would hold all, for as long as mail for them is left. `key` names the server; other settings are another
 * server.
 */
export function restAfterFailure(clock: Clock) {
  const failing = new Map<string, FailureState>()
  const slow = new Set<string>()
  let slowOnTheirWay = 0
  function note(key: string): void {
    const times = (failing.get(key)?.times ?? 0) + 1
    const seconds = Math.min(FIRST_REST_SECONDS * 2 ** (times - 1), LONGEST_REST_SECONDS)
    failing.delete(key)
    failing.set(key, { times, until: addSeconds(clock(), seconds) })
    const [oldest] = failing.keys()
    if (failing.size > MOST_REMEMBERED && oldest !== undefined) failing.delete(oldest)
  }
  async function timed(key: string, send: () => Promise<void>): Promise<void> {
    const began = clock().getTime()
    const wasSlow = slow.has(key)
    if (wasSlow) slowOnTheirWay += 1
    try {
      await send()
    } finally {
      if (wasSlow) slowOnTheirWay -= 1
      if (clock().getTime() - began < SLOW_MS) slow.delete(key)
      else slow.add(key)
      const [oldest] = slow
      if (slow.size > MOST_REMEMBERED && oldest !== undefined) slow.delete(oldest)
    }
  }
  return {
    /** @throws {MailNotSent} `PAUSED`, unless it is the last try of this mail */
    wrap(key: string, sender: MailSender, { isLastTry }: { readonly isLastTry: boolean }): MailSender {
      const known = failing.get(key)
      const isResting = known !== undefined && known.until > clock()
      const isCrowded = slow.has(key) && slowOnTheirWay >= MOST_SLOW_AT_ONCE
      if ((isResting || isCrowded) && !isLastTry) throw new MailNotSent({ code: 'PAUSED' })
      // One mail tries whether it is back; others that come meanwhile wait for what it finds.
      if (known) failing.set(key, { ...known, until: addSeconds(clock(), FIRST_REST_SECONDS) })
      return {
        ...sender,
        async send(mail, signal) {
          try {
            await timed(key, () => sender.send(mail, signal))
          } catch (error) {
            if (error instanceof MailNotSent && error.isOfServer) note(key)
            else failing.delete(key)
            throw error
          }
          failing.delete(key)
        },
      }
    },
  }
}
