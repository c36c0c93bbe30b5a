import { z } from 'zod'
import type { Context } from '#platform/context'
import { digestOf, verifyJws } from '#platform/crypto'
import { clientIdOf, type Application } from '../application.ts'
import { consumeAssertion } from './queries.ts'

/** How far ahead an assertion may expire: as long is its `jti` kept. */
const LONGEST_SECONDS = 600
/** How much the client's clock may be ahead of ours. */
const SKEW_SECONDS = 60

const Claims = z.object({
  iss: z.string(),
  sub: z.string(),
  aud: z.union([z.string(), z.array(z.string()).min(1)]),
  exp: z.number(),
  iat: z.number().optional(),
  nbf: z.number().optional(),
  jti: z.string().min(1).max(500),
})
type Claims = z.infer<typeof Claims>

/**
 * Whether an assertion proves that the application sent this request (RFC 7523 section 3): signed by a key that it
 * registered, about itself, for us and nobody else, for a short time, and for the first time. It is used up by being
 * verified, whatever comes of the request.
 */
export async function verifyClientAssertion(
  ctx: Pick<Context, 'db' | 'clock' | 'environment' | 'issuer'>,
  application: Application,
  assertion: string,
): Promise<boolean> {
  const parsed = Claims.safeParse(await verifyJws(application.keys, assertion))
  if (!parsed.success) return false
  const claims = parsed.data
  const isRight =
    isAbout(application, claims) && isForUs(ctx.issuer, application, claims) && isTimely(ctx.clock(), claims)
  if (!isRight) return false
  return consumeAssertion(ctx.db, {
    applicationId: application.id,
    digest: digestOf(claims.jti),
    expiresAt: new Date(claims.exp * 1000),
  })
}

function isAbout({ id }: Application, { iss, sub }: Claims): boolean {
  const clientId = clientIdOf(id)
  return iss === clientId && sub === clientId
}

/**
 * Every audience must be ours, or another server that the assertion is meant for could use it here. The token endpoint and
 * arrays stay allowed because older clients send them, unless the application wants the strict form: the issuer alone.
 */
function isForUs(issuer: string, { settings }: Application, { aud }: Claims): boolean {
  if (settings.values.isAssertionAudienceStrict) return aud === issuer
  const audiences = typeof aud === 'string' ? [aud] : aud
  return audiences.every((one) => one === issuer || one === `${issuer}/oauth2/token`)
}

function isTimely(now: Date, { exp, iat = 0, nbf = 0 }: Claims): boolean {
  const seconds = now.getTime() / 1000
  return exp > seconds && exp <= seconds + LONGEST_SECONDS && Math.max(iat, nbf) <= seconds + SKEW_SECONDS
}
