import { z } from 'zod'
import type { Context } from '#platform/context'
import { readKeyRing, verifyHint } from '#domain/signing-keys'

const IdTokenClaims = z.object({
  iss: z.string(),
  sub: z.string(),
  aud: z.array(z.string()).length(1),
  azp: z.string(),
  sid: z.string().optional(),
  // Access tokens have this claim, and are no hint (AS-42).
  scp: z.never().optional(),
})

export interface IdTokenHint {
  /** The client that the ID token was issued to. */
  readonly clientId: string
  readonly subject: string
  /** The session, as 32 hexadecimal digits; only in tokens of applications that receive sign-outs. */
  readonly sessionId: string | undefined
}

/**
 * Returns the subject of an ID token of this issuer and the client that it was issued to. An expired token is still a
 * hint: "the OP SHOULD accept ID Tokens when the RP identified by the ID Token's aud claim … has a current session …
 * even when the exp time has passed" (OIDC RP-Initiated Logout section 2). It is never a credential: everybody who saw
 * the token once may have it.
 */
export async function readIdTokenHint(
  ctx: Pick<Context, 'db' | 'cache' | 'clock' | 'sealer' | 'environment' | 'issuer'>,
  token: string,
): Promise<IdTokenHint | undefined> {
  const parsed = IdTokenClaims.safeParse(verifyHint(await readKeyRing(ctx), token))
  if (!parsed.success) return undefined
  const { iss, sub, aud, azp, sid } = parsed.data
  return iss === ctx.issuer && aud[0] === azp ? { clientId: azp, subject: sub, sessionId: sid } : undefined
}
