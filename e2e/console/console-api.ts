import type { Page } from 'playwright-core'

type Call = (method: string, path: string, body?: unknown) => Promise<Record<string, unknown>>

/** Calls the API of the development environment as the console does. */
export function consoleApi(page: Page): Call {
  return (method, path, body) =>
    page.evaluate(
      async (call) => {
        const headers = { 'gatehouse-console': '1', 'content-type': 'application/json' }
        const { businesses } = await (await fetch('/console/session', { headers })).json()
        const { id } = businesses[0].environments.find(({ code }: { code: string }) => code === 'development')
        const address = `/console/environments/${id}/api/v1${call.path}`
        const init = call.body === undefined ? {} : { body: JSON.stringify(call.body) }
        return (await fetch(address, { method: call.method, headers, ...init })).json()
      },
      { method, path, body },
    )
}
