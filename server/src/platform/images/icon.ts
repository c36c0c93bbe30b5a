import { loadSharp, LIMITS } from './sharp.ts'

const ICON = { width: 48, height: 48, fit: 'contain', background: '#0000' } as const
/** A picture of ours at the size of an icon. */
export async function fitIcon(image: Uint8Array): Promise<Buffer> {
  const sharp = await loadSharp()
  return sharp(image, { limitInputPixels: LIMITS.pixels }).resize(ICON).png().toBuffer()
}

/** A drawing of ours, never somebody else's, as an icon. */
export async function drawIcon(svg: string): Promise<Buffer> {
  const sharp = await loadSharp()
  return sharp(Buffer.from(svg)).resize(ICON).png().toBuffer()
}
