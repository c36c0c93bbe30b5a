const INVISIBLE_AROUND = /^[\s\p{Default_Ignorable_Code_Point}]+|[\s\p{Default_Ignorable_Code_Point}]+$/gu
const INVISIBLE = /[\s\p{Default_Ignorable_Code_Point}]/gu
const DIGIT = /^\p{Nd}$/u

/**
 * Returns what somebody typed or pasted in compatibility form, without the blanks and invisible marks around it: mail
 * programs and chats wrap addresses in marks of direction, and nobody sees them when they paste.
 */
export function trimTyped(text: string): string {
  return text.normalize('NFKC').replace(INVISIBLE_AROUND, '')
}

/** The same for a code, where blanks and marks between the characters mean nothing either. */
export function withoutBlanks(text: string): string {
  return text.normalize('NFKC').replace(INVISIBLE, '')
}

/** Returns the text with each decimal digit, of whatever script, as the ASCII digit it is. */
export function withPlainDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => String(valueOf(digit)))
}

/** Unicode keeps the ten digits of a script together and in order, from zero on, whatever other digits stand before. */
function valueOf(digit: string): number {
  const point = digit.codePointAt(0) ?? 0
  let first = point
  while (DIGIT.test(String.fromCodePoint(first - 1))) first -= 1
  return (point - first) % 10
}
