import { z } from 'zod'

const Header = z.object({ alg: z.literal('none') })
const Payload = z.object({ response_mode: z.string() })

/** The longest request object that is decoded. */
const LONGEST = 16_000

/**
 * Returns the `response_mode` of an unsigned request object. Request objects are rejected, so this only decides how the
 * error travels: to a client that named `form_post` nowhere else, a query would never arrive (OIDC Core section 6.1).
 * Nothing else of the object is read.
 */
export function responseModeOfRefused(request: string | undefined): string | undefined {
  if (request === undefined || request.length > LONGEST) return undefined
  const [header, payload] = request.split('.')
  if (!Header.safeParse(decode(header)).success) return undefined
  const parsed = Payload.safeParse(decode(payload))
  return parsed.success ? parsed.data.response_mode : undefined
}

function decode(part = ''): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString())
  } catch {
    return undefined
  }
}
