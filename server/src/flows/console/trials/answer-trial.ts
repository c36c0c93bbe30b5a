import { z } from 'zod'
import type { Context } from '#platform/context'
import { Conflict, Forbidden } from '#platform/errors'
import { cookieNames, readCookie, type RequestContext } from '#platform/http'
import { hexOf, userIdFromSubject } from '#platform/ids'
import { openPlayground, type Application } from '#domain/applications'
import { consumeTrial } from '#domain/playground'
import { explainUserToken, redeemCode, type IssuedTokens } from '#domain/tokens'
import { traceIdOf } from '#domain/traces'
import { scopesIn } from '../access.ts'
import { requireConsoleSession } from '../console-session.ts'
import { noSuchEnvironment, openEnvironment } from '../open-environment.ts'
import { AnswerBody, readBody } from './schema.ts'

/**
 * Accepts the answer to a trial: exchanges its code, and returns the tokens with each claim and its source. They are in
 * this response and nowhere else: nothing of them is kept that could be shown again.
 *
 * @throws {NotFound} `ENVIRONMENT_NOT_FOUND`
 * @throws {Forbidden} `ANSWER_NOT_AWAITED`: of another session or browser, used, expired, or begun by nobody
 * @throws {Conflict} `CODE_NOT_ACCEPTED`
 */
export async function answerTrial(c: RequestContext): Promise<object> {
  const { ctx } = c.var
  const { session, person } = await requireConsoleSession(c)
  const { state, code, error, error_description: description } = await readBody(c, AnswerBody)
  const chosen = await openEnvironment(ctx, state.split('.')[0] ?? '')
  if (!(await scopesIn(ctx, chosen.environment, person))) throw noSuchEnvironment()
  const browser = readCookie(c, cookieNames(ctx).browser)
  const trial = browser && (await consumeTrial(chosen, { state, consoleSessionId: session.id, browser }))
  if (!trial) throw notAwaited()
  const about = {
    environment_id: hexOf(chosen.environment.id),
    trace_id: trial.flowId === undefined ? null : traceIdOf(trial.flowId),
  }
  if (code === undefined) {
    return { ...about, outcome: 'refused', error: error ?? 'invalid_answer', error_description: description ?? null }
  }
  const application = await openPlayground(chosen, trial.redirectUri)
  const { codeVerifier, redirectUri } = trial
  const issued = await redeemCode(chosen, { application, code, codeVerifier, redirectUri })
  if (!issued) throw notAccepted()
  return {
    ...about,
    outcome: 'signed_in',
    code,
    expires_in: issued.expiresInSeconds,
    scopes: issued.scopes,
    access_token: await explain(chosen, application, { kind: 'access', token: issued.accessToken, issued }),
    id_token:
      issued.idToken === undefined
        ? null
        : await explain(chosen, application, { kind: 'id', token: issued.idToken, issued }),
  }
}

interface Explained {
  readonly kind: 'access' | 'id'
  readonly token: string
  readonly issued: IssuedTokens
}

/** Returns a token with its parts decoded, the source of each claim, and the claims that it could have and has not. */
async function explain(ctx: Context, application: Application, { kind, token, issued }: Explained): Promise<object> {
  const [header, claims] = token.split('.').slice(0, 2).map(decoded)
  const { sub, org_code: organizationCode } = Named.parse(decoded(issued.accessToken.split('.')[1] ?? ''))
  const { claims: sources, missing } = await explainUserToken(ctx, application, {
    kind,
    userId: userIdFromSubject(sub),
    organizationCode,
    scopes: issued.scopes,
    audiences: [],
  })
  const sourceOf = new Map(sources.map((one) => [one.name, one]))
  return {
    token,
    header,
    claims: Object.entries(claims ?? {}).map(([name, value]) => {
      const { origin = 'protocol', parts } = sourceOf.get(name) ?? {}
      return { name, value, origin, ...(parts ? { parts } : {}) }
    }),
    missing,
  }
}

const Named = z.object({ sub: z.string(), org_code: z.string().optional() })
const Part = z.record(z.string(), z.unknown())

function decoded(part: string): Record<string, unknown> {
  return Part.parse(JSON.parse(Buffer.from(part, 'base64url').toString('utf8')))
}

function notAwaited(): Forbidden {
  return new Forbidden(
    'ANSWER_NOT_AWAITED',
    'No sign-in that was tried in this session and browser waits for this answer.',
  )
}

function notAccepted(): Conflict {
  return new Conflict('CODE_NOT_ACCEPTED', 'The code is not valid, was used, or has expired. Try the sign-in again.')
}
