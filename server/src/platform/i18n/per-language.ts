/**
 * Caches an answer of `Intl` for each available language: asking takes longer than rendering a page. Do not use it for
 * languages from clients, whose number is unlimited.
 */
export function perLanguage<T>(ask: (locale: string) => T): (locale: string) => T {
  const known = new Map<string, { readonly answer: T }>()
  return (locale) => {
    const found = known.get(locale) ?? { answer: ask(locale) }
    known.set(locale, found)
    return found.answer
  }
}
