import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type VariantColorsResolver,
} from '@mantine/core'

/** Shade 8 is the accent in light mode and shade 3 the one in dark mode (tokens.css). */
const ARCH = [
  '#f1f7f5',
  '#e0ece8',
  '#bdd9d0',
  '#7fc2ae',
  '#6aae9a',
  '#569985',
  '#468471',
  '#3a7060',
  '#2f5d50',
  '#264c42',
] as const

/** The library draws dark mode from these ten: text, quiet text, … hover (6), surface (7), page (9). */
const DARK = [
  '#eceae6',
  '#a5a19a',
  '#75757e',
  '#4a4a52',
  '#3c3c43',
  '#303036',
  '#1c1c20',
  '#1c1c20',
  '#17171a',
  '#131316',
] as const

/** Shade 8 is the danger of light mode and shade 3 that of dark mode. */
const RED = [
  '#f9eeec',
  '#f3dcd9',
  '#f2b9b3',
  '#f0938b',
  '#dc7068',
  '#c9564d',
  '#b8453c',
  '#ad3a32',
  '#a3312a',
  '#8a2822',
] as const

/** The library computes the colour of text on a filled ground for light mode only. */
const resolveVariantColors: VariantColorsResolver = (input) => {
  const resolved = defaultVariantColorsResolver(input)
  if (input.variant !== 'filled') return resolved
  return { ...resolved, color: input.color === 'red' ? 'var(--on-danger)' : 'var(--on-accent)' }
}

export const theme = createTheme({
  primaryColor: 'arch',
  primaryShade: { light: 8, dark: 3 },
  colors: { arch: ARCH, dark: DARK, red: RED },
  variantColorResolver: resolveVariantColors,
  defaultRadius: 8,
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '13px', sm: '14px', md: '14px', lg: '16px', xl: '22px' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '22px', lineHeight: '28px' },
      h2: { fontSize: '16px', lineHeight: '24px' },
      h3: { fontSize: '14px', lineHeight: '20px' },
    },
  },
  respectReducedMotion: true,
  shadows: { md: 'var(--overlay)', lg: 'var(--overlay)', xl: 'var(--overlay)' },
  components: {
    Button: { defaultProps: { variant: 'default' } },
    Modal: { defaultProps: { centered: true, size: 520, radius: 12, closeButtonProps: { 'aria-label': 'Close' } } },
    TextInput: { defaultProps: { size: 'sm', radius: 10 } },
    PasswordInput: { defaultProps: { size: 'sm', radius: 10 } },
    Textarea: { defaultProps: { size: 'sm', radius: 10, autosize: true, minRows: 2 } },
    Select: { defaultProps: { size: 'sm', radius: 10, allowDeselect: false, checkIconPosition: 'right' } },
    NumberInput: { defaultProps: { size: 'sm', radius: 10, hideControls: true } },
    Menu: { defaultProps: { shadow: 'md', radius: 10, position: 'bottom-end' } },
  },
})

/** Points the library's own variables to the tokens, so that no component needs a colour of its own. */
export const resolveVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--quiet)',
    '--mantine-color-error': 'var(--danger)',
    '--mantine-color-anchor': 'var(--accent)',
    '--mantine-color-placeholder': 'var(--quiet)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-color': 'var(--text)',
    '--mantine-color-default-border': 'var(--control)',
    '--mantine-primary-color-filled': 'var(--accent)',
    '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
    '--mantine-primary-color-contrast': 'var(--on-accent)',
  }
  return { variables: {}, light: shared, dark: shared }
}
