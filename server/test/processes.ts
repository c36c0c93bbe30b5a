import { request as sendHttp } from 'node:http'
import { MASTER_KEY } from './connection.ts'
import { startServer, type TestServer } from './server.ts'
import { ROOT, startProcess, type RunningProcess } from './start/processes.ts'
import { freePort } from './start/server-process.ts'

export interface ServerProcesses {
  /** The database and the first values; requests go to the processes in turn. */
  readonly server: TestServer
  /** The same with every request to one process. */
  readonly at: (index: number) => TestServer
  readonly processes: readonly RunningProcess[]
}

/** Built server processes on one cloned database, at one origin as behind a load balancer; killed after the test file. */
export async function startServers(
  count: number,
  settings: Readonly<Record<string, string>> = {},
): Promise<ServerProcesses> {
  const server = await startServer()
  const started = await Promise.all(Array.from({ length: count }, () => startOne(server, settings)))
  const at = (index: number): TestServer => ({
    ...server,
    request: (path, init) => sendTo(started[index % count]?.port ?? 0, new URL(path, server.origin), init),
  })
  let turn = 0
  const request: TestServer['request'] = (path, init) => at((turn += 1)).request(path, init)
  return { server: { ...server, request }, at, processes: started.map(({ running }) => running) }
}

async function startOne(server: TestServer, settings: Readonly<Record<string, string>>) {
  const port = await freePort()
  const running = startProcess([`${ROOT}server/bin/gatehouse.cjs`], {
    env: {
      GATEHOUSE_URL: server.origin,
      PORT: String(port),
      GATEHOUSE_DATA_DIR: server.config.dataDirectory,
      GATEHOUSE_MASTER_KEY: MASTER_KEY,
      DATABASE_URL: server.connectionString,
      DATABASE_POOL_SIZE: '10',
      GATEHOUSE_LOG_LEVEL: 'warn',
      ...settings,
    },
  })
  await running.line(/listening/)
  return { port, running }
}

/** Sends a request for the host of the origin to a port; `fetch` does not allow choosing the host. */
export function sendTo(port: number, url: URL, init: RequestInit = {}): Promise<Response> {
  const headers = Object.fromEntries(new Headers(init.headers))
  return new Promise((resolve, reject) => {
    const path = `${url.pathname}${url.search}`
    const options = {
      host: '127.0.0.1',
      port,
      path,
      method: init.method ?? 'GET',
      headers: { host: url.host, ...headers },
    }
    const sent = sendHttp(options, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () => {
        const status = answer.statusCode ?? 0
        const body = [204, 303, 304].includes(status) ? null : Buffer.concat(chunks)
        const pairs = Object.entries(answer.headersDistinct).flatMap(([name, values = []]) =>
          values.map((value): [string, string] => [name, value]),
        )
        resolve(new Response(body, { status, headers: pairs }))
      })
    })
    sent.on('error', reject)
    sent.end(typeof init.body === 'string' ? init.body : undefined)
  })
}
