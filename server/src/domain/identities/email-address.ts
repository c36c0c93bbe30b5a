import { domainToASCII, domainToUnicode } from 'node:url'
import { trimTyped } from '#platform/i18n'

export interface EmailAddress {
  /** The local part as the person typed it, and the domain as UTS 46 maps it, so that one domain has one spelling. */
  readonly typed: string
  /** For comparison: lower case, domain in ASCII. Dots and tags of a mailbox are its own, and stay. */
  readonly normalized: string
}

const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i
/**
 * Looked at before the URL parser turns it into ASCII: that ends a host at `/`, `?`, `#` and backslash, decodes `%61` and
 * drops line breaks, so `a@victim.test#.evil.test` would be compared as one domain and mailed to another (ATO-32).
 */
const TYPED_DOMAIN = /^[\p{L}\p{M}\p{N}.-]+$/u
/** Invisible: two addresses that look the same would not be (ATO-33). */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{1,59})$/

/**
 * An address by a grammar stricter than RFC 5322: no comments, no quoted local part, no groups, no address literals.
 * These are what mail libraries have read differently from one another (ATO-32), and nobody signs up with them.
 */
export function parseEmailAddress(text: string): EmailAddress | undefined {
  const typed = trimTyped(text)
  const at = typed.lastIndexOf('@')
  const local = typed.slice(0, at)
  const typedDomain = typed.slice(at + 1)
  if (!TYPED_DOMAIN.test(typedDomain) || INVISIBLE.test(typedDomain)) return undefined
  const domain = domainToASCII(typedDomain).toLowerCase()
  if (at < 1 || local.length > 64 || typed.length > 254 || domain.length > 253) return undefined
  if (!LOCAL_PART.test(local) || !DOMAIN.test(domain)) return undefined
  return { typed: `${local}@${mapped(domain)}`, normalized: `${local.toLowerCase()}@${domain}` }
}

/** Why a text is no address that can be used: `not_ascii` only where that is all that is wrong with it. */
export type EmailProblem = 'missing' | 'not_ascii' | 'invalid'

/**
 * Returns why `parseEmailAddress` refuses a text. Addresses with other letters before the @ exist (RFC 6531), but hardly
 * a mail server takes them, and two of them may look the same (ATO-33): people are told that, and not that they mistyped.
 */
export function emailProblemOf(text: string): EmailProblem {
  const typed = trimTyped(text)
  if (typed === '') return 'missing'
  const at = typed.lastIndexOf('@')
  const local = typed.slice(0, Math.max(at, 0))
  const inAscii = local.replaceAll(/[\p{L}\p{M}\p{N}]/gu, (letter) => (letter <= '\x7f' ? letter : 'a'))
  const isOtherwiseRight = inAscii !== local && parseEmailAddress(inAscii + typed.slice(at)) !== undefined
  return isOtherwiseRight ? 'not_ascii' : 'invalid'
}

/** Returns the sentence for developers about a text that `parseEmailAddress` refuses. */
export function explainEmailProblem(text: string): string {
  return emailProblemOf(text) === 'not_ascii'
    ? 'Addresses with letters other than a to z, or digits other than 0 to 9, before the @ cannot be used.'
    : 'This is not an email address.'
}

/** Returns the Unicode form of a domain, or the domain itself where that form would not be read as the same one. */
function mapped(domain: string): string {
  const text = domainToUnicode(domain)
  return TYPED_DOMAIN.test(text) && domainToASCII(text) === domain ? text : domain
}
