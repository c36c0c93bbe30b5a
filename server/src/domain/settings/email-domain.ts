import { domainToASCII } from 'node:url'
import { z } from 'zod'
import { trimTyped } from '#platform/i18n'

const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{1,59})$/
const TYPED = /^[\p{L}\p{M}\p{N}.-]{1,253}$/u

/**
 * A mail domain as it is compared: lower case, in ASCII. The address of a web site, which people paste, is taken for the
 * domain it lies in (O2-6); undefined for what names none.
 */
export function parseEmailDomain(text: string): string | undefined {
  const typed = trimTyped(text)
  const bare = typed
    .replace(/^https?:\/\/(?:www\.)?/i, '')
    .replace(/\/.*$/, '')
    .replace(/^@/, '')
  if (!TYPED.test(bare)) return undefined
  const domain = domainToASCII(bare).toLowerCase()
  return DOMAIN.test(domain) && domain.length <= 253 ? domain : undefined
}

/** Mail domains of a policy. */
export const EmailDomains = z
  .array(
    z
      .string()
      .max(300)
      .refine((text) => parseEmailDomain(text) !== undefined, 'must be a domain such as "example.com"')
      .transform((text) => parseEmailDomain(text) ?? '')
      .meta({ type: 'string', example: 'example.com' }),
  )
  .max(1_000)
