import type { Hono } from 'hono'
import type { AppEnv, RequestContext } from '#platform/http'
import { isConfidential } from '#domain/applications'
import { revokeToken } from '#domain/tokens'
import { authenticateClient } from '../authenticate-client.ts'
import { createClientLoad, type ClientLoad } from '../client-load.ts'
import { allowOrigin, answerPreflight } from '../cors.ts'
import { OAuthError } from '../errors.ts'
import { answerError, answerJson } from '../json-answer.ts'
import { readUnrepeatedForm } from '../read-unrepeated-form.ts'

/**
 * The revocation endpoint (RFC 7009). A client gives up its own tokens. Browser SDKs call it from their pages, with
 * neither a secret nor a cookie, because the holder of a token may end it.
 */
export function mountRevocation(app: Hono<AppEnv>): void {
  app.options('/oauth2/revoke', (c) => answerPreflight(c, { methods: 'POST', withCredentials: false }))
  const load = createClientLoad()
  app.post('/oauth2/revoke', async (c) => {
    await allowOrigin(c, { withCredentials: false })
    try {
      return await answerRevocation(c, load)
    } catch (error) {
      return answerError(c, error, c.var.ctx.log)
    }
  })
  app.all('/oauth2/revoke', (c) => {
    c.header('allow', 'POST, OPTIONS')
    return answerJson(c, { error: 'invalid_request', error_description: 'Use POST.' }, 405)
  })
}

async function answerRevocation(c: RequestContext, load: ClientLoad): Promise<Response> {
  const { ctx } = c.var
  const form = await readUnrepeatedForm(c)
  const application = await load.countRefused(ctx, authenticateClient(ctx, form, c.req.header('authorization')))
  if (isConfidential(application.type)) load.countProven(ctx, application.id)
  else load.countUnproven(ctx, application.id)
  const token = form.fields.get('token')
  if (token === undefined) throw new OAuthError('invalid_request', 'token is missing.')
  // `token_type_hint` is not read: the token itself shows its type (RFC 7009 section 2.1).
  await revokeToken(ctx, { application, token })
  c.header('cache-control', 'no-store')
  // A token of another client, an unknown one and garbage get the same answer, which so reveals nothing (RFC 7009
  // section 2.2).
  return c.body(null, 200)
}
