import { z } from 'zod'
import { trimTyped } from '#platform/i18n'
import { parseEmailDomain } from './email-domain.ts'

const LOCAL_PART = /^[!-?A-~]{1,64}$/

/** An entry of a list of sign-ups as it is compared: an address or a mail domain, in lower case and in ASCII. */
export function parseSignUpEntry(text: string): string | undefined {
  const typed = trimTyped(text)
  const at = typed.lastIndexOf('@')
  if (at < 1) return parseEmailDomain(typed)
  const local = typed.slice(0, at)
  const domain = parseEmailDomain(typed.slice(at + 1))
  return LOCAL_PART.test(local) && domain !== undefined ? `${local.toLowerCase()}@${domain}` : undefined
}

/** Addresses and mail domains of a list of sign-ups. */
export const SignUpEntries = z
  .array(
    z
      .string()
      .max(400)
      .refine(
        (text) => parseSignUpEntry(text) !== undefined,
        'must be an address or a domain such as "ada@example.com" or "example.com"',
      )
      .transform((text) => parseSignUpEntry(text) ?? '')
      .meta({ type: 'string', example: 'example.com' }),
  )
  .max(1_000)
