// The same case against either server: these build a Source (see load/measure.mjs) from what differs between the two.
import { formBytes, requestBytes } from '../load/request.mjs'
import { checkBytes, checkTokens } from './checks.mjs'

/** A document that is the same for everybody. `look` says what is wrong with it, once. */
export async function documentSource({ origin, path, look }) {
  const response = await fetch(`${origin}${path}`)
  const body = Buffer.from(await response.arrayBuffer())
  const problem = response.ok ? look(JSON.parse(body.toString())) : `status ${response.status}`
  if (problem !== undefined) throw new Error(`${path}: ${problem}`)
  const request = { bytes: requestBytes({ origin, path }) }
  return { next: () => request, check: checkBytes(body) }
}

/** Sends one request after the other until there are none. */
export function stockOf(requests, check) {
  let at = 0
  return { next: () => requests[at++], check }
}

export function codeRequest({ origin, tokenPath, client, code, fields }) {
  const bytes = formBytes({
    origin,
    path: tokenPath,
    fields: {
      grant_type: 'authorization_code',
      client_id: client.id,
      client_secret: client.secret,
      code,
      redirect_uri: client.redirectUri,
      code_verifier: client.verifier,
      ...fields,
    },
  })
  return { bytes }
}

/** Each answer's refresh token is the next request of its chain; a token is never sent twice. */
export function refreshSource({ origin, tokenPath, client, keys, tokens, fields }) {
  const waiting = [...tokens]
  let at = 0
  const check = checkTokens({
    keys,
    jwts: ['access_token', 'id_token'],
    take({ refresh_token: token }) {
      if (typeof token !== 'string') return 'no refresh token'
      waiting.push(token)
      return undefined
    },
  })
  // Made once: what the load spends on its requests is taken from the server.
  const bytesOf = (token) => {
    const grant = { grant_type: 'refresh_token', client_id: client.id, client_secret: client.secret }
    return formBytes({ origin, path: tokenPath, fields: { ...grant, ...fields, refresh_token: token } })
  }
  const length = tokens[0].length
  const head = bytesOf('x'.repeat(length)).subarray(0, -length)
  const next = () => {
    const token = waiting[at++]
    if (token.length !== length || encodeURIComponent(token) !== token) return { bytes: bytesOf(token) }
    return { bytes: Buffer.concat([head, Buffer.from(token)]) }
  }
  return { next, check }
}

/** Takes the tokens of many people in turn, again and again. */
export function profileSource({ origin, path, tokens }) {
  const requests = tokens.map((token) => ({
    bytes: requestBytes({ origin, path, headers: { authorization: `Bearer ${token}` } }),
    subject: JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString() || '{}').sub,
  }))
  let at = 0
  return {
    next: () => requests[at++ % requests.length],
    check({ status, body }, { subject }) {
      if (status !== 200) return `status ${status}`
      const profile = JSON.parse(body.toString())
      const isRight = profile.email_verified === true && profile.given_name === 'Ada'
      return isRight && (subject === undefined || profile.sub === subject)
        ? undefined
        : 'not the profile of this person'
    },
  }
}

/** The client introspects its own tokens (RFC 7662). */
export function introspectionSource({ origin, path, client, tokens }) {
  const fields = { client_id: client.id, client_secret: client.secret }
  const requests = tokens.map((token) => ({ bytes: formBytes({ origin, path, fields: { ...fields, token } }) }))
  let at = 0
  return {
    next: () => requests[at++ % requests.length],
    check({ status, body }) {
      if (status !== 200) return `status ${status}`
      const { active, client_id: clientId } = JSON.parse(body.toString())
      return active === true && clientId === client.id ? undefined : 'not an active token of this client'
    },
  }
}

export function clientCredentialsSource({ origin, tokenPath, fields, keys }) {
  const request = {
    bytes: formBytes({ origin, path: tokenPath, fields: { grant_type: 'client_credentials', ...fields } }),
  }
  return { next: () => request, check: checkTokens({ keys, jwts: ['access_token'] }) }
}

export async function keysOf(origin, path) {
  const response = await fetch(`${origin}${path}`)
  return (await response.json()).keys
}
