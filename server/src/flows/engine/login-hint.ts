import { trimTyped } from '#platform/i18n'

/** The person that a client expects to sign in, named by what they would type (P6-3). */
export interface LoginHint {
  readonly kind: 'email' | 'phone' | 'username'
  /** An address or a user name as it was sent; a phone number in the international form, `+61400000000`. */
  readonly value: string
}

const EMAIL = /^[^\s:@]{1,64}@[^\s@]{1,190}$/
/** The number begins with its country code, with or without `+`; the country may also follow it (P6-4). */
const PHONE = /^phone:\s*\+?(?<number>[1-9]\d{5,14})(?::[a-z]{2})?$/i
const USERNAME = /^username:(?<name>[^\s:@]{1,64})$/

/** Returns undefined for a malformed hint: the field stays empty, and the person can still sign in (P6-5). */
export function parseLoginHint(hint: string | undefined): LoginHint | undefined {
  if (hint === undefined) return undefined
  const text = trimTyped(hint)
  if (EMAIL.test(text)) return { kind: 'email', value: text }
  const number = PHONE.exec(text)?.groups?.['number']
  if (number !== undefined) return { kind: 'phone', value: `+${number}` }
  const name = USERNAME.exec(text)?.groups?.['name']
  return name === undefined ? undefined : { kind: 'username', value: name }
}

/** Returns the text that a hint puts into the field for an address. */
export function emailIn(hint: string | undefined): string | undefined {
  const parsed = parseLoginHint(hint)
  return parsed?.kind === 'email' ? parsed.value : undefined
}
