// Loaded when there is an image to draw: it takes 20 MB, and most processes never draw one.
export async function loadSharp() {
  const { default: sharp } = await import('sharp')
  // An image that was decoded is not decoded again, so a cache would only keep its memory.
  sharp.cache(false)
  sharp.concurrency(1)
  return sharp
}

/**
 * The most that a file may decode to. A "bomb" of a few kilobytes can name billions of pixels, and one of 2,000,000 by 8
 * pixels took 2.2 GB although it has few.
 */
export const LIMITS = { pixels: 16000000, side: 6000, ratio: 20 }
