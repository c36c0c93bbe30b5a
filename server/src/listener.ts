import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Config } from '#platform/config'
import { StartupProblem } from '#platform/errors'
import type { AppEnv } from '#platform/http'
import { BodyDeadlines } from './body-deadlines.ts'
import { hasLargeHeaders, refuseLargeHeaders } from './large-headers.ts'
import { refuseUnreadable } from './refuse-unreadable.ts'

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown

export interface Listener {
  /** From now on requests are answered by the app. */
  serve(app: Hono<AppEnv>): void
  /** Takes no new request and waits for those under way. */
  drain(): Promise<void>
  readonly isClosing: () => boolean
}

/**
 * The parser gives up a request whose line and headers are larger together. It does not say which of the two is too large, so
 * both have limits of their own far below, which are measured in a request that was read whole (P1-7).
 */
const PARSER_LIMIT = 64 * 1024
const HEADERS_TIMEOUT_MS = 30_000

/** Where the system spreads the connections of a port over several sockets, and Node can ask it to. */
const SPREADS_CONNECTIONS =
  ['linux', 'freebsd', 'dragonfly', 'sunos', 'aix'].includes(process.platform) && isNodeAtLeast(22, 12)

function isNodeAtLeast(major: number, minor: number): boolean {
  const [theirMajor = 0, theirMinor = 0] = process.versions.node.split('.').map(Number)
  return theirMajor > major || (theirMajor === major && theirMinor >= minor)
}

/**
 * Fails as `openListener` does where the port cannot be had, and leaves it free. For processes that will share it: a port
 * of which each has a socket of its own is refused to nobody who asks to share it too.
 *
 * @throws {StartupProblem}
 */
export async function checkPort(config: Pick<Config, 'port' | 'listen'>): Promise<void> {
  await (await openListener(config)).drain()
}

/**
 * Takes the port. With `isShared`, each process has a socket of its own at the port where the system knows how: when one is
 * killed, what waited at its socket is refused at once, and no other process holds a part of its connections.
 *
 * @throws {StartupProblem} when the port is taken or may not be used.
 */
export async function openListener(
  config: Pick<Config, 'port' | 'listen'>,
  { isShared = false }: { readonly isShared?: boolean } = {},
): Promise<Listener> {
  const reusePort = isShared && SPREADS_CONNECTIONS
  let handler: Handler = answerUnready('starting')
  const bodies = new BodyDeadlines()
  const refuse = refuseUnreadable()
  const answering = new WeakMap<Duplex, ServerResponse>()
  // `localhost` is two addresses, and browsers try the second one only after a while.
  const addresses =
    config.listen === '127.0.0.1' || config.listen === 'localhost' ? ['127.0.0.1', '::1'] : [config.listen]
  const servers: Server[] = []
  for (const address of addresses) {
    const server = createServer(
      // `bodies` limits what follows the headers.
      {
        maxHeaderSize: PARSER_LIMIT,
        headersTimeout: HEADERS_TIMEOUT_MS,
        requestTimeout: 0,
        keepAliveTimeout: 65_000,
      },
      (request, response) => {
        answering.set(request.socket, response)
        if (hasLargeHeaders(request)) refuseLargeHeaders(request, response)
        else void handler(request, response)
      },
    )
    server.on('clientError', (error, socket) => refuse(error, socket, answering.get(socket)))
    const isOptional = address === '::1'
    if (await bind(server, { port: config.port, host: address, reusePort }, isOptional)) servers.push(server)
  }

  let drained: Promise<unknown> | undefined
  const isClosing = () => drained !== undefined
  function closeAll(): Promise<unknown> {
    const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)))
    for (const server of servers) server.closeIdleConnections()
    return Promise.all(closed)
  }
  return {
    serve(app) {
      const listen = getRequestListener((request, env) => app.fetch(request, { ...env, bodies }))
      handler = (request, response) => {
        bodies.watch(request)
        if (isClosing()) response.setHeader('connection', 'close')
        return listen(request, response)
      }
    },
    async drain() {
      await (drained ??= closeAll())
      bodies.stop()
    },
    isClosing,
  }
}

interface ListenAddress {
  readonly port: number
  readonly host: string | undefined
  readonly reusePort: boolean
}

function bind(server: Server, place: ListenAddress, isOptional: boolean): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (isOptional && error.code !== 'EADDRINUSE') resolve(false)
      else reject(problemOf(error, place.port))
    })
    server.listen(place, () => resolve(true))
  })
}

function problemOf(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new StartupProblem(`Port ${String(port)} is taken by another program; stop it or set PORT to a free one.`)
  }
  if (error.code === 'EACCES') {
    return new StartupProblem(`Port ${String(port)} needs rights this user does not have; set PORT to one above 1023.`)
  }
  return new StartupProblem(`The server cannot listen on port ${String(port)}: ${error.message}.`)
}

/** Until database, migrations and keys are there. */
function answerUnready(reason: string): Handler {
  return (request, response) => {
    const isLive = request.url === '/health/live'
    response.writeHead(isLive ? 200 : 503, {
      'content-type': 'application/json',
      ...(isLive ? {} : { 'retry-after': '1' }),
    })
    response.end(JSON.stringify(isLive ? { status: 'live' } : { status: 'unavailable', reason }))
  }
}
