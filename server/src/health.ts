import type { Hono } from 'hono'
import type { Services } from '#platform/context'
import { sql } from '#platform/db'
import type { AppEnv } from '#platform/http'

/** Answer on any host: whoever asks is a supervisor, not a browser. */
export function mountHealth(app: Hono<AppEnv>, options: { services: Services; isStopping: () => boolean }): void {
  app.get('/health/live', (c) => c.json({ status: 'live' }))
  app.get('/health/ready', async (c) => {
    const reason = await unreadyReason(options)
    c.header('cache-control', 'no-store')
    if (reason === undefined) return c.json({ status: 'ready' })
    c.header('retry-after', '1')
    return c.json({ status: 'unavailable', reason }, 503)
  })
}

async function unreadyReason({ services, isStopping }: { services: Services; isStopping: () => boolean }) {
  if (isStopping()) return 'stopping'
  try {
    await sql`select 1`.execute(services.database.system)
    return undefined
  } catch {
    return 'the database does not answer'
  }
}
