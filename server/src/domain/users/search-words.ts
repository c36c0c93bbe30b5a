const LONGEST_WORD = 100

export interface SearchableUser {
  readonly givenName: string | null | undefined
  readonly familyName: string | null | undefined
  readonly identities: readonly { readonly kind: string; readonly normalized: string; readonly email?: string | null }[]
}

/**
 * Returns the words by which a user is found: each word of the name and each identity, also from the start of each of
 * its parts, so that `snow@ex` and `example` find `john.snow@example.com`, and `luc` finds `Jean-Luc`. The last label
 * of a domain is not a start: `com` finds no user.
 */
export function searchWordsOf({ givenName, familyName, identities }: SearchableUser): string[] {
  const names = foldWord(`${givenName ?? ''} ${familyName ?? ''}`).split(/\s+/u)
  const found = identities.map(({ kind, normalized, email }) =>
    // A provider's id of a person is no useful word; the address from the provider is.
    foldWord(kind === 'social' || kind === 'enterprise' ? (email ?? '') : normalized),
  )
  const words = [...names, ...found].flatMap(endingsOf).map((word) => word.slice(0, LONGEST_WORD))
  return [...new Set(words)].filter((word) => word !== '')
}

/** Turns text to lower case without accents: `jose` finds `José`. */
export function foldWord(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

function endingsOf(text: string): string[] {
  const starts = [0, ...[...text.matchAll(/[^\p{L}\p{N}]+/gu)].map((gap) => gap.index + gap[0].length)]
  const lastLabel = text.includes('@') ? text.lastIndexOf('.') + 1 : undefined
  return starts.filter((start) => start !== lastLabel).map((start) => text.slice(start))
}
