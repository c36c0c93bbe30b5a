import type { Context } from '#platform/context'
import { InvalidInput } from '#platform/errors'
import { OutboundRefused } from '#platform/outbound'
import { checkAllowedUrl } from '../callbacks/index.ts'

/**
 * An address that this server may call: a web address in full, of which nothing is left open, and not one of an address
 * inside (SSRF). What its name resolves to is asked when it is called, each time.
 *
 * @throws {InvalidInput} `URL_ADDRESS_NOT_ALLOWED`, and those of `checkAllowedUrl`
 */
export function checkLogoutTarget({ outbound }: Pick<Context, 'outbound'>, uri: string): void {
  checkAllowedUrl(uri)
  if (!/^https?:/.test(uri)) {
    throw new InvalidInput('URL_SCHEME_NOT_ALLOWED', 'Only a web server can be told of a sign-out: use https.')
  }
  try {
    outbound.check(uri)
  } catch (error) {
    if (!(error instanceof OutboundRefused)) throw error
    throw new InvalidInput(
      'URL_ADDRESS_NOT_ALLOWED',
      `This server makes no requests to that address (${error.problem}). Use https at a public address; other networks are ` +
        'allowed by the operator, with GATEHOUSE_OUTBOUND_ALLOW.',
    )
  }
}
