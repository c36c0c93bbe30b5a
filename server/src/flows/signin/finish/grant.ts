import type { Context } from '#platform/context'
import { grantCode, successUrl, type Authentication } from '#flows/engine'
import type { Organization } from '#domain/organizations'
import type { Flow } from '../flow.ts'

interface PartInput {
  readonly flow: Flow
  readonly organization: Organization | undefined
  readonly userId: string
  readonly session: Omit<Authentication, 'userId'>
}

/**
 * The answer to the application. `location` is where the browser goes, with the code; `redirectUri` is its part before
 * the answer.
 */
export interface Answer {
  readonly location: string
  readonly redirectUri: string
}

/**
 * Records the grant and returns the answer with its code. A page of ours gets neither.
 *
 * @throws {NoAddress} see `grantCode`
 */
export async function grantAnswer(
  ctx: Context,
  { flow: { request }, organization, userId, session }: PartInput,
): Promise<{ readonly answer: Answer }> {
  const { redirectUri, endsAtOwnPage } = request
  if (endsAtOwnPage === true) return { answer: { location: redirectUri, redirectUri } }
  const granted = await grantCode(ctx, request, { ...session, userId, organization })
  const target = { ...request, redirectUri: granted.redirectUri, scopes: granted.scopes }
  const location = successUrl(target, { code: granted.code, issuer: ctx.issuer })
  return { answer: { location, redirectUri: granted.redirectUri } }
}
