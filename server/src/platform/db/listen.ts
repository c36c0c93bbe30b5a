import pg from 'pg'
import { withDeadline } from './deadline.ts'

const RECONNECT_MS = 1_000
/** How often the database is asked for a sign of life, and how long it has: a network that drops everything closes nothing. */
const HEARTBEAT_MS = 10_000
const HEARTBEAT_DEADLINE_MS = 5_000

export interface Listener {
  close(): Promise<void>
}

/**
 * Hears `NOTIFY channel` on the direct connection, reconnecting for as long as it is open. After a reconnect `onMessage`
 * is called with an empty text, since something may have been missed.
 */
export async function listen(
  connection: pg.ClientConfig,
  channel: string,
  onMessage: (payload: string) => void,
): Promise<Listener> {
  let isOpen = true
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  const heartbeat = setInterval(() => {
    if (client) withDeadline(client, client.query('select 1'), HEARTBEAT_DEADLINE_MS).catch(() => undefined)
  }, HEARTBEAT_MS).unref()

  async function connect(): Promise<void> {
    const next = new pg.Client({ ...connection, keepAlive: true, connectionTimeoutMillis: 5_000 })
    next.on('notification', (message) => onMessage(message.payload ?? ''))
    next.on('error', () => undefined)
    // A failed attempt ends too, but `reconnect` tries again after it already: two new attempts for each failed one would
    // double their number every second of an outage.
    next.on('end', () => {
      if (client !== next) return
      client = undefined
      reconnectSoon()
    })
    try {
      await next.connect()
      await next.query(`listen ${pg.escapeIdentifier(channel)}`)
    } catch (error) {
      next.end().catch(() => undefined)
      throw error
    }
    if (isOpen) client = next
    else await next.end()
  }

  function reconnectSoon(): void {
    if (isOpen) timer = setTimeout(reconnect, RECONNECT_MS)
  }

  function reconnect(): void {
    connect().then(() => onMessage(''), reconnectSoon)
  }

  await connect()
  return {
    async close() {
      isOpen = false
      clearTimeout(timer)
      clearInterval(heartbeat)
      await client?.end()
    },
  }
}
