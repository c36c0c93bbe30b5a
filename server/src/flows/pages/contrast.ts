import type { BrandColours } from './frame.ts'
import { contrastRatio, darkPalette, inkOn, legibleOn, lightInk, lightPalette, validColours } from './theme.ts'

/** A colour of a brand that cannot be used as it was chosen, and the one that the pages use. */
export interface ContrastProblem {
  readonly scheme: 'light' | 'dark'
  /** `button_text` on buttons, `link` on the card, `button` on the card, `page_text` outside of the card. */
  readonly part: 'button_text' | 'link' | 'button' | 'page_text'
  readonly colour: string
  readonly ground: string
  /** The contrast that the colour reaches, to one digit, and the one that is needed (WCAG 2.2 §1.4.3, §1.4.11). */
  readonly reached: number
  readonly needed: number
  /** The colour that the pages use in its place; the chosen one where only the form of a button is faint. */
  readonly used: string
}

const [TEXT, SHAPE] = [4.5, 3]

/** Returns each colour of a brand that is too faint where it is used. */
export function findContrastProblems({ light, dark }: BrandColours): readonly ContrastProblem[] {
  const own = validColours(light)
  // As `themeCss` does: colours for light pages hold on dark ones too, except the ground.
  const { page: _ground, ...shared } = own
  return [
    ...problemsOf('light', own, lightPalette),
    ...problemsOf('dark', { ...shared, ...validColours(dark) }, darkPalette),
  ]
}

function problemsOf(
  scheme: ContrastProblem['scheme'],
  { page, accent, onAccent, link }: ReturnType<typeof validColours>,
  palette: typeof lightPalette,
): ContrastProblem[] {
  const end = scheme === 'light' ? '#000000' : '#ffffff'
  const ground = accent ?? palette.accent
  const linked = link ?? accent
  const pairs = [
    (accent ?? onAccent) !== undefined && {
      part: 'button_text' as const,
      colour: onAccent ?? (scheme === 'light' ? lightInk : inkOn(ground)),
      ground,
      needed: TEXT,
      used: inkOn(ground),
    },
    linked !== undefined && {
      part: 'link' as const,
      colour: linked,
      ground: palette.surface,
      needed: TEXT,
      used: legibleOn(linked, palette.surface, end),
    },
    accent !== undefined && {
      part: 'button' as const,
      colour: accent,
      ground: palette.surface,
      needed: SHAPE,
      used: accent,
    },
    page !== undefined && {
      part: 'page_text' as const,
      colour: palette.quiet,
      ground: page,
      needed: TEXT,
      used: inkOn(page),
    },
  ]
  return pairs
    .filter((pair) => pair !== false)
    .map((pair) => ({ scheme, ...pair, reached: Math.floor(contrastRatio(pair.colour, pair.ground) * 10) / 10 }))
    .filter(({ reached, needed }) => reached < needed)
}
