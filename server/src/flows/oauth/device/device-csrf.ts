import { digestOf, equalDigests } from '#platform/crypto'
import type { Form, RequestContext } from '#platform/http'

/** Returns the value that a form of the device pages carries; `parts` are the browser's secret and what the form is for. */
export function csrfOf(c: RequestContext, parts: readonly string[]): string {
  return c.var.ctx.sealer.digest('csrf', ['device', ...parts].join('\0')).toString('base64url')
}

export function isCsrfRight(c: RequestContext, form: Form, parts: readonly string[]): boolean {
  return equalDigests(digestOf(form.fields.get('csrf') ?? ''), digestOf(csrfOf(c, parts)))
}
