import pg from 'pg'

export const TEMPLATE = 'gatehouse_template'
export const MASTER_KEY = Buffer.alloc(32, 7).toString('base64')
export const TEST_ORIGIN = 'http://localhost:3000'

export interface DatabaseServer {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
}

export function connectionStringOf(server: DatabaseServer, database: string): string {
  const address = `host=${encodeURIComponent(server.host)}&port=${String(server.port)}`
  return `postgresql://${server.user}:${encodeURIComponent(server.password)}@/${database}?${address}`
}

export async function withClient<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString })
  // A query that loses its connection rejects; what the connection says besides would end the test run.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
