import type { IncomingMessage, ServerResponse } from 'node:http'
import { refusalText } from '#platform/http'

const LIMIT = 32 * 1024

export function hasLargeHeaders({ rawHeaders }: IncomingMessage): boolean {
  let length = 0
  for (const text of rawHeaders) length += text.length
  return length > LIMIT
}

/** Answers 431 in words (RFC 6585 section 5), and ends the connection, so that no body of this request is awaited. */
export function refuseLargeHeaders({ url = '/' }: IncomingMessage, response: ServerResponse): void {
  const [path = '/'] = url.split('?', 1)
  const message = 'The headers of the request are too large.'
  const { type, text } = refusalText(path, { code: 'HEADERS_TOO_LARGE', message })
  response.writeHead(431, { 'content-type': type, 'cache-control': 'no-store', connection: 'close' })
  response.end(text)
}
