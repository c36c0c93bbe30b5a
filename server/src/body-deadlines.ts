import type { IncomingMessage } from 'node:http'

/** How long an ordinary body may take, and how long the sender of an upload may be silent. */
const LIMIT_MS = 30_000
const CHECK_INTERVAL_MS = 1_000

interface IncomingBody {
  readonly isUpload: boolean
  readonly bytesRead: number
  readonly since: number
}

/**
 * Limits how long the bodies of requests may take to arrive. Node's `requestTimeout` knows one limit for all: one that lets
 * an upload of 1 GiB through would also let anybody hold a connection open with a form. Here a body has 30 seconds as a
 * whole, and an upload has 30 seconds from each byte to the next.
 *
 * One timer looks at all bodies that are still arriving; most requests have none and cost nothing.
 */
export class BodyDeadlines {
  readonly #arriving = new Map<IncomingMessage, IncomingBody>()
  readonly #now: () => number
  readonly #timer: NodeJS.Timeout

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
    this.#timer = setInterval(() => this.check(), CHECK_INTERVAL_MS).unref()
  }

  watch(request: IncomingMessage): void {
    const { headers } = request
    if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return
    this.#set(request, false)
    request.once('close', () => this.#arriving.delete(request))
  }

  /** From now on only silence counts for this request. */
  allowUpload(request: IncomingMessage): void {
    if (this.#arriving.has(request)) this.#set(request, true)
  }

  /** Answers 408 to every sender that is out of time, and closes its connection (RFC 9110 section 15.5.9). */
  check(): void {
    for (const [request, { isUpload, bytesRead, since }] of this.#arriving) {
      if (request.complete) this.#arriving.delete(request)
      else if (isUpload && request.socket.bytesRead > bytesRead) this.#set(request, true)
      else if (this.#now() - since > LIMIT_MS) this.#refuse(request)
    }
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #set(request: IncomingMessage, isUpload: boolean): void {
    this.#arriving.set(request, { isUpload, bytesRead: request.socket.bytesRead, since: this.#now() })
  }

  #refuse(request: IncomingMessage): void {
    this.#arriving.delete(request)
    request.socket.write('HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
    request.socket.destroySoon()
  }
}
