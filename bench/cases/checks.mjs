import { createPublicKey, verify } from 'node:crypto'

/** Checks the signature of one answer in so many: checking all would cost more than some cases measure. */
const VERIFIED = 200

const isJwt = (value) => typeof value === 'string' && /^[\w-]+\.[\w-]+\.[\w-]+$/.test(value)

/** Requires the bytes of `wanted`, which were checked once. */
export function checkBytes(wanted) {
  return ({ status, body }) => {
    if (status !== 200) return `status ${status}`
    return body.equals(wanted) ? undefined : 'another body than the first time'
  }
}

/**
 * An answer of a token endpoint: these members are JWTs, each signed by a published key.
 *
 * @param take is given each right answer
 */
export function checkTokens({ keys, jwts, take = () => undefined }) {
  let count = 0
  let last
  return ({ status, body }) => {
    if (status !== 200) return `status ${status}`
    const answer = JSON.parse(body.toString())
    if (answer.token_type?.toLowerCase() !== 'bearer' || !(answer.expires_in > 0))
      return 'not an answer of a token endpoint'
    const missing = jwts.find((name) => !isJwt(answer[name]))
    if (missing !== undefined) return `${missing} is not a JWT`
    const fresh = `${answer.access_token} ${answer.id_token}`
    if (fresh === last) return 'the same tokens twice'
    last = fresh
    if (count++ % VERIFIED === 0) {
      const wrong = jwts.find((name) => !isGenuine(answer[name], keys))
      if (wrong !== undefined) return `the signature of ${wrong} is wrong`
    }
    return take(answer)
  }
}

function isGenuine(jwt, keys) {
  const [header, payload, signature] = jwt.split('.')
  const { kid, alg } = JSON.parse(Buffer.from(header, 'base64url').toString())
  const jwk = keys.find((key) => key.kid === kid)
  if (alg !== 'RS256' || !jwk) return false
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  return verify('sha256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'))
}
