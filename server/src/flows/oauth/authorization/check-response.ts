import { OAuthError } from '../errors.ts'
import type { Check } from './check.ts'
import type { RawRequest } from './request.ts'

/** A form changes line breaks, and HTML cannot hold U+0000: such a state would not come back as it was (AS-15). */
const UNPOSTABLE = /[\0\r\n]/

/** How the answer to a request travels, an error too: as it asked where that is possible, else in the query. */
export function responseModeOf({
  responseMode,
  state,
  repeated,
}: Pick<RawRequest, 'responseMode' | 'state' | 'repeated'>): { readonly responseMode?: 'form_post' } {
  if (responseMode !== 'form_post' || repeated.includes('response_mode')) return {}
  return UNPOSTABLE.test(state ?? '') ? {} : { responseMode }
}

/**
 * An authorization code in the query or posted, and nothing else: no implicit, no hybrid (RFC 9700 section 2.1.2, AS-03),
 * and no code in a fragment, which scripts and the browser's history keep (AS-14).
 */
export const checkResponse: Check = (request) => {
  const { responseType, responseMode } = request
  if (responseType === undefined) throw new OAuthError('invalid_request', 'response_type is missing.')
  if (responseType !== 'code') throw new OAuthError('unsupported_response_type', 'response_type must be code.')
  if (responseMode === undefined || responseMode === 'query') return
  if (responseMode !== 'form_post') {
    throw new OAuthError('invalid_request', 'response_mode must be query or form_post.')
  }
  if (responseModeOf(request).responseMode === undefined) {
    throw new OAuthError('invalid_request', 'This state cannot be posted.')
  }
}
