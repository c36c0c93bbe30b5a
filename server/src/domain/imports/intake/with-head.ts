const HEAD_BYTES = 8

/** Returns the first bytes of a file, and the whole of it again. */
export async function withHead(
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ readonly head: Buffer; readonly all: AsyncIterable<Uint8Array> }> {
  const iterator = bytes[Symbol.asyncIterator]()
  const pieces: Uint8Array[] = []
  let size = 0
  while (size < HEAD_BYTES) {
    const next = await iterator.next()
    if (next.done === true) break
    pieces.push(next.value)
    size += next.value.length
  }
  const start = Buffer.concat(pieces)
  return { head: start.subarray(0, HEAD_BYTES), all: joined(start, iterator) }
}

async function* joined(start: Buffer, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (start.length > 0) yield start
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}
