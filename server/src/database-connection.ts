import type { Config } from '#platform/config'
import type { EmbeddedDatabase } from '#platform/embedded-database'

/** A socket directory or host to connect to, or a connection string. */
export interface Connection {
  readonly connectionString: string
  readonly directConnectionString: string
}

export function connectionOf(
  config: Pick<Config, 'databaseUrl' | 'databaseDirectUrl'>,
  embedded: Pick<EmbeddedDatabase, 'connection'> | undefined,
): Connection {
  if (embedded) {
    const { user, password, host, port, database } = embedded.connection
    const address = `host=${encodeURIComponent(host)}&port=${String(port)}`
    const connectionString = `postgresql://${user}:${encodeURIComponent(password)}@/${database}?${address}`
    return { connectionString, directConnectionString: connectionString }
  }
  const connectionString = config.databaseUrl ?? ''
  return { connectionString, directConnectionString: config.databaseDirectUrl ?? connectionString }
}
