import pg from 'pg'

const RECONNECT_MS = 1_000

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

  async function connect(): Promise<void> {
    const next = new pg.Client({ ...connection, keepAlive: true })
    next.on('notification', (message) => onMessage(message.payload ?? ''))
    next.on('error', () => undefined)
    next.on('end', () => {
      if (isOpen) timer = setTimeout(reconnect, RECONNECT_MS)
    })
    await next.connect()
    await next.query(`listen ${pg.escapeIdentifier(channel)}`)
    client = next
  }

  function reconnect(): void {
    connect().then(
      () => onMessage(''),
      () => {
        if (isOpen) timer = setTimeout(reconnect, RECONNECT_MS)
      },
    )
  }

  await connect()
  return {
    async close() {
      isOpen = false
      clearTimeout(timer)
      await client?.end()
    },
  }
}
