/** Words that others know of a person or read on the page, so that no password may be one of them. */
export interface OwnWords {
  readonly givenName?: string | undefined
  readonly familyName?: string | undefined
  /** Email addresses, phone numbers and usernames. */
  readonly identities: readonly string[]
}

/** The names of the business and the application that a password is for. */
export type PlaceNames = readonly string[]

const PRODUCT = 'Gatehouse'
/** The fewest letters of one word of a name that counts by itself. */
const LEAST_LETTERS = 4

const MOST_BESIDE = 12
const MOST_DIGITS = 8

/** Whether a password is the person's address or name, perhaps with a few digits or marks beside it. */
export function isOwnWord(password: string, own: OwnWords): boolean {
  return isNearTo(password, wordsOf(own))
}

/** Whether a password is the name of the product, the business or the application, or one word of it. */
export function isPlaceName(password: string, places: PlaceNames): boolean {
  return isNearTo(password, [PRODUCT, ...places].flatMap(wordsOfName))
}

function wordsOfName(name: string): string[] {
  const words = name.split(/[^\p{L}\p{M}\p{N}]+/u).map(compact)
  return [compact(name), ...words.filter((word) => [...word].length >= LEAST_LETTERS)]
}

function isNearTo(password: string, words: readonly string[]): boolean {
  const typed = compact(password)
  const length = [...password].length
  return words.some((word) => {
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
