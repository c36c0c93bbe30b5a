import type { ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { refusalText } from '#platform/http'

interface UnreadableRequest extends Error {
  readonly code?: string
  /** The last packet. */
  readonly rawPacket?: Buffer
}

const LINGER_MS = 1_000
const BEGINNING = /^[A-Z]+ (?<path>[^ ?\r\n]*)/

/**
 * Returns what answers a request that the parser gave up, in words: Node's own answers have none. Such a request never
 * becomes one, so the answer is written to its socket.
 */
export function refuseUnreadable(): (
  error: UnreadableRequest,
  socket: Duplex,
  current: ServerResponse | undefined,
) => void {
  const answered = new WeakSet<Duplex>()
  return (error, socket, current) => {
    // The rest of the request arrives after the answer and fails again.
    if (answered.has(socket)) return
    answered.add(socket)
    const isInBetween = current?.headersSent === true && !current.writableFinished
    if (!socket.writable || isInBetween || error.code === 'ECONNRESET') {
      socket.destroy(error)
      return
    }
    socket.end(answerTo(error))
    // The rest is read and thrown away: closing at once would reset the connection, and the answer would be lost.
    setTimeout(() => socket.destroy(), LINGER_MS).unref()
  }
}

function answerTo(error: UnreadableRequest): string {
  const { status, code, message } = refusalOf(error)
  const path = BEGINNING.exec(error.rawPacket?.subarray(0, 2_000).toString('latin1') ?? '')?.groups?.['path']
  const { type, text } = refusalText(path ?? '/', { code, message })
  const head = [
    `HTTP/1.1 ${status}`,
    `content-type: ${type}`,
    `content-length: ${String(Buffer.byteLength(text))}`,
    'cache-control: no-store',
    'connection: close',
  ]
  return `${head.join('\r\n')}\r\n\r\n${text}`
}

function refusalOf(error: UnreadableRequest): {
  readonly status: string
  readonly code: string
  readonly message: string
} {
  switch (error.code) {
    // One answer for every such request: the parser shows its last packet only, which may be from anywhere in the request.
    case 'HPE_HEADER_OVERFLOW':
      return {
        status: '414 URI Too Long',
        code: 'ADDRESS_TOO_LONG',
        message: 'The address and the headers of the request are too long.',
      }
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return {
        status: '413 Content Too Large',
        code: 'BODY_TOO_LARGE',
        message: 'The extensions of a chunk are too large.',
      }
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { status: '408 Request Timeout', code: 'REQUEST_TIMEOUT', message: 'The request took too long to arrive.' }
    case undefined:
    default:
      return { status: '400 Bad Request', code: 'MALFORMED_REQUEST', message: 'This is no request of HTTP/1.1.' }
  }
}
