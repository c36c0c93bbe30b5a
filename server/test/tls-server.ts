import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request as sendHttp } from 'node:http'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { aCertificate } from './certificate.ts'
import { sendTo } from './processes.ts'
import { freePort, startServer, type TestServer } from './server.ts'

export interface TlsServer extends TestServer {
  /** The file for `NODE_EXTRA_CA_CERTS` of a client. */
  readonly authorityFile: string
}

/**
 * A server behind a proxy that ends TLS, as most installations have. Requests of the test itself bypass the proxy, so
 * only the clients under test need to trust its certificate.
 */
export async function startTlsServer(): Promise<TlsServer> {
  const tlsPort = await freePort()
  const origin = `https://localhost:${String(tlsPort)}`
  const settings = { GATEHOUSE_URL: origin, GATEHOUSE_TRUSTED_PROXIES: '127.0.0.1' }
  const server = await startServer({ isListening: true, settings })
  const { port } = server.config
  const certificate = aCertificate()
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-authority-'))
  const authorityFile = join(folder, 'authority.pem')
  writeFileSync(authorityFile, certificate.cert)
  const proxy = createServer(certificate, (incoming, outgoing) => {
    const { url = '/', method = 'GET', headers } = incoming
    const forwarded = { ...headers, 'x-forwarded-proto': 'https', 'x-forwarded-for': '127.0.0.1' }
    const sent = sendHttp({ host: '127.0.0.1', port, path: url, method, headers: forwarded }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    incoming.pipe(sent)
  })
  await new Promise<void>((resolve) => proxy.listen(tlsPort, '127.0.0.1', resolve))
  afterAll(async () => {
    proxy.closeAllConnections()
    await new Promise((resolve) => proxy.close(resolve))
    rmSync(folder, { recursive: true, force: true })
  })
  const firstRun = JSON.parse(
    JSON.stringify(server.firstRun).replaceAll(server.origin, origin),
  ) as TestServer['firstRun']
  const request: TestServer['request'] = (path, init) => sendTo(port, new URL(path, origin), init)
  return { ...server, origin, firstRun, request, authorityFile }
}
