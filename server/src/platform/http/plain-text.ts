/** The message of a schema for text that is not plain. */
export const NOT_PLAIN = 'must not contain control characters'

export function isPlainText(text: string): boolean {
  return !/\p{Cc}/u.test(text)
}
