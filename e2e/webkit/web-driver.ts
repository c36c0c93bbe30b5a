import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '../../server/test/server.ts'

/** The few commands of W3C WebDriver that a journey needs. Playwright drives a WebKit of its own, not an installed one. */
export interface Driver {
  open(url: string): Promise<void>
  url(): Promise<string>
  type(selector: string, text: string): Promise<void>
  click(selector: string): Promise<void>
  cookies(): Promise<{ name: string; secure: boolean }[]>
  close(): Promise<void>
}

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'
const LOOKS = 100
const LOOK_MS = 150

/** Starts WebKitGTK. It needs a display: `xvfb-run` gives one. */
export async function startWebKit(): Promise<Driver> {
  const port = await freePort()
  const driver = spawn('WebKitWebDriver', [`--port=${String(port)}`], {
    stdio: 'ignore',
    env: { ...process.env, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' },
  })
  const base = `http://127.0.0.1:${String(port)}/session`
  const send = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${base}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const { value } = (await response.json()) as { value: unknown }
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(value)}`)
    return value
  }
  const capabilities = {
    alwaysMatch: { 'webkitgtk:browserOptions': { binary: browserPath(), args: ['--automation'] } },
  }
  const { sessionId } = (await eventually(() => send('POST', '', { capabilities }))) as { sessionId: string }
  const find = async (selector: string) => {
    const found = await eventually(() =>
      send('POST', `/${sessionId}/element`, { using: 'css selector', value: selector }),
    )
    return (found as Record<string, string>)[ELEMENT] ?? ''
  }
  return {
    open: async (url) => void (await send('POST', `/${sessionId}/url`, { url })),
    url: async () => String(await send('GET', `/${sessionId}/url`)),
    async type(selector, text) {
      await send('POST', `/${sessionId}/element/${await find(selector)}/value`, { text })
    },
    async click(selector) {
      await send('POST', `/${sessionId}/element/${await find(selector)}/click`, {})
    },
    cookies: async () => (await send('GET', `/${sessionId}/cookie`)) as { name: string; secure: boolean }[],
    async close() {
      await send('DELETE', `/${sessionId}`)
      driver.kill()
    },
  }
}

function browserPath(): string {
  const [found] = globSync('/usr/lib/*/webkit2gtk-4.*/MiniBrowser')
  if (found === undefined) throw new Error('No WebKitGTK found: install webkit2gtk-driver (Debian, Ubuntu).')
  return found
}

async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  for (let looks = 1; ; looks += 1) {
    try {
      return await attempt()
    } catch (error) {
      if (looks === LOOKS) throw error
      await wait(LOOK_MS)
    }
  }
}
