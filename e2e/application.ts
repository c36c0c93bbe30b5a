import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, expect } from 'vitest'
import { anApplication, authorizePath, pkce, type Pkce, type TestClient } from '../server/test/oauth.ts'
import type { TestServer } from '../server/test/server.ts'
import { PATIENCE_MS } from './visitor.ts'

export interface WebApplication extends TestClient {
  /** Sends a visitor to sign in, as the application's own link would. */
  open(page: Page, more?: Record<string, string>): Promise<Pkce>
  /** Returns the callback address after a sign-in. */
  arrival(page: Page): Promise<URL>
}

/** An application on its own host, which is another site than `localhost`. It only answers its callback. */
export async function aWebApplication(
  server: TestServer,
  settings: Record<string, unknown> = {},
): Promise<WebApplication> {
  const listener = createServer((_, response) => response.end('You are back at the application.'))
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  afterAll(() => new Promise((resolve) => listener.close(resolve)))
  const { port } = listener.address() as AddressInfo
  const redirectUri = `http://127.0.0.1:${String(port)}/callback`
  const client = await anApplication(server, { redirectUri, settings })
  return {
    ...client,
    async open(page, more) {
      const proof = pkce()
      await page.goto(`${server.origin}${authorizePath(client, proof, more)}`)
      return proof
    },
    async arrival(page) {
      // Does not wait for a navigation: one that a second click overtakes counts as failed.
      await expect.poll(() => page.url(), { timeout: PATIENCE_MS }).toContain(redirectUri)
      return new URL(page.url())
    },
  }
}
