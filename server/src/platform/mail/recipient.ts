import { domainToASCII } from 'node:url'
import { trimTyped } from '#platform/i18n'

/**
 * Returns the form for comparison: lower case, domain in ASCII. Accepts any text, because people filter by typed text;
 * the text of a parsed address gives exactly that address's normalised form.
 */
export function normalizeRecipient(text: string): string {
  // U+0000 is in no address, and the database does not even accept it in a query.
  const typed = trimTyped(text).replaceAll('\0', '\ufffd')
  const at = typed.lastIndexOf('@')
  const domain = typed.slice(at + 1)
  // Text that is not a domain becomes empty in ASCII and must not compare equal to another such text.
  const ascii = domainToASCII(domain).toLowerCase() || domain.toLowerCase()
  return `${typed.slice(0, at + 1).toLowerCase()}${ascii}`
}

/**
 * Checks an address that was parsed strictly at the edge once more. Anything with a meaning for a mail library (a list,
 * a group, a comment, a line break) is a bug of the caller, not something a person typed.
 */
export function assertPlainAddress(address: string): void {
  // eslint-disable-next-line no-control-regex -- control characters are what this looks for
  if (!/^[^\s\x00-\x1f\x7f()<>[\]:;,\\"@]+@[^\s\x00-\x1f\x7f()<>[\]:;,\\"@]+$/.test(address)) {
    throw new Error('mail to something that is not one plain address')
  }
}
