import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export interface PackedFile {
  readonly type: string
  readonly body: Buffer<ArrayBuffer>
  readonly encoding: 'br' | 'gzip' | undefined
}

/** The best that takes no longer than a moment, where the build has not compressed the file. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }

/** Reads a file in an encoding: as the build has compressed it, or else compressed now. Undefined where there is none. */
export async function readPackedFile(
  path: string,
  { type, encoding }: Pick<PackedFile, 'type' | 'encoding'>,
): Promise<PackedFile | undefined> {
  if (encoding === undefined) {
    const body = await readIfThere(path)
    return body && { type, body, encoding }
  }
  const built = await readIfThere(`${path}.${encoding === 'br' ? 'br' : 'gz'}`)
  if (built) return { type, body: built, encoding }
  const plain = await readIfThere(path)
  return plain && { type, body: await pack(plain, encoding), encoding }
}

/** Compresses what is to be sent. */
export function pack(plain: Buffer, encoding: 'br' | 'gzip'): Promise<Buffer<ArrayBuffer>> {
  return encoding === 'br' ? promisify(brotliCompress)(plain, BROTLI) : promisify(gzip)(plain)
}

/** Returns the best encoding that a client takes (RFC 9110 section 12.5.3). */
export function encodingOf(accepted: string): PackedFile['encoding'] {
  const taken = (name: string) => new RegExp(`(?:^|,)\\s*${name}\\s*(?:;(?!\\s*q=0(?:\\.0*)?\\s*(?:,|$))|,|$)`, 'i')
  if (taken('br').test(accepted)) return 'br'
  return taken('gzip').test(accepted) ? 'gzip' : undefined
}

export async function readIfThere(path: string): Promise<Buffer<ArrayBuffer> | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    const isMissing =
      error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR', 'EISDIR'].includes(String(error.code))
    if (isMissing) return undefined
    throw error
  }
}
