import { z } from 'zod'
import { addSeconds } from '#platform/clock'
import { newToken } from '#platform/crypto'
import { cookieNames, readCookie, setCookie, type RequestContext } from '#platform/http'

const PURPOSE = 'known_browser'
/** The longest time that browsers keep a cookie. */
const KNOWN_SECONDS = 400 * 86_400
/** Enough for a browser that a family shares, and few enough to keep the cookie small. */
const MOST_PEOPLE = 5

const KnownUsers = z.object({
  /** Random, so that the tries of this browser can be counted apart from those of others. */
  id: z.string(),
  people: z.array(z.object({ userId: z.string(), at: z.coerce.date() })),
})
type KnownUsers = z.infer<typeof KnownUsers>

/** A browser that people have signed in with. Its cookie grants nothing; it only attributes tries to a browser. */
export interface KnownBrowser {
  readonly id: string
  readonly userIds: readonly string[]
}

/**
 * Returns the users who have signed in with this browser; undefined where there are none, or the cookie is not ours.
 */
export function readKnownBrowser(c: RequestContext): KnownBrowser | undefined {
  const known = openCookie(c)
  const since = addSeconds(c.var.ctx.clock(), -KNOWN_SECONDS)
  const userIds = known?.people.filter(({ at }) => at > since).map(({ userId }) => userId) ?? []
  return known && userIds.length > 0 ? { id: known.id, userIds } : undefined
}

/** Remembers that this user has signed in with the browser (ATO-41). Signing out does not remove it. */
export function keepKnownBrowser(c: RequestContext, userId: string): void {
  const { clock, sealer } = c.var.ctx
  const before = openCookie(c)
  const others = before?.people.filter((one) => one.userId !== userId) ?? []
  const known: KnownUsers = {
    id: before?.id ?? newToken(),
    people: [{ userId, at: clock() }, ...others].slice(0, MOST_PEOPLE),
  }
  setCookie(c, {
    name: cookieNames(c.var.ctx).known,
    value: sealer.seal(PURPOSE, JSON.stringify(known)).toString('base64url'),
    maxAgeSeconds: KNOWN_SECONDS,
  })
}

function openCookie(c: RequestContext): KnownUsers | undefined {
  const { sealer } = c.var.ctx
  const value = readCookie(c, cookieNames(c.var.ctx).known)
  if (value === undefined) return undefined
  try {
    return KnownUsers.parse(JSON.parse(sealer.open(PURPOSE, Buffer.from(value, 'base64url'))))
  } catch {
    // We did not seal it: treat the browser like one without a cookie.
    return undefined
  }
}
