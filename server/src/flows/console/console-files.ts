import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export interface ConsoleFile {
  readonly type: string
  readonly body: Buffer<ArrayBuffer>
  readonly encoding: 'br' | 'gzip' | undefined
}

/** The console as it was built. */
export interface ConsoleFiles {
  /** The page; undefined where the console was not built. */
  readPage(): Promise<string | undefined>
  /** A file that the page names, as the browser takes it. */
  readAsset(name: string, acceptEncoding: string): Promise<ConsoleFile | undefined>
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

/** A name has no separator and does not begin with a dot, so that no path leads out of the folder. */
const NAME = /^\w[\w.-]{0,200}$/
const COMPRESSED = /\.(?:css|js|json|map|svg|txt)$/
/** The best that takes no longer than a moment, where the build has not compressed the file. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }

/** Reads the built console in `directory`, and keeps what was compressed. */
export function consoleFiles(directory: string): ConsoleFiles {
  const assets = join(directory, 'assets')
  const kept = new Map<string, Promise<ConsoleFile | undefined>>()
  return {
    async readPage() {
      return (await readIfThere(join(directory, 'index.html')))?.toString('utf8')
    },
    readAsset(name, acceptEncoding) {
      const type = NAME.test(name) ? TYPES[extname(name)] : undefined
      if (type === undefined) return Promise.resolve(undefined)
      const encoding = COMPRESSED.test(name) ? encodingOf(acceptEncoding) : undefined
      const key = `${name} ${encoding ?? ''}`
      const reading = kept.get(key) ?? readEncoded(join(assets, name), { type, encoding })
      kept.set(key, reading)
      // A file that is not there may be built later, and names that nobody built would fill the memory.
      reading.then(
        (file) => file ?? kept.delete(key),
        () => kept.delete(key),
      )
      return reading
    },
  }
}

async function readEncoded(
  path: string,
  { type, encoding }: Pick<ConsoleFile, 'type' | 'encoding'>,
): Promise<ConsoleFile | undefined> {
  if (encoding === undefined) {
    const body = await readIfThere(path)
    return body && { type, body, encoding }
  }
  const built = await readIfThere(`${path}.${encoding === 'br' ? 'br' : 'gz'}`)
  if (built) return { type, body: built, encoding }
  const plain = await readIfThere(path)
  if (!plain) return undefined
  const packed = encoding === 'br' ? await promisify(brotliCompress)(plain, BROTLI) : await promisify(gzip)(plain)
  return { type, body: packed, encoding }
}

function encodingOf(accepted: string): ConsoleFile['encoding'] {
  const taken = (name: string) => new RegExp(`(?:^|,)\\s*${name}\\s*(?:;(?!\\s*q=0(?:\\.0*)?\\s*(?:,|$))|,|$)`, 'i')
  if (taken('br').test(accepted)) return 'br'
  return taken('gzip').test(accepted) ? 'gzip' : undefined
}

async function readIfThere(path: string): Promise<Buffer<ArrayBuffer> | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    const isMissing =
      error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR', 'EISDIR'].includes(String(error.code))
    if (isMissing) return undefined
    throw error
  }
}
