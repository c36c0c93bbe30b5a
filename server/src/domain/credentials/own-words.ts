/** Words that others know of a person, so that no password may be one of them. */
export interface OwnWords {
  readonly givenName?: string | undefined
  readonly familyName?: string | undefined
  /** Email addresses, phone numbers and usernames. */
  readonly identities: readonly string[]
}

const MOST_BESIDE = 12
const MOST_DIGITS = 8

/** Whether a password is the person's address or name, perhaps with a few digits or marks beside it. */
export function isOwnWord(password: string, own: OwnWords): boolean {
  const typed = compact(password)
  const length = [...password].length
  return wordsOf(own).some((word) => {
    if (word === '' || length - word.length > MOST_BESIDE) return false
    if (typed === word) return true
    // Digits alone are in half of all passwords, so a number counts only as a whole.
    if (!/\p{L}/u.test(word) || !typed.includes(word)) return false
    const rest = typed.replaceAll(word, '')
    return rest.length <= MOST_DIGITS && /^\p{N}*$/u.test(rest)
  })
}

function wordsOf({ givenName = '', familyName = '', identities }: OwnWords): string[] {
  const names = [givenName, familyName, givenName + familyName, familyName + givenName]
  return [...names, ...identities.flatMap(partsOf)].map(compact)
}

/** An address, and what stands before and behind the at sign; without its tag too. */
function partsOf(identity: string): string[] {
  const at = identity.lastIndexOf('@')
  if (at < 0) return [identity]
  const local = identity.slice(0, at)
  return [identity, local, local.split('+', 1)[0] ?? '', identity.slice(at + 1)]
}

/** Letters and digits alone, without case. */
function compact(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]/gu, '')
}
