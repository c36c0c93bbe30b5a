// Registers this application with the server that runs here and writes its settings to .env.local.
// Plain Node, so that it shows the requests which register any application.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '..', '..')
const origin = process.env.EXAMPLE_ORIGIN ?? 'http://localhost:5173'
const settingsFile = join(process.env.EXAMPLE_SETTINGS_DIR ?? here, '.env.local')
const firstRunFile = join(resolve(root, process.env.GATEHOUSE_DATA_DIR ?? 'data'), 'first-run.json')

class Problem extends Error {}

async function register() {
  const { issuer, management } = readFirstRun()
  const call = await authorized(management)
  const clientId = (await knownClientId(call)) ?? (await create(call))
  writeFileSync(settingsFile, `VITE_ISSUER=${issuer}\nVITE_CLIENT_ID=${clientId}\n`)
  console.log(`The example is registered at ${issuer} as ${clientId}.`)
  console.log('Start it with: npm run dev -w examples/spa')
}

function readFirstRun() {
  if (existsSync(firstRunFile)) return JSON.parse(readFileSync(firstRunFile, 'utf8'))
  throw new Problem(`There is no ${firstRunFile}. Start the server first: npm start`)
}

/** A caller of the Management API, with a token by client credentials. */
async function authorized({ client_id, client_secret, audience, token_endpoint }) {
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret, audience })
  const { access_token } = await send(token_endpoint, { method: 'POST', body: form })
  const headers = { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' }
  return (method, path, body) =>
    send(`${audience}/v1/${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })
}

async function send(url, init) {
  const response = await fetch(url, init).catch(() => {
    throw new Problem(`Nothing answers at ${new URL(url).origin}. Start the server first: npm start`)
  })
  if (response.ok) return response.json()
  throw new Problem(`${init.method} ${url} was answered ${response.status}: ${await response.text()}`)
}

/** Running this twice does not register it twice. */
async function knownClientId(call) {
  if (!existsSync(settingsFile)) return undefined
  const [, clientId] = /^VITE_CLIENT_ID=(\w+)$/m.exec(readFileSync(settingsFile, 'utf8')) ?? []
  const { applications } = await call('GET', 'applications?page_size=500')
  return applications?.find(({ id }) => id === clientId)?.id
}

async function create(call) {
  const { application } = await call('POST', 'applications', { name: 'Notebook', type: 'spa' })
  const path = `applications/${application.client_id}`
  await call('POST', `${path}/auth_redirect_urls`, { urls: [origin] })
  await call('POST', `${path}/auth_logout_urls`, { urls: [origin] })
  // Where the server's pages lead somebody whose sign-in cannot go on.
  await call('PATCH', path, { login_uri: origin, homepage_uri: origin })
  return application.client_id
}

try {
  await register()
} catch (error) {
  if (!(error instanceof Problem)) throw error
  console.error(error.message)
  process.exitCode = 1
}
