import { connect } from 'node:net'

/** More than any answer here. */
const FIRST_SIZE = 64 * 1024

/**
 * Opens a keep-alive HTTP/1.1 connection with one request in flight. It uses the socket instead of a client library,
 * because load and server share the machine, and the cost of the generator reduces what is measured. It reads every
 * answer into the same memory instead of a new buffer of 64 KiB.
 *
 * @returns {Promise<{ send: (bytes: Buffer) => Promise<Answer>, close: () => void }>}
 * @typedef {{ status: number, head: string, body: Buffer, size: number }} Answer `body` holds until the next request is
 * sent; `size` is what came over the wire
 */
export async function openConnection(port) {
  let memory = Buffer.allocUnsafe(FIRST_SIZE)
  let received = 0
  let waiting

  function settle(how, value) {
    const { [how]: end } = waiting ?? {}
    waiting = undefined
    received = 0
    end?.(value)
  }
  function take(count, chunk) {
    if (received + count > memory.length) {
      memory = Buffer.concat([memory.subarray(0, received)], 2 * (received + count))
    }
    chunk.copy(memory, received, 0, count)
    received += count
    const answer = readAnswer(memory.subarray(0, received))
    if (answer) settle('resolve', answer)
    return true
  }
  const onread = { buffer: Buffer.allocUnsafe(FIRST_SIZE), callback: take }
  const socket = connect({ port, host: '127.0.0.1', noDelay: true, onread })
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  socket.on('error', (error) => settle('reject', error))
  socket.on('close', () => settle('reject', new Error('the server closed the connection')))
  return {
    send: (bytes) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        socket.write(bytes)
      }),
    close: () => socket.destroy(),
  }
}

/** Undefined until it is whole. */
function readAnswer(bytes) {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const head = bytes.latin1Slice(0, end)
  const status = Number(head.slice(9, 12))
  const start = end + 4
  if (status === 204 || status === 304) return { status, head, body: bytes.subarray(start, start), size: start }
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)
  if (!length) return readChunks(bytes, start, { status, head })
  const size = start + Number(length[1])
  return bytes.length < size ? undefined : { status, head, body: bytes.subarray(start, size), size }
}

/** RFC 9112 section 7.1, without trailers: neither server sends any. */
function readChunks(bytes, start, { status, head }) {
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) throw new Error(`an answer without a length: ${head}`)
  const parts = []
  for (let at = start; ;) {
    const lineEnd = bytes.indexOf('\r\n', at)
    if (lineEnd < 0) return undefined
    const length = Number.parseInt(bytes.latin1Slice(at, lineEnd), 16)
    const next = lineEnd + 2 + length + 2
    if (bytes.length < next) return undefined
    if (length === 0) return { status, head, body: Buffer.concat(parts), size: next }
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + length))
    at = next
  }
}
