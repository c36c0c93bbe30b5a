import type { Hono } from 'hono'
import type { Context } from '#platform/context'
import type { AppEnv, RequestContext } from '#platform/http'
import { clientIdOf } from '#domain/applications'
import { presentAudiences } from '#domain/resource-servers'
import { findLiveToken, type LiveToken } from '#domain/tokens'
import { challengeOf } from '../bearer.ts'
import { createClientLoad, type ClientLoad } from '../client-load.ts'
import { OAuthError } from '../errors.ts'
import { answerError, answerJson } from '../json-answer.ts'
import { readUnrepeatedForm } from '../read-unrepeated-form.ts'
import { authenticateAsker, type IntrospectionCaller } from './authenticate-asker.ts'

/** The introspection endpoint (RFC 7662), for servers: no page of another origin may read its answers. */
export function mountIntrospection(app: Hono<AppEnv>): void {
  const load = createClientLoad()
  app.post('/oauth2/introspect', async (c) => {
    try {
      return await answerIntrospection(c, load)
    } catch (error) {
      // RFC 9110 section 15.5.2: a 401 names the way to authenticate. A client that tried Basic gets the challenge for
      // Basic.
      if (error instanceof OAuthError && error.status === 401) {
        c.header('www-authenticate', challengeOf(error.code === 'invalid_token' ? error : undefined))
      }
      return answerError(c, error, c.var.ctx.log)
    }
  })
  app.all('/oauth2/introspect', (c) => {
    c.header('allow', 'POST')
    return answerJson(c, { error: 'invalid_request', error_description: 'Use POST.' }, 405)
  })
}

async function answerIntrospection(c: RequestContext, load: ClientLoad): Promise<Response> {
  const { ctx } = c.var
  const form = await readUnrepeatedForm(c)
  const asker = await load.countRefused(ctx, authenticateAsker(ctx, form, c.req.header('authorization')))
  load.countProven(ctx, asker.share)
  const token = form.fields.get('token')
  if (token === undefined) throw new OAuthError('invalid_request', 'token is missing.')
  const live = await findLiveToken(ctx, token)
  // Nothing but `active`: the answer does not reveal whether a token is invalid or belongs to another client (section
  // 2.2).
  const isTold = live !== undefined && (await mayHearOf(ctx, { asker, live, token }))
  return answerJson(c, isTold ? describe(live) : { active: false })
}

interface Question {
  readonly asker: IntrospectionCaller
  readonly live: LiveToken
  readonly token: string
}

/**
 * Whether the sender may introspect the token. A client may introspect its own tokens and those for an API that it may
 * use, because the servers of an API are such clients.
 */
async function mayHearOf(ctx: Context, { asker, live, token }: Question): Promise<boolean> {
  switch (asker.kind) {
    case 'management':
      return true
    case 'client': {
      const { applicationId } = asker
      if (live.applicationId === applicationId) return true
      return (await presentAudiences(ctx, { applicationId, audiences: live.audiences })).audiences.length > 0
    }
    case 'bearer':
      return token === asker.token
  }
}

/**
 * Returns the answer of RFC 7662 section 2.2. A refresh token has no `token_type`, since it is not used like an access
 * token (RFC 6749 section 7.1).
 */
function describe(live: LiveToken): Readonly<Record<string, unknown>> {
  return {
    active: true,
    iss: live.issuer,
    sub: live.subject,
    aud: live.audiences,
    client_id: clientIdOf(live.applicationId),
    scope: live.scopes.join(' '),
    iat: live.issuedAtSeconds,
    exp: live.expiresAtSeconds,
    ...(live.kind === 'access' ? { token_type: 'Bearer' } : {}),
    ...(live.jti === undefined ? {} : { jti: live.jti }),
  }
}
