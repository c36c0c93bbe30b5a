import { perLanguage } from './per-language.ts'

export type Direction = 'ltr' | 'rtl'

/** Scripts written from right to left (Unicode bidirectional class R or AL) that living languages use. */
const rightToLeftScripts: ReadonlySet<string> = new Set(['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm', 'Rohg'])

/** The direction a language is written in: `ar`, `fa-IR` and `ku-Arab` from right to left, `ku` not. */
export const directionOf = perLanguage((locale): Direction => {
  const script = new Intl.Locale(locale).maximize().script
  return script !== undefined && rightToLeftScripts.has(script) ? 'rtl' : 'ltr'
})

/** A language by the name its own speakers use, as a language picker lists it: "Deutsch", "العربية". */
export const localeName = perLanguage((locale) => {
  const name = new Intl.DisplayNames(locale, { type: 'language', fallback: 'code' }).of(locale) ?? locale
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1)
})
