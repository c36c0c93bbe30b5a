import { errorAddress } from './answer-address.ts'
import type { AuthorizationRequest } from './flow.ts'
import { NO_REAUTH_STATE, reauthStateOf } from './reauth-state.ts'

type Target = Pick<AuthorizationRequest, 'redirectUri' | 'state'>

/** Where an answer goes, and how. */
export type AnswerTarget = Pick<AuthorizationRequest, 'redirectUri' | 'responseMode'>

/** Servers take no longer addresses (RFC 9110 section 4.1: at least 8000 octets). */
export const LONGEST_ANSWER = 8_000

/** For the code, for the handle of an organization in the redirect URI, and for what an application's server adds. */
const ROOM = 'x'.repeat(300)

/** Returns whether the application could be sent a code together with this `state`. */
export function fitsAnswer(
  request: Target & Pick<AuthorizationRequest, 'responseMode'> & { readonly scopes: readonly string[] },
  issuer: string,
): boolean {
  return request.responseMode !== undefined || successUrl(request, { code: ROOM, issuer }).length <= LONGEST_ANSWER
}

/** The address of a successful answer (RFC 6749 section 4.1.2), with `iss` (RFC 9207) and the granted scope (P1-6). */
export function successUrl(
  request: Target & { readonly scopes: readonly string[] },
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

/**
 * The answer to an application that begins anew by itself where a page is no longer good (`supports_reauth`, compat
 * section 1.5); undefined for one that did not say so.
 */
export function expiredUrl(request: AuthorizationRequest, issuer: string): string | undefined {
  if (request.further['supports_reauth'] !== 'true' || errorAddress(request) === undefined) return undefined
  const description = 'The page to sign in at has expired.'
  const answer = (state: string) =>
    answerUrl(request, { error: 'login_link_expired', error_description: description, reauth_state: state }, issuer)
  const full = answer(reauthStateOf(request))
  // Beginning anew without what was asked for is better than an answer that never arrives.
  return full.length <= LONGEST_ANSWER ? full : answer(NO_REAUTH_STATE)
}

/**
 * The same answer as a form that the browser posts (OAuth 2.0 Form Post Response Mode section 2); undefined where it was
 * not asked for. An answer is kept as its address whatever the mode, so that what repeats it need not know of modes.
 */
export function formPostOf(
  { redirectUri, responseMode }: AnswerTarget,
  location: string,
): { readonly action: string; readonly fields: Readonly<Record<string, string>> } | undefined {
  if (responseMode !== 'form_post') return undefined
  return { action: redirectUri, fields: Object.fromEntries(fieldsOf({ redirectUri, location })) }
}

/** The code of an answer that was kept as its address; undefined where it is an error or a page of ours. */
export function codeIn(answer: { readonly redirectUri: string; readonly location: string }): string | undefined {
  return fieldsOf(answer).get('code') ?? undefined
}

// Splits off the registered address and one separator again, which were joined below.
function fieldsOf({ redirectUri, location }: { readonly redirectUri: string; readonly location: string }) {
  return new URLSearchParams(location.slice(redirectUri.length + 1))
}

/** Whether an answer lets the person in, and is to be preceded by a page that says so. Who must not be asked sees none. */
export function wantsSuccessPage(
  { further, prompts }: Pick<AuthorizationRequest, 'further' | 'prompts'>,
  { target, location }: { readonly target: AnswerTarget; readonly location: string },
): boolean {
  const isWanted = further['has_success_page'] === 'true' || further['is_use_auth_success_page'] === 'true'
  const isAnswered = location.slice(target.redirectUri.length + 1).startsWith('code=')
  return isWanted && isAnswered && !prompts.includes('none')
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
