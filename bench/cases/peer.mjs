import { measureThroughput } from '../load/measure.mjs'
import { checkTokens } from './checks.mjs'
import { lookAtKeys, lookAtMetadata } from './looks.mjs'
import * as sources from './sources.mjs'

const TOKEN_PATH = '/token'
const CHAINS = 1_000
const PREPARING = 32
const MOST_SECONDS = 30

/** The requests of each case to `oidc-provider`; it has no sign-in page to compare with. */
export async function peerCases(peer) {
  const { origin, port, client, machine, resource } = peer
  const keys = await sources.keysOf(origin, '/jwks')
  const shared = { origin, tokenPath: TOKEN_PATH, client, keys }

  const exchange = async ({ count, fields, check }) => {
    const codes = await peer.storeCodes(count)
    return sources.stockOf(
      codes.map((code) => sources.codeRequest({ ...shared, code, fields })),
      check,
    )
  }
  const signedIn = async (fields, jwts) => {
    const answers = []
    const check = checkTokens({ keys, jwts, take: (answer) => void answers.push(answer) })
    const source = await exchange({ count: CHAINS, fields, check })
    await measureThroughput({ port, source, concurrency: PREPARING, seconds: MOST_SECONDS })
    return answers
  }

  return {
    discovery: () =>
      sources.documentSource({ origin, path: '/.well-known/openid-configuration', look: lookAtMetadata(origin) }),
    keySet: () => sources.documentSource({ origin, path: '/jwks', look: lookAtKeys }),
    codeExchange: ({ requests }) =>
      exchange({
        count: requests,
        fields: { resource },
        check: checkTokens({ keys, jwts: ['access_token', 'id_token'] }),
      }),
    async refresh() {
      const answers = await signedIn({ resource }, ['access_token', 'id_token'])
      const tokens = answers.map((answer) => answer.refresh_token)
      return sources.refreshSource({ ...shared, tokens, fields: { resource } })
    },
    // Its userinfo endpoint takes opaque tokens only, so no signature is verified here, as ours is.
    async userProfile() {
      const tokens = (await signedIn({}, ['id_token'])).map((answer) => answer.access_token)
      return sources.profileSource({ origin, path: '/me', tokens })
    },
    // As above: what it introspects is opaque.
    async introspection() {
      const tokens = (await signedIn({}, ['id_token'])).map((answer) => answer.access_token)
      return sources.introspectionSource({ origin, path: '/token/introspection', client, tokens })
    },
    clientCredentials: () =>
      sources.clientCredentialsSource({
        ...shared,
        fields: { client_id: machine.id, client_secret: machine.secret, resource, scope: 'api' },
      }),
  }
}
