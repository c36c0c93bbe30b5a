import type { Brand, SchemeColours } from './frame.ts'

/** The colours of a page in one scheme. Brand settings change the accent; the other colours keep it readable. */
export const lightPalette = {
  page: '#f7f6f3',
  surface: '#ffffff',
  line: '#e4e1da',
  border: '#8c887f',
  text: '#1d1c1a',
  quiet: '#5f5c55',
  accent: '#2f5d50',
  danger: '#a3312a',
  warning: '#8a5a00',
  success: '#2c6b3f',
  shadow: '#1d1c1a12',
}
type Palette = typeof lightPalette

export const darkPalette: Palette = {
  page: '#131316',
  surface: '#1c1c20',
  line: '#303036',
  border: '#75757e',
  text: '#eceae6',
  quiet: '#a5a19a',
  accent: '#7fc2ae',
  danger: '#f0938b',
  warning: '#e6b85c',
  success: '#86cf9b',
  shadow: '#00000052',
}

const darkInk = '#0e1a16'
export const lightInk = '#ffffff'

type Theme = Pick<Brand, 'colours' | 'radii' | 'scheme'>

/** Returns the custom properties of a page, for the scheme of the brand or of the person's system. */
export function themeCss(theme: Theme): string {
  const { colours, radii, scheme } = theme
  if (colours === undefined && radii === undefined && scheme === undefined) return plainTheme
  return cssOf(theme) + radiiCss(radii)
}

/** Numbers only, so that nothing but a radius gets into the stylesheet. */
function radiiCss(radii: Theme['radii']): string {
  const said = Object.entries(radii ?? {}).filter(([, value]) => Number.isInteger(value))
  return said.length === 0 ? '' : `:root{${said.map(([name, value]) => `--r-${name}:${String(value)}px`).join(';')}}`
}

function cssOf({ colours = {}, scheme = 'auto' }: Theme): string {
  const light = validColours(colours.light)
  const dark = validColours(colours.dark)
  const lightCss = declarations({ ...lightPalette, ...light }, 'light')
  // The brand's colours for light pages hold on dark ones too, except the ground, which would not be dark.
  const darkCss = declarations({ ...darkPalette, ...light, page: darkPalette.page, ...dark }, 'dark')
  if (scheme === 'dark') return `:root{${darkCss}}`
  if (scheme === 'light') return `:root{${lightCss}}`
  return `:root{${lightCss}}@media (prefers-color-scheme:dark){:root{${darkCss}}}`
}

type ValidColours = Partial<Record<keyof SchemeColours, string>>
type BrandedPalette = Palette & Pick<ValidColours, 'onAccent' | 'link'>

/**
 * A brand colour may be too faint to be read: the ink on it is chosen then, and links get a readable shade of theirs.
 */
function declarations({ onAccent, link, ...palette }: BrandedPalette, scheme: 'light' | 'dark'): string {
  const end = scheme === 'light' ? '#000000' : '#ffffff'
  const ink = inkOn(palette.page)
  const colours = {
    ...palette,
    'on-accent': isLegible(onAccent, palette.accent) ? onAccent : inkOn(palette.accent),
    link: legibleOn(link ?? palette.accent, palette.surface, end),
    // Text outside of the card.
    'on-page': isLegible(palette.text, palette.page) ? palette.text : ink,
    'quiet-on-page': isLegible(palette.quiet, palette.page) ? palette.quiet : ink,
  }
  const properties = Object.entries(colours).map(([name, value]) => `--${name}:${value}`)
  return [`color-scheme:${scheme}`, ...properties].join(';')
}

/** Returns the valid colours; all others count as not set. */
export function validColours(colours: SchemeColours = {}): ValidColours {
  const { page, accent, onAccent, link } = colours
  const valid = Object.entries({ page, accent, onAccent, link }).flatMap(([name, colour]) => {
    const hex = validHex(colour)
    return hex === undefined ? [] : [[name, hex] as const]
  })
  return Object.fromEntries(valid)
}

function isLegible(ink: string | undefined, ground: string): ink is string {
  return ink !== undefined && contrastRatio(ink, ground) >= 4.5
}

/** Returns the page's ground, for the browser's own bars around it. */
export function groundOf({ colours = {} }: Theme, scheme: 'light' | 'dark'): string {
  const palette = scheme === 'light' ? lightPalette : darkPalette
  return validHex(colours[scheme]?.page) ?? palette.page
}

function validHex(colour: string | undefined): string | undefined {
  return colour !== undefined && /^#[0-9a-f]{6}$/i.test(colour) ? colour.toLowerCase() : undefined
}

/**
 * Returns a readable ink for a ground. Some mid tones are too dark for the soft black; pure black always reaches 4.5:1
 * then.
 */
export function inkOn(ground: string): string {
  return [lightInk, darkInk].find((ink) => contrastRatio(ink, ground) >= 4.5) ?? '#000000'
}

/**
 * Returns the colour itself, or its nearest mixture towards `end` that reaches 4.5:1 on the ground (WCAG 2.2 §1.4.3).
 */
export function legibleOn(colour: string, ground: string, end: string): string {
  const steps = Array.from({ length: 21 }, (_, step) => mix(colour, end, step / 20))
  return steps.find((shade) => contrastRatio(shade, ground) >= 4.5) ?? end
}

/** @see WCAG 2.2, "contrast ratio" and "relative luminance" */
export function contrastRatio(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [relativeLuminance(one), relativeLuminance(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

function relativeLuminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function mix(colour: string, end: string, share: number): string {
  const target = channels(end)
  const mixed = channels(colour).map((channel, index) => Math.round(channel + ((target[index] ?? 0) - channel) * share))
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((start) => parseInt(colour.slice(start, start + 2), 16))
}

/** The theme without a brand, which most pages have: computing readable shades is a third of the cost of a page. */
const plainTheme = cssOf({})
