import { createRequire } from 'node:module'
import { z } from 'zod'
import { digestOf } from '#platform/crypto'
import { encodingOf, pack, readPackedFile, type PackedFile } from '#platform/http'
import { referenceScript, schemeScript } from './reference-scripts.ts'
import { referenceStyles } from './reference-styles.ts'

const SCRIPT = 'text/javascript; charset=utf-8'
const STYLE = 'text/css; charset=utf-8'

const packages = createRequire(import.meta.url)

interface Asset {
  readonly type: string
  /** Its file in the package of the renderer. */
  readonly file?: string
  readonly text?: string
}

const ASSETS: ReadonlyMap<string, Asset> = new Map<string, Asset>([
  ['swagger-ui-bundle.js', { type: SCRIPT, file: 'swagger-ui-dist/swagger-ui-bundle.js' }],
  ['swagger-ui.css', { type: STYLE, file: 'swagger-ui-dist/swagger-ui.css' }],
  ['scheme.js', { type: SCRIPT, text: schemeScript }],
  ['reference.js', { type: SCRIPT, text: referenceScript }],
  ['reference.css', { type: STYLE, text: referenceStyles }],
])

const { version: rendererVersion } = z.object({ version: z.string() }).parse(packages('swagger-ui-dist/package.json'))

/** Stands in the addresses of the files: they are kept for a year. */
export const ASSETS_VERSION = digestOf([rendererVersion, schemeScript, referenceScript, referenceStyles].join('\n'))
  .toString('hex')
  .slice(0, 12)

/** Remembers each file in each encoding: compressing the renderer takes a fifth of a second. */
const kept = new Map<string, Promise<PackedFile | undefined>>()

/** Returns a file of the reference page as the browser takes it; undefined for every other name. */
export function readAsset(name: string, acceptEncoding: string): Promise<PackedFile | undefined> {
  const asset = ASSETS.get(name)
  if (!asset) return Promise.resolve(undefined)
  const encoding = encodingOf(acceptEncoding)
  const key = `${name} ${encoding ?? ''}`
  const reading = kept.get(key) ?? read(asset, encoding)
  kept.set(key, reading)
  reading.catch(() => kept.delete(key))
  return reading
}

async function read({ type, file, text = '' }: Asset, encoding: PackedFile['encoding']) {
  if (file !== undefined) return readPackedFile(packages.resolve(file), { type, encoding })
  const plain = Buffer.from(text)
  return { type, encoding, body: encoding === undefined ? plain : await pack(plain, encoding) }
}
