import type { Context } from '#platform/context'
import { InvalidInput } from '#platform/errors'
import { OutboundRefused } from '#platform/outbound'
import { checkAllowedUrl } from '../callbacks/index.ts'

/**
 * Checks that this server may call an address: a complete web address without an open part, and not one of an internal
 * network (SSRF). The addresses that its host name resolves to are checked at every call.
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
