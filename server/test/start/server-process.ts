import { readFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
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

/** The id of the database process on a data directory. */
export function databaseOf(folder: string): number {
  return Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
}

/** Sends half a request, tells the server to end, sends the rest, and returns the answer. */
export function answerAcross(server: ServerProcess): Promise<string> {
  const body = 'grant_type=client_credentials'
  const head = `POST /oauth2/token HTTP/1.1\r\nhost: ${new URL(server.origin).host}\r\nconnection: close\r\n`
  const fields = `content-type: application/x-www-form-urlencoded\r\ncontent-length: ${String(body.length)}\r\n\r\n`
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(Number(new URL(server.origin).port), '127.0.0.1')
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text))
    socket.once('close', () => resolve(answer)).once('error', reject)
    socket.write(`${head}expect: 100-continue\r\n${fields}`)
    // The interim answer proves that the server has the head of the request.
    socket.once('data', () => {
      answer = ''
      server.kill('SIGTERM')
      server.line(/SIGTERM/).then(() => socket.write(body), reject)
    })
  })
}
