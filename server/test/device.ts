import { BrowserSession } from './browser-session.ts'
import { mailedCode, manage, postForm, type Tokens } from './oauth.ts'
import type { TestServer } from './server.ts'

export const DEVICE_CODE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code'

/** An application of the type device; its client id. */
export async function aDevice(server: TestServer, settings?: Record<string, unknown>): Promise<string> {
  const created = await manage(server, 'POST', '/api/v1/applications', { name: 'Television', type: 'device' })
  const { application } = created as { application: { client_id: string } }
  if (settings) await manage(server, 'PATCH', `/api/v1/applications/${application.client_id}/settings`, settings)
  return application.client_id
}

export interface DeviceAnswer {
  readonly device_code: string
  readonly user_code: string
  readonly verification_uri_complete: string
  readonly qr_code: string
}

export async function askForCode(
  server: TestServer,
  fields: Record<string, string>,
  path = '/oauth2/device/auth',
): Promise<DeviceAnswer> {
  const response = await postForm(server, path, fields)
  if (!response.ok) throw new Error(await response.text())
  return (await response.json()) as DeviceAnswer
}

export interface PollAnswer {
  readonly status: number
  readonly body: Tokens & { readonly error?: string }
}

export async function pollOnce(server: TestServer, fields: Record<string, string>): Promise<PollAnswer> {
  const response = await postForm(server, '/oauth2/token', { grant_type: DEVICE_CODE_GRANT, ...fields })
  return { status: response.status, body: (await response.json()) as PollAnswer['body'] }
}

/** Returns a new browser in which the user code was typed. */
export async function enterCode(
  server: TestServer,
  userCode: string,
  browser = new BrowserSession(server),
): Promise<BrowserSession> {
  await browser.open('/device')
  await browser.submit('code', { user_code: userCode })
  return browser
}

/** Signs a person in on the device page; new people enter a name. */
export async function signInOnDevicePage(server: TestServer, browser: BrowserSession, email: string): Promise<void> {
  await browser.submit('identify', { email })
  await browser.submit('code', { code: await mailedCode(server, email) })
  if (browser.page?.html.includes('/profile"') === true) {
    await browser.submit('profile', { given_name: 'Ada', family_name: 'Lovelace' })
  }
}

export async function approveOn(server: TestServer, userCode: string, email: string): Promise<BrowserSession> {
  const browser = await enterCode(server, userCode)
  await signInOnDevicePage(server, browser, email)
  await browser.submit('approve')
  return browser
}

/** Returns the tokens of an approved device. */
export async function tokensFor(
  server: TestServer,
  device: string,
  { email, scope }: { readonly email: string; readonly scope?: string },
): Promise<Tokens> {
  const asked = await askForCode(server, { client_id: device, ...(scope === undefined ? {} : { scope }) })
  await approveOn(server, asked.user_code, email)
  return (await pollOnce(server, { client_id: device, device_code: asked.device_code })).body
}
