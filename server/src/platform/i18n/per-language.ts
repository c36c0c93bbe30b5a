/**
 * What `Intl` says of a language that we speak, asked once: asking takes longer than rendering a page. Never for what
 * somebody sends, of which there is no end.
 */
export function perLanguage<T>(ask: (locale: string) => T): (locale: string) => T {
  const known = new Map<string, { readonly answer: T }>()
  return (locale) => {
    const found = known.get(locale) ?? { answer: ask(locale) }
    known.set(locale, found)
    return found.answer
  }
}
