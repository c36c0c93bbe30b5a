import { readForm, type Form, type RequestContext } from '#platform/http'
import { OAuthError } from './errors.ts'

/**
 * Reads the posted form. No parameter may be repeated (RFC 6749 section 3.2): two parsers might read different ones.
 *
 * @throws {OAuthError} `invalid_request`
 */
export async function readUnrepeatedForm(c: RequestContext): Promise<Form> {
  const form = await readForm(c)
  const [repeated] = form.repeated
  if (repeated === undefined) return form
  // A parameter's name may contain any character; an error description may not (RFC 6749 section 5.2).
  const name = /^[\w.-]{1,64}$/.test(repeated) ? repeated : 'A parameter'
  throw new OAuthError('invalid_request', `${name} is repeated.`)
}
