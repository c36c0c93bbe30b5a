import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { setPasskeyPolicy } from '../server/test/passkeys.ts'
import { startServer } from '../server/test/server.ts'
import { aWebApplication } from './application.ts'
import { aBrowser, enterCode, identify, press, register } from './visitor.ts'

const server = await startServer({ isListening: true })
const application = await aWebApplication(server)
const browser = await aBrowser()

/** Gives a page an authenticator of its own, such as the fingerprint reader of a laptop. */
async function withAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal' },
      ...{ hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    },
  })
}

async function signOut(page: Page): Promise<void> {
  await page.goto(`${server.origin}/logout`)
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
}

test('a person registers a passkey and signs in by autofill, by the button, and after a code (M8-1)', async () => {
  await setPasskeyPolicy(server, 'optional')
  const page = await browser.visitor()
  await withAuthenticator(page)
  const email = 'ada@example.com'
  await application.open(page, { prompt: 'create' })
  await register(page, email)
  await enterCode(page, server, email)
  await page.getByRole('heading', { name: 'Sign in faster with a passkey' }).waitFor()
  await press(page, 'Continue')
  expect((await application.arrival(page)).searchParams.has('code')).toBe(true)

  // The virtual authenticator picks the passkey that the field offers, so the page signs in by itself.
  await signOut(page)
  await application.open(page)
  expect((await application.arrival(page)).searchParams.has('code')).toBe(true)

  await signOut(page)
  await page.addInitScript('delete PublicKeyCredential.isConditionalMediationAvailable')
  await application.open(page)
  await press(page, 'Sign in with a passkey')
  expect((await application.arrival(page)).searchParams.has('code')).toBe(true)

  await setPasskeyPolicy(server, 'mandatory')
  await signOut(page)
  await application.open(page)
  await identify(page, email)
  await enterCode(page, server, email)
  await page.getByRole('heading', { name: 'Confirm with your passkey' }).waitFor()
  await press(page, 'Use my passkey')
  expect((await application.arrival(page)).searchParams.has('code')).toBe(true)
})

test('a browser that has no such passkey says so in words, and another way leads on', async () => {
  await setPasskeyPolicy(server, 'optional')
  const page = await browser.visitor()
  await withAuthenticator(page)
  await application.open(page)
  await press(page, 'Sign in with a passkey')
  await page.getByRole('status').filter({ hasText: 'choose another way' }).waitFor()
  await identify(page, 'ada@example.com')
  await enterCode(page, server, 'ada@example.com')
  expect((await application.arrival(page)).searchParams.has('code')).toBe(true)
})

test('without script there is no button, and the offer can be put off', async () => {
  await setPasskeyPolicy(server, 'optional')
  const page = await browser.visitor({ javaScriptEnabled: false })
  const email = 'plain@example.com'
  await application.open(page, { prompt: 'create' })
  await register(page, email)
  await enterCode(page, server, email)
  expect(await page.getByRole('button', { name: 'Continue', exact: true }).isVisible()).toBe(false)
  await page.getByText('This browser cannot make a passkey here.').waitFor()
  await press(page, 'Not now')
  expect((await application.arrival(page)).searchParams.has('code')).toBe(true)
})
