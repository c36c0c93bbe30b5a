import { trimTyped } from '#platform/i18n'

/** Whom a client expects to sign in, by what they would type (P6-3). */
export interface LoginHint {
  readonly kind: 'email' | 'phone' | 'username'
  /** An address or a name as it was sent; a number in the international form, `+61400000000`. */
  readonly value: string
}

const EMAIL = /^[^\s:@]{1,64}@[^\s@]{1,190}$/
/** The country stands behind the number, which begins with its code all the same, with or without `+` (P6-4). */
const PHONE = /^phone:\s*\+?(?<number>[1-9]\d{5,14})(?::[a-z]{2})?$/i
const USERNAME = /^username:(?<name>[^\s:@]{1,64})$/

/** Undefined for what is malformed: the field stays empty, and signing in works all the same (P6-5). */
export function parseLoginHint(hint: string | undefined): LoginHint | undefined {
  if (hint === undefined) return undefined
  const text = trimTyped(hint)
  if (EMAIL.test(text)) return { kind: 'email', value: text }
  const number = PHONE.exec(text)?.groups?.['number']
  if (number !== undefined) return { kind: 'phone', value: `+${number}` }
  const name = USERNAME.exec(text)?.groups?.['name']
  return name === undefined ? undefined : { kind: 'username', value: name }
}

/** What a hint puts into the field for an address. */
export function emailIn(hint: string | undefined): string | undefined {
  const parsed = parseLoginHint(hint)
  return parsed?.kind === 'email' ? parsed.value : undefined
}
