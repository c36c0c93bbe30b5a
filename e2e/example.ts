import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, preview } from 'vite'
import { afterAll } from 'vitest'
import { anApplication, manage } from '../server/test/oauth.ts'
import { freePort, type TestServer } from '../server/test/server.ts'

const root = fileURLToPath(new URL('../examples/spa', import.meta.url))

/** The example application as it would be published: built for this server and served from its own origin. */
export async function anExample(server: TestServer): Promise<{ origin: string }> {
  const port = await freePort()
  const origin = `http://localhost:${String(port)}`
  const { clientId } = await anApplication(server, { type: 'spa', redirectUri: origin })
  await manage(server, 'POST', `/api/v1/applications/${clientId}/auth_logout_urls`, { urls: [origin] })
  const outDir = mkdtempSync(join(tmpdir(), 'gatehouse-example-'))
  // Set as variables, because .env.local belongs to the developer.
  process.env['VITE_ISSUER'] = server.origin
  process.env['VITE_CLIENT_ID'] = clientId
  await build({ root, logLevel: 'error', build: { outDir, emptyOutDir: true } })
  const serving = await preview({ root, logLevel: 'error', build: { outDir }, preview: { port, strictPort: true } })
  afterAll(async () => {
    await serving.close()
    rmSync(outDir, { recursive: true, force: true })
  })
  return { origin }
}
