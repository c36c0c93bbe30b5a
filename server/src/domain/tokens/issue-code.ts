import { addSeconds } from '#platform/clock'
import type { Context } from '#platform/context'
import { digestOf, newToken } from '#platform/crypto'
import { newId } from '#platform/ids'
import { insertCode } from './queries.ts'

/** AS-07. */
const CODE_LIFETIME_SECONDS = 60

export interface CodeRequest {
  readonly grantId: string
  readonly applicationId: string
  readonly redirectUri: string
  readonly codeChallenge: string | undefined
  readonly nonce: string | undefined
}

/** An authorization code (RFC 6749 section 4.1.2), 256 bits. Runs in the caller's transaction. */
export async function issueCode(
  ctx: Pick<Context, 'db' | 'clock' | 'environment' | 'issuer'>,
  request: CodeRequest,
): Promise<string> {
  const code = newToken()
  const createdAt = ctx.clock()
  await insertCode(ctx.db, {
    id: newId(),
    digest: digestOf(code),
    grantId: request.grantId,
    applicationId: request.applicationId,
    redirectUri: request.redirectUri,
    codeChallenge: request.codeChallenge ?? null,
    nonce: request.nonce ?? null,
    issuer: ctx.issuer,
    createdAt,
    expiresAt: addSeconds(createdAt, CODE_LIFETIME_SECONDS),
  })
  return code
}
