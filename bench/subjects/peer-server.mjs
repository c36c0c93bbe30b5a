// `oidc-provider` set up to do what Gatehouse does in the same case: JWT access tokens and ID tokens signed with RS256,
// ID tokens with the claims of their scopes, PKCE, rotating refresh tokens. Everything in memory.
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { Provider } from 'oidc-provider'
import { memoryAdapter } from './memory-adapter.mjs'

const [, , port, setup] = process.argv
const { client, machine, resource, challenge } = JSON.parse(setup)
const SCOPE = 'openid profile email offline_access'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const jwk = { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }

const profile = {
  name: 'Ada Lovelace',
  given_name: 'Ada',
  family_name: 'Lovelace',
  updated_at: 1_700_000_000,
}

const provider = new Provider(`http://localhost:${port}`, {
  adapter: memoryAdapter(),
  jwks: { keys: [jwk] },
  cookies: { keys: ['only for a measurement'] },
  clients: [
    {
      client_id: client.id,
      client_secret: client.secret,
      redirect_uris: [client.redirectUri],
      grant_types: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_method: 'client_secret_post',
    },
    {
      client_id: machine.id,
      client_secret: machine.secret,
      redirect_uris: [],
      response_types: [],
      grant_types: ['client_credentials'],
      token_endpoint_auth_method: 'client_secret_post',
    },
  ],
  claims: {
    openid: ['sub'],
    email: ['email', 'email_verified'],
    profile: ['name', 'given_name', 'family_name', 'updated_at'],
  },
  conformIdTokenClaims: false,
  findAccount: async (_ctx, id) => ({
    accountId: id,
    claims: async () => ({ sub: id, email: `${id}@example.com`, email_verified: true, ...profile }),
  }),
  pkce: { required: () => true },
  rotateRefreshToken: true,
  ttl: {
    AccessToken: 3600,
    AuthorizationCode: 600,
    ClientCredentials: 3600,
    IdToken: 3600,
    RefreshToken: 86_400,
    Grant: 86_400,
  },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    introspection: { enabled: true },
    resourceIndicators: {
      enabled: true,
      // A token for its own userinfo endpoint must be without a resource, so only who asks for one gets one.
      useGrantedResource: async () => false,
      getResourceServerInfo: async () => ({
        scope: 'api',
        audience: resource,
        accessTokenTTL: 3600,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
})

/** Codes as its authorization endpoint would store them. */
async function storeCodes(count) {
  const stored = await provider.Client.find(client.id)
  const codes = []
  for (let number = 0; number < count; number += 1) {
    const accountId = `person-${number % 20}`
    const grant = new provider.Grant({ accountId, clientId: client.id })
    grant.addOIDCScope(SCOPE)
    grant.addResourceScope(resource, 'api')
    const code = new provider.AuthorizationCode({
      accountId,
      client: stored,
      grantId: await grant.save(),
      codeChallenge: challenge,
      codeChallengeMethod: 'S256',
      nonce: 'a-nonce-of-the-client',
      redirectUri: client.redirectUri,
      resource,
      scope: `${SCOPE} api`,
      authTime: Math.floor(Date.now() / 1000),
      expiresWithSession: false,
    })
    codes.push(await code.save())
  }
  return codes
}

const handle = provider.callback()
const server = createServer((request, response) => {
  const count = /^\/prepare\?codes=(\d+)$/.exec(request.url)?.[1]
  if (count === undefined) return handle(request, response)
  storeCodes(Number(count)).then(
    (codes) => response.end(JSON.stringify(codes)),
    (error) => response.writeHead(500).end(String(error.stack)),
  )
})
server.listen(Number(port), '127.0.0.1')
await once(server, 'listening')
console.log('ready')
