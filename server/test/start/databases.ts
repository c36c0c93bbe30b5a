import pg from 'pg'
import { startProcess, type RunningProcess } from './processes.ts'

export interface SupervisedDatabase {
  readonly supervisor: RunningProcess
  readonly pid: number
  readonly connection: { host: string; port: number; user: string; password: string; database: string }
  query(text: string): Promise<Record<string, unknown>[]>
}

/** Starts a supervisor on the data directory without waiting for it. */
export function startSupervisor(dataDirectory: string, env: Record<string, string> = {}): RunningProcess {
  const script = 'server/test/start/supervised-database.ts'
  return startProcess(['--conditions=source', script, dataDirectory], { env })
}

export async function startDatabase(dataDirectory: string, env?: Record<string, string>): Promise<SupervisedDatabase> {
  const supervisor = startSupervisor(dataDirectory, env)
  const line = await supervisor.line(/^ready |^problem /)
  if (!line.startsWith('ready ')) throw new Error(line)
  const { pid, connection } = JSON.parse(line.slice('ready '.length)) as Pick<SupervisedDatabase, 'pid' | 'connection'>
  return { supervisor, pid, connection, query: (text) => queryOnce(connection, text) }
}

/** The sentence with which a start is refused. */
export async function problemOf(dataDirectory: string, env?: Record<string, string>): Promise<string> {
  const line = await startSupervisor(dataDirectory, env).line(/^ready |^problem /)
  return line.replace(/^problem /, '')
}

export async function stopDatabase({ supervisor }: SupervisedDatabase): Promise<void> {
  supervisor.kill('SIGTERM')
  await supervisor.ended
}

/** Uses its own connection and repeats until the database answers. */
export async function queryOnce(
  connection: SupervisedDatabase['connection'],
  text: string,
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(connection)
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}
