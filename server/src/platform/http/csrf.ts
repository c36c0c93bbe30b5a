import { digestOf, equalDigests } from '#platform/crypto'
import type { Form } from './form.ts'
import type { RequestContext } from './scope.ts'

/** What a form is for, and the secrets of the browser that it is shown to. */
export interface FormBinding {
  readonly purpose: string
  readonly parts: readonly string[]
}

/** Returns the token that a form carries in its field `csrf`: a form without it did not come from our page in this browser. */
export function csrfToken(c: RequestContext, { purpose, parts }: FormBinding): string {
  return c.var.ctx.sealer.digest(purpose, parts.join('\0')).toString('base64url')
}

export function isCsrfTokenRight(c: RequestContext, form: Form, binding: FormBinding): boolean {
  return equalDigests(digestOf(form.fields.get('csrf') ?? ''), digestOf(csrfToken(c, binding)))
}
