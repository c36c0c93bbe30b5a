import { Forbidden } from '#platform/errors'
import { isForeignPost, type RequestContext } from '#platform/http'

/**
 * Refuses a request that the console's page has not made. Hosts of environments are of the same site, so the session comes
 * along with what their pages send. They can send neither the header, without a preflight that nobody answers here, nor
 * `Sec-Fetch-Site: same-origin`; `same-site` is foreign. Reads are held to the same.
 *
 * @throws {Forbidden} `FOREIGN_ORIGIN`
 */
export function refuseForeign(c: RequestContext): void {
  if (c.req.header('gatehouse-console') === '1' && !isForeignPost(c, c.var.ctx.issuer)) return
  throw new Forbidden(
    'FOREIGN_ORIGIN',
    'Only pages of the console may send this, with the header Gatehouse-Console: 1.',
  )
}
