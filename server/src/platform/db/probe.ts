import pg from 'pg'

/** Undefined when the database lets us in, else why not, in the words of the server or the system. */
export async function probe(connectionString: string): Promise<string | undefined> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return undefined
  } catch (error) {
    return reasonOf(error)
  } finally {
    await client.end().catch(() => undefined)
  }
}

function reasonOf(error: unknown): string {
  // Several addresses of one name were tried: the first reason stands for all.
  if (error instanceof AggregateError) return reasonOf(error.errors[0])
  return error instanceof Error && error.message !== '' ? error.message : 'no answer'
}
