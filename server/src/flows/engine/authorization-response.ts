import type { AuthorizationRequest } from './flow.ts'

type Target = Pick<AuthorizationRequest, 'redirectUri' | 'state'>

/** The address of a successful answer (RFC 6749 section 4.1.2), with `iss` (RFC 9207) and the granted scope (P1-6). */
export function successUrl(
  request: Target & Pick<AuthorizationRequest, 'scopes'>,
  { code, issuer }: { code: string; issuer: string },
): string {
  return answerUrl(request, { code, scope: request.scopes.join(' ') }, issuer)
}

/** The address of an error (RFC 6749 section 4.1.2.1), `iss` included. */
export function errorUrl(
  request: Target,
  { error, description, issuer }: { error: string; description: string; issuer: string },
): string {
  return answerUrl(request, { error, error_description: description }, issuer)
}

// Joined as text: the registered address must arrive byte for byte, and a URL object would rewrite some of them.
function answerUrl({ redirectUri, state }: Target, fields: Record<string, string>, issuer: string): string {
  const parameters = { ...fields, ...(state === undefined ? {} : { state }), iss: issuer }
  const query = Object.entries(parameters)
    .filter(([name, value]) => value !== '' || name === 'state')
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')
  return `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${query}`
}
