const LONGEST_WORD = 100

export interface Searchable {
  readonly givenName: string | null | undefined
  readonly familyName: string | null | undefined
  readonly identities: readonly { readonly kind: string; readonly normalized: string; readonly email?: string | null }[]
}

/**
 * What a user is found by: each word of the name, each identity as a whole, and an address from each of its words on, so
 * that `snow@ex` and `example` find `john.snow@example.com`. The last label of its domain is no word: nobody is found by
 * `com`.
 */
export function searchWordsOf({ givenName, familyName, identities }: Searchable): string[] {
  const names = `${givenName ?? ''} ${familyName ?? ''}`.split(/[^\p{L}\p{M}\p{N}]+/u)
  const found = identities.flatMap(({ kind, normalized, email }) => {
    // A provider's id of somebody says nothing; the address it told does.
    const text = kind === 'social' || kind === 'enterprise' ? (email ?? '') : normalized
    return text.includes('@') ? endingsOf(text) : [text]
  })
  const words = [...names, ...found].map((word) => foldWord(word).slice(0, LONGEST_WORD))
  return [...new Set(words)].filter((word) => word !== '')
}

/** Lower case without accents: `jose` finds `José`. */
export function foldWord(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

function endingsOf(address: string): string[] {
  const starts = [0, ...[...address.matchAll(/[^\p{L}\p{N}]+/gu)].map((gap) => gap.index + gap[0].length)]
  const domain = address.lastIndexOf('@') + 1
  const lastLabel = address.lastIndexOf('.') + 1
  return starts.filter((start) => start < domain || start !== lastLabel).map((start) => address.slice(start))
}
