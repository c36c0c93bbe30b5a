import { extname, join } from 'node:path'
import { encodingOf, readIfThere, readPackedFile, type PackedFile } from '#platform/http'

/** The console as it was built. */
export interface ConsoleFiles {
  /** The page; undefined where the console was not built. */
  readPage(): Promise<string | undefined>
  /** A file that the page names, as the browser takes it. */
  readAsset(name: string, acceptEncoding: string): Promise<PackedFile | undefined>
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

/** Reads the built console in `directory`, and keeps what was compressed. */
export function consoleFiles(directory: string): ConsoleFiles {
  const assets = join(directory, 'assets')
  const kept = new Map<string, Promise<PackedFile | undefined>>()
  return {
    async readPage() {
      return (await readIfThere(join(directory, 'index.html')))?.toString('utf8')
    },
    readAsset(name, acceptEncoding) {
      const type = NAME.test(name) ? TYPES[extname(name)] : undefined
      if (type === undefined) return Promise.resolve(undefined)
      const encoding = COMPRESSED.test(name) ? encodingOf(acceptEncoding) : undefined
      const key = `${name} ${encoding ?? ''}`
      const reading = kept.get(key) ?? readPackedFile(join(assets, name), { type, encoding })
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
