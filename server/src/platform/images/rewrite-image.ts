import { InvalidInput } from '#platform/errors'
import { oneAtATime } from './one-at-a-time.ts'
import { loadSharp, LIMITS } from './sharp.ts'

export interface Box {
  readonly width: number
  readonly height: number
}

const inTurn = oneAtATime()

/**
 * Returns the picture as PNG without metadata, made to fit the box where it is larger. A process decodes one at a time.
 *
 * @throws {InvalidInput} `UNSUPPORTED_IMAGE`, `IMAGE_TOO_LARGE`
 * @throws {Unavailable} `IMAGE_QUEUE_FULL`
 */
export async function rewriteImage(bytes: Uint8Array, { width, height }: Box): Promise<Buffer> {
  if (!isRaster(bytes)) throw unsupported()
  const sharp = await loadSharp()
  return inTurn(async () => {
    checkSize(await sharp(bytes).metadata().catch(unsupportedAs))
    return sharp(bytes, { limitInputPixels: LIMITS.pixels, failOn: 'error' })
      .rotate()
      .resize({ width, height, fit: 'inside', withoutEnlargement: true })
      .png()
      .toBuffer()
      .catch(unsupportedAs)
  })
}

/** Looks at the size that the file's head names, before anything is decoded. */
function checkSize({ width, height }: Box): void {
  const [short, long] = [Math.min(width, height), Math.max(width, height)]
  if (long <= LIMITS.side && width * height <= LIMITS.pixels && long <= short * LIMITS.ratio) return
  throw new InvalidInput(
    'IMAGE_TOO_LARGE',
    `The image has ${String(width)} by ${String(height)} pixels. Each side may have ${String(LIMITS.side)}, both together ` +
      `${String(LIMITS.pixels)}, and the longer side at most ${String(LIMITS.ratio)} times the shorter.`,
  )
}

/** By its first bytes, before any decoder sees it: SVG, PDF and the like have decoders too. */
function isRaster(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  const isWebp = head.startsWith('RIFF') && head.endsWith('WEBP')
  return isWebp || ['\x89PNG\r\n\x1a\n', '\xff\xd8\xff', 'GIF87a', 'GIF89a'].some((magic) => head.startsWith(magic))
}

function unsupportedAs(cause: unknown): never {
  throw unsupported(cause)
}

function unsupported(cause?: unknown): InvalidInput {
  const error = new InvalidInput('UNSUPPORTED_IMAGE', 'The file must be an image of the form PNG, JPEG, WebP or GIF.')
  error.cause = cause
  return error
}
