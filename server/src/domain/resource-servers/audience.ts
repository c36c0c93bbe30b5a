import type { Context } from '#platform/context'
import { InvalidInput } from '#platform/errors'

const CLIENT_ID = /^[0-9a-f]{32}$/i

/**
 * An audience that already means something here may not be registered: below our own origins it would name us, and that
 * of a client would let an ID token, whose `aud` is its client, pass for an access token (RFC 9068 section 5).
 *
 * @throws {InvalidInput} `AUDIENCE_RESERVED`
 */
export function checkAudience(
  { environment, issuer }: Pick<Context, 'environment' | 'issuer'>,
  audience: string,
): void {
  const comparable = `${audience.toLowerCase()}/`
  const isOurs = [environment.builtInOrigin, issuer].some((origin) => comparable.startsWith(`${origin}/`))
  if (!isOurs && !CLIENT_ID.test(audience)) return
  throw new InvalidInput('AUDIENCE_RESERVED', 'This audience means something else here. Choose the URL of your API.')
}
