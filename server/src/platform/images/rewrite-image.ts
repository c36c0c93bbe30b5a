import { InvalidInput } from '#platform/errors'

export interface Box {
  readonly width: number
  readonly height: number
}

// Loaded when there is an image to draw: it takes 20 MB, and most processes never draw one.
async function loadSharp() {
  return (await import('sharp')).default
}

/** What a small file may decode to: a "bomb" of a few kilobytes can name billions of pixels. */
const PIXELS_AT_MOST = 16_000_000

/**
 * The picture as PNG without metadata, made to fit the box where it is larger.
 *
 * @throws {InvalidInput} `UNSUPPORTED_IMAGE`
 */
export async function rewriteImage(bytes: Uint8Array, { width, height }: Box): Promise<Buffer> {
  if (!isRaster(bytes)) throw unsupported()
  const sharp = await loadSharp()
  try {
    return await sharp(bytes, { limitInputPixels: PIXELS_AT_MOST, failOn: 'error' })
      .rotate()
      .resize({ width, height, fit: 'inside', withoutEnlargement: true })
      .png()
      .toBuffer()
  } catch (error) {
    throw unsupported(error)
  }
}

/** By its first bytes, before any decoder sees it: SVG, PDF and the like have decoders too. */
function isRaster(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  const isWebp = head.startsWith('RIFF') && head.endsWith('WEBP')
  return isWebp || ['\x89PNG\r\n\x1a\n', '\xff\xd8\xff', 'GIF87a', 'GIF89a'].some((magic) => head.startsWith(magic))
}

function unsupported(cause?: unknown): InvalidInput {
  const error = new InvalidInput('UNSUPPORTED_IMAGE', 'The file must be an image of the form PNG, JPEG, WebP or GIF.')
  error.cause = cause
  return error
}

const ICON = { width: 48, height: 48, fit: 'contain', background: '#0000' } as const

/** A picture of ours at the size of an icon. */
export async function fitIcon(image: Uint8Array): Promise<Buffer> {
  const sharp = await loadSharp()
  return sharp(image, { limitInputPixels: PIXELS_AT_MOST }).resize(ICON).png().toBuffer()
}

/** A drawing of ours, never somebody else's, as an icon. */
export async function drawIcon(svg: string): Promise<Buffer> {
  const sharp = await loadSharp()
  return sharp(Buffer.from(svg)).resize(ICON).png().toBuffer()
}
