import { BrowserSession } from './browser-session.ts'
import type { ConsoleCalls } from './console.ts'
import type { Answer } from './management.ts'
import { mailedCode } from './oauth.ts'
import type { TestServer } from './server.ts'

/** Begins a sign-in with the playground, as the console's page does; returns the address that it leads to. */
export async function beginTrial(caller: ConsoleCalls, options: object = {}): Promise<URL> {
  const answer = await startTrial(caller, options)
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
  return new URL(answer.body.location)
}

export async function startTrial(
  caller: ConsoleCalls,
  options: object = {},
  environment = 'development',
): Promise<Answer> {
  const id = await caller.environmentId({ environment })
  return caller.ask('POST', `/console/environments/${id}/trials`, options)
}

/** Signs up where a trial leads; returns the callback with the answer. */
export async function signUpAt(server: TestServer, address: URL, email: string): Promise<URL> {
  const browser = new BrowserSession(server)
  await browser.open(`${address.pathname}${address.search}`)
  await browser.submit('register', { email, given_name: 'Ada', family_name: 'Lovelace' })
  return new URL(await browser.submit('code', { code: await mailedCode(server, email) }))
}

/** Hands an answer over, as the callback page does. */
export function handOver(caller: ConsoleCalls, callback: URL): Promise<Answer> {
  return caller.ask('POST', '/console/trials/answer', Object.fromEntries(callback.searchParams))
}
