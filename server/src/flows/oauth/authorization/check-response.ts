import type { Application } from '#domain/applications'
import { OAuthError } from '../errors.ts'
import type { Check } from './check.ts'
import type { RawRequest } from './request.ts'

/** A form changes line breaks, and HTML cannot hold U+0000, so such a state would not come back unchanged (AS-15). */
const UNPOSTABLE = /[\0\r\n]/

/**
 * Returns how the answer to a request travels, an error too: in the only mode that the application accepts, or else as
 * the request asks; where that is not possible, in the query.
 */
export function responseModeOf(
  { responseMode: asked, state, repeated }: Pick<RawRequest, 'responseMode' | 'state' | 'repeated'>,
  { settings }: Application,
): { readonly responseMode?: 'form_post' } {
  const responseMode = settings.values.responseMode ?? (repeated.includes('response_mode') ? undefined : asked)
  return responseMode !== 'form_post' || UNPOSTABLE.test(state ?? '') ? {} : { responseMode }
}

/**
 * Requires an authorization code, in the query or posted: no implicit or hybrid flow (RFC 9700 section 2.1.2, AS-03),
 * and no code in a fragment, which scripts and the browser's history keep (AS-14).
 */
export const checkResponse: Check = (request, application) => {
  const { responseType, responseMode } = request
  if (responseType === undefined) throw new OAuthError('invalid_request', 'response_type is missing.')
  if (responseType !== 'code') throw new OAuthError('unsupported_response_type', 'response_type must be code.')
  const mode = responseMode ?? 'query'
  if (mode !== 'query' && mode !== 'form_post') {
    throw new OAuthError('invalid_request', 'response_mode must be query or form_post.')
  }
  const only = application.settings.values.responseMode
  if (only !== null && mode !== only) {
    throw new OAuthError('invalid_request', `This application takes no answers but by response_mode ${only}.`)
  }
  if (mode === 'form_post' && responseModeOf(request, application).responseMode === undefined) {
    throw new OAuthError('invalid_request', 'This state cannot be posted.')
  }
}
