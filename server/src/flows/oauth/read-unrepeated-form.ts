import { readForm, type Form, type RequestContext } from '#platform/http'
import { OAuthError } from './errors.ts'

/**
 * The posted form, in which no parameter may be repeated (RFC 6749 section 3.2): two parsers might read two of them.
 *
 * @throws {OAuthError} `invalid_request`
 */
export async function readUnrepeatedForm(c: RequestContext): Promise<Form> {
  const form = await readForm(c)
  const [repeated] = form.repeated
  if (repeated === undefined) return form
  // A name as it was sent may hold anything; an error description may not (RFC 6749 section 5.2).
  const name = /^[\w.-]{1,64}$/.test(repeated) ? repeated : 'A parameter'
  throw new OAuthError('invalid_request', `${name} is repeated.`)
}
