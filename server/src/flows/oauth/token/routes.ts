import type { Hono } from 'hono'
import type { Context } from '#platform/context'
import {
  cookieNames,
  readCookie,
  readForm,
  setCookie,
  type AppEnv,
  type Form,
  type RequestContext,
} from '#platform/http'
import { clientIdOf, isOriginOf, type Application } from '#domain/applications'
import type { IssuedTokens } from '#domain/tokens'
import { authenticateClient } from '../authenticate-client.ts'
import { authenticateDevice } from '../authenticate-device.ts'
import { allowOrigin, answerPreflight } from '../cors.ts'
import { OAuthError } from '../errors.ts'
import { answerError, answerJson } from '../json-answer.ts'
import { exchangeAuthorizationCode } from './authorization-code-grant.ts'
import { grantClientCredentials } from './client-credentials-grant.ts'
import { DEVICE_CODE_GRANT, exchangeDeviceCode } from './device-code-grant.ts'
import { refreshTokens } from './refresh-token-grant.ts'
import { TOKEN_TYPE } from './token-type.ts'

export function mountToken(app: Hono<AppEnv>): void {
  app.options('/oauth2/token', (c) => answerPreflight(c, { methods: 'POST', withCredentials: true }))
  app.post('/oauth2/token', async (c) => {
    const { ctx } = c.var
    await allowOrigin(c, { withCredentials: true })
    try {
      return await answerToken(c, ctx, await readForm(c))
    } catch (error) {
      return answerError(c, error, ctx.log)
    }
  })
  app.all('/oauth2/token', (c) => {
    c.header('allow', 'POST, OPTIONS')
    return answerJson(c, { error: 'invalid_request', error_description: 'Use POST.' }, 405)
  })
}

async function answerToken(c: RequestContext, ctx: Context, form: Form): Promise<Response> {
  const repeated = form.repeated.find((name) => name !== 'audience' && name !== 'resource')
  if (repeated !== undefined) throw new OAuthError('invalid_request', `${describe(repeated)} is repeated.`)
  const grantType = form.fields.get('grant_type')
  if (grantType === undefined) throw new OAuthError('invalid_request', 'grant_type is missing.')
  const authenticate = grantType === DEVICE_CODE_GRANT ? authenticateDevice : authenticateClient
  const application = await authenticate(ctx, form, c.req.header('authorization'))
  const browser = await isFromBrowser(c, application)
  switch (grantType) {
    case 'authorization_code':
      return answerUserTokens(c, {
        application,
        browser,
        issued: await exchangeAuthorizationCode(ctx, application, form),
      })
    case 'refresh_token': {
      const kept = browser ? readCookie(c, cookieNames(ctx).refreshOf(clientIdOf(application.id))) : undefined
      return answerUserTokens(c, {
        application,
        browser,
        issued: await refreshTokens(ctx, application, { form, kept }),
      })
    }
    case DEVICE_CODE_GRANT: {
      const issued = await exchangeDeviceCode(ctx, application, form)
      return answerUserTokens(c, { application, browser, issued })
    }
    case 'client_credentials':
      return answerJson(c, await grantClientCredentials(ctx, application, form))
    default:
      throw new OAuthError('unsupported_grant_type', 'This grant type is not supported.')
  }
}

/**
 * Returns the name of a parameter for an error description. A name may contain any character; a description may not
 * (RFC 6749 section 5.2).
 */
function describe(name: string): string {
  return /^[\w.-]{1,64}$/.test(name) ? name : 'A parameter'
}

/**
 * Whether the request comes from a page of this application: the browser sends the origin, and this compares it with
 * the registered URLs, not only by CORS. Only then is the refresh cookie read or set.
 */
async function isFromBrowser(c: RequestContext, application: Application): Promise<boolean> {
  const origin = c.req.header('origin')
  return origin !== undefined && (await isOriginOf(c.var.ctx, application, origin))
}

interface UserTokens {
  readonly application: Application
  readonly browser: boolean
  readonly issued: IssuedTokens
}

function answerUserTokens(c: RequestContext, { application, browser, issued }: UserTokens): Response {
  if (browser && issued.refreshToken !== undefined) {
    const names = cookieNames(c.var.ctx)
    const maxAgeSeconds = application.settings.values.refreshTokenLifetimeSeconds
    setCookie(c, { name: names.refreshOf(clientIdOf(application.id)), value: issued.refreshToken, maxAgeSeconds })
    setCookie(c, { name: names.marker, value: '1', maxAgeSeconds, isReadable: true })
  }
  return answerJson(c, {
    access_token: issued.accessToken,
    token_type: TOKEN_TYPE,
    expires_in: issued.expiresInSeconds,
    scope: issued.scopes.join(' '),
    ...(issued.idToken === undefined ? {} : { id_token: issued.idToken }),
    ...(issued.refreshToken === undefined ? {} : { refresh_token: issued.refreshToken }),
  })
}
