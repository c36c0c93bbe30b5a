import { digestOf, equalDigests } from '#platform/crypto'
import type { Form } from './form.ts'
import type { RequestContext } from './scope.ts'

/** The purpose of a form, and the secrets of the browser that it is shown to. */
export interface FormBinding {
  readonly purpose: string
  readonly parts: readonly string[]
}

/**
 * Returns the token for the field `csrf` of a form: a form without it did not come from the product's page in this
 * browser.
 */
export function csrfToken(c: RequestContext, { purpose, parts }: FormBinding): string {
  return c.var.ctx.sealer.digest(purpose, parts.join('\0')).toString('base64url')
}

export function isCsrfTokenRight(c: RequestContext, form: Form, binding: FormBinding): boolean {
  return equalDigests(digestOf(form.fields.get('csrf') ?? ''), digestOf(csrfToken(c, binding)))
}
