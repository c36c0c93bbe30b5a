/** A colour as it was set, and in the two notations that clients read. */
export interface ColourView {
  readonly raw: string
  readonly hex: string
  readonly hsl: string
}

type Channels = readonly [red: number, green: number, blue: number]

const HEX = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i
const RGB = /^rgb\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*\)$/i
const HSL = /^hsl\(\s*(\d{1,3})(?:deg)?\s*[, ]\s*(\d{1,3})%\s*[, ]\s*(\d{1,3})%\s*\)$/i

/** `#rrggbb` of a colour in hexadecimal, `rgb()` or `hsl()`; undefined for anything else: it ends up in a stylesheet. */
export function hexColourOf(text: string): string | undefined {
  const channels = channelsOf(text)
  return channels && `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}

export function colourViewOf(raw: string | null): ColourView | null {
  const channels = raw === null ? undefined : channelsOf(raw)
  const hex = raw === null ? undefined : hexColourOf(raw)
  return raw === null || !channels || hex === undefined ? null : { raw, hex, hsl: hslOf(channels) }
}

function channelsOf(text: string): Channels | undefined {
  if (HEX.test(text)) return fromHex(text.slice(1))
  const [, red, green, blue] = (RGB.exec(text) ?? []).map(Number)
  if (red !== undefined && green !== undefined && blue !== undefined) return within(255, [red, green, blue])
  const [, hue, saturation, lightness] = (HSL.exec(text) ?? []).map(Number)
  if (hue === undefined || saturation === undefined || lightness === undefined) return undefined
  if (hue > 360 || saturation > 100 || lightness > 100) return undefined
  return fromHsl(hue, saturation / 100, lightness / 100)
}

function within(most: number, channels: Channels): Channels | undefined {
  return channels.every((channel) => channel <= most) ? channels : undefined
}

function fromHex(digits: string): Channels {
  const whole = digits.length === 3 ? digits.replaceAll(/./g, (digit) => digit + digit) : digits
  const channel = (start: number) => parseInt(whole.slice(start, start + 2), 16)
  return [channel(0), channel(2), channel(4)]
}

/** @see CSS Color Module Level 4 section 7.1 */
function fromHsl(hue: number, saturation: number, lightness: number): Channels {
  const reach = saturation * Math.min(lightness, 1 - lightness)
  const channel = (offset: number) => {
    const place = (offset + hue / 30) % 12
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(place - 3, 9 - place, 1))))
  }
  return [channel(0), channel(8), channel(4)]
}

/** @see CSS Color Module Level 4 section 7.2 */
function hslOf(channels: Channels): string {
  const [red, green, blue] = channels.map((channel) => channel / 255)
  const [r = 0, g = 0, b = 0] = [red, green, blue]
  const most = Math.max(r, g, b)
  const spread = most - Math.min(r, g, b)
  const lightness = most - spread / 2
  const reach = Math.min(lightness, 1 - lightness)
  const saturation = reach === 0 ? 0 : (most - lightness) / reach
  const sixth =
    spread === 0 ? 0 : most === r ? (g - b) / spread : most === g ? 2 + (b - r) / spread : 4 + (r - g) / spread
  const hue = (Math.round(sixth * 60) + 360) % 360
  return `hsl(${String(hue)}, ${String(Math.round(saturation * 100))}%, ${String(Math.round(lightness * 100))}%)`
}
