import { createServer } from 'node:net'
import { ROOT, startProcess, type RunningProcess } from './processes.ts'

export interface ServerProcess extends RunningProcess {
  readonly origin: string
}

/** Starts the built server, as `npm start` does after preparing. */
export async function startServerProcess(
  dataDirectory: string,
  env: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const port = env['PORT'] ?? String(await freePort())
  const running = startProcess([`${ROOT}server/bin/gatehouse.cjs`], {
    env: settings(dataDirectory, { PORT: port, ...env }),
  })
  return { ...running, origin: `http://localhost:${port}` }
}

/** The environment of a quiet server of its own. */
export function settings(dataDirectory: string, env: Readonly<Record<string, string>>): Record<string, string> {
  return { GATEHOUSE_DATA_DIR: dataDirectory, GATEHOUSE_LOG_LEVEL: 'error', ...env }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
