import { errorAddress } from './target-address.ts'
import type { AuthorizationRequest } from './flow.ts'
import { NO_REAUTH_STATE, reauthStateOf } from './reauth-state.ts'

type Target = Pick<AuthorizationRequest, 'redirectUri' | 'state'>

/** The address of an answer, and the way it travels there. */
export type AnswerTarget = Pick<AuthorizationRequest, 'redirectUri' | 'responseMode'>

/** The longest address that every server can be expected to accept (RFC 9110 section 4.1: at least 8000 octets). */
export const LONGEST_ANSWER = 8_000

/**
 * Room for the code, for the organization's handle in the redirect URI, and for parameters that the application's
 * server adds.
 */
const ROOM = 'x'.repeat(300)

/** Returns whether an answer with a code and this `state` fits into an address. */
export function fitsAnswer(
  request: Target & Pick<AuthorizationRequest, 'responseMode'> & { readonly scopes: readonly string[] },
  issuer: string,
): boolean {
  return request.responseMode !== undefined || successUrl(request, { code: ROOM, issuer }).length <= LONGEST_ANSWER
}

/**
 * Returns the address of a successful answer (RFC 6749 section 4.1.2), with `iss` (RFC 9207) and the granted scope
 * (P1-6).
 */
export function successUrl(
  request: Target & { readonly scopes: readonly string[] },
  { code, issuer }: { code: string; issuer: string },
): string {
  return answerUrl(request, { code, scope: request.scopes.join(' ') }, issuer)
}

/** Returns the address of an error (RFC 6749 section 4.1.2.1), with `iss`. */
export function errorUrl(
  request: Target,
  { error, description, issuer }: { error: string; description: string; issuer: string },
): string {
  return answerUrl(request, { error, error_description: description }, issuer)
}

/**
 * Returns the answer to an application that restarts the sign-in by itself when a page has expired. Undefined for an
 * application that did not ask for that with `supports_reauth=true`.
 */
export function expiredUrl(request: AuthorizationRequest, issuer: string): string | undefined {
  if (request.further['supports_reauth'] !== 'true' || errorAddress(request) === undefined) return undefined
  const description = 'The page to sign in at has expired.'
  const answer = (state: string) =>
    answerUrl(request, { error: 'login_link_expired', error_description: description, reauth_state: state }, issuer)
  const full = answer(reauthStateOf(request))
  // Without the state the application restarts with fewer parameters, but an answer that is too long would never
  // arrive.
  return full.length <= LONGEST_ANSWER ? full : answer(NO_REAUTH_STATE)
}

/**
 * Returns the answer as a form that the browser posts (OAuth 2.0 Form Post Response Mode section 2); undefined where
 * the request did not ask for a form. An answer is always stored as its address, so that code that repeats it does not
 * depend on the mode.
 */
export function formPostOf(
  { redirectUri, responseMode }: AnswerTarget,
  location: string,
): { readonly action: string; readonly fields: Readonly<Record<string, string>> } | undefined {
  if (responseMode !== 'form_post') return undefined
  return { action: redirectUri, fields: Object.fromEntries(fieldsOf({ redirectUri, location })) }
}

/** Returns the code of an answer that was stored as its address; undefined for an error or one of our own pages. */
export function codeIn(answer: { readonly redirectUri: string; readonly location: string }): string | undefined {
  return fieldsOf(answer).get('code') ?? undefined
}

// Removes the registered address and one separator, which `answerUrl` put in front.
function fieldsOf({ redirectUri, location }: { readonly redirectUri: string; readonly location: string }) {
  return new URLSearchParams(location.slice(redirectUri.length + 1))
}

/**
 * Whether the request wants a page before this answer that says that the person is signed in. Only an answer with a
 * code gets one, and never with `prompt=none`.
 */
export function wantsSuccessPage(
  { further, prompts }: Pick<AuthorizationRequest, 'further' | 'prompts'>,
  { target, location }: { readonly target: AnswerTarget; readonly location: string },
): boolean {
  const isWanted = further['has_success_page'] === 'true' || further['is_use_auth_success_page'] === 'true'
  const isAnswered = location.slice(target.redirectUri.length + 1).startsWith('code=')
  return isWanted && isAnswered && !prompts.includes('none')
}

// Joins text: the registered address must arrive byte for byte, and a URL object would rewrite some addresses.
function answerUrl({ redirectUri, state }: Target, fields: Record<string, string>, issuer: string): string {
  const parameters = { ...fields, ...(state === undefined ? {} : { state }), iss: issuer }
  const query = Object.entries(parameters)
    .filter(([name, value]) => value !== '' || name === 'state')
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')
  return `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${query}`
}
