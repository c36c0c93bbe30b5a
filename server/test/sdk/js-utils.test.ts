import * as sdk from '@kinde/js-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { anApplication } from '../oauth.ts'
import { startServer } from '../server.ts'
import { signUpAt } from './sign-up-at.ts'

const server = await startServer({ isListening: true })
const application = await anApplication(server, { redirectUri: 'http://localhost:5173/callback' })
const { clientId, redirectUri } = application
const domain = server.origin
sdk.frameworkSettings.framework = 'react'
sdk.frameworkSettings.frameworkVersion = '19.3.1'

beforeEach(() => {
  sdk.setActiveStorage(new sdk.MemoryStorage())
})
afterEach(() => {
  vi.unstubAllGlobals()
})

async function signUp(email: string) {
  const { url } = await sdk.generateAuthUrl(domain, 'registration', {
    clientId,
    redirectURL: redirectUri,
  })
  const callback = await signUpAt(server, url, email)
  return sdk.exchangeAuthCode({ urlParams: callback.searchParams, domain, clientId, redirectURL: redirectUri })
}

/**
 * The environment of a page on the application's origin: `document.cookie`, and a `fetch` that keeps cookies and sends
 * `Origin`.
 */
function becomeAPage(origin: string): Map<string, { value: string; isReadable: boolean }> {
  const jar = new Map<string, { value: string; isReadable: boolean }>()
  const send = globalThis.fetch
  vi.stubGlobal('document', {
    get cookie() {
      return [...jar]
        .filter(([, { isReadable }]) => isReadable)
        .map(([name, { value }]) => `${name}=${value}`)
        .join('; ')
    },
  })
  vi.stubGlobal('fetch', async (address: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    headers.set('origin', origin)
    if (init.credentials === 'include') {
      headers.set('cookie', [...jar].map(([name, { value }]) => `${name}=${value}`).join('; '))
    }
    const response = await send(address, { ...init, headers })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      jar.set(name, { value, isReadable: !/; HttpOnly/i.test(line) })
    }
    return response
  })
  return jar
}

test('the exchange of a code returns all three tokens', async () => {
  const exchanged = await signUp('three@example.com')
  expect(exchanged.error).toBeUndefined()
  expect(exchanged).toMatchObject({
    success: true,
    accessToken: expect.stringContaining('.'),
    idToken: expect.stringContaining('.'),
    refreshToken: expect.any(String),
  })
})

test('the claims are read by the names that the SDK has for them', async () => {
  await signUp('claims@example.com')
  expect(await sdk.getUserProfile()).toMatchObject({ givenName: 'Ada', email: 'claims@example.com' })
  expect(await sdk.getClaim('iss')).toEqual({ name: 'iss', value: domain })
  expect(await sdk.getUserOrganizations()).toEqual([await sdk.getCurrentOrganization()])
})

test('a refresh with the token in memory rotates it', async () => {
  const before = await signUp('memory@example.com')
  const after = await sdk.refreshToken({ domain, clientId })
  expect(after.success).toBe(true)
  expect(after.refreshToken).not.toBe(before.refreshToken)
})

test('a reloaded page is signed in by the cookie alone', async () => {
  const jar = becomeAPage(new URL(redirectUri).origin)
  await signUp('reload@example.com')
  sdk.setActiveStorage(new sdk.MemoryStorage())
  const checked = await sdk.checkAuth({ domain, clientId })
  expect(checked.success).toBe(true)
  expect(await sdk.getUserProfile()).toMatchObject({ email: 'reload@example.com' })
  expect([...jar].filter(([, { isReadable }]) => isReadable).map(([name]) => name)).toEqual(['_kbrte'])
})

test('the cookie of one application is of no use to a page of another origin', async () => {
  const jar = becomeAPage(new URL(redirectUri).origin)
  await signUp('foreign@example.com')
  vi.unstubAllGlobals()
  const foreign = becomeAPage('http://localhost:5999')
  jar.forEach((cookie, name) => foreign.set(name, cookie))
  sdk.setActiveStorage(new sdk.MemoryStorage())
  expect(await sdk.checkAuth({ domain, clientId })).toMatchObject({ success: false })
})
