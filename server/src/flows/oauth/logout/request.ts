import { formOf } from '#platform/http'

/** The parameters of a sign-out request as they were sent, before any check. */
export interface LogoutRequest {
  /**
   * `redirect`, or `redirect_uri` without a hint: our own form, which official SDKs send. The rest is OIDC RP-Initiated
   * Logout section 2.
   */
  readonly redirect: string | undefined
  readonly idTokenHint: string | undefined
  readonly postLogoutRedirectUri: string | undefined
  readonly clientId: string | undefined
  /** The person that the client means: an address, a `sub` or a `sid`. */
  readonly logoutHint: string | undefined
  readonly state: string | undefined
  readonly isEverywhere: boolean
  /**
   * Whether the request has our own form or the protocol's, since the answers differ. A bare `/logout` has our form.
   */
  readonly isOwnForm: boolean
  /** A parameter that decides is there twice: two parsers might read different ones (AS-12). */
  readonly isAmbiguous: boolean
  /** The address to return to would be too long with this `state`. */
  readonly isTooLong: boolean
}

/** The limit of the percent-encoded state: the length that servers accept, minus the address of the application. */
const LONGEST_STATE = 7_500

const PROTOCOL = ['id_token_hint', 'logout_hint', 'post_logout_redirect_uri', 'client_id']

export function readLogoutRequest(query: string): LogoutRequest {
  const parameters = new URLSearchParams(query)
  const { fields, repeated } = formOf(parameters)
  const idTokenHint = fields.get('id_token_hint')
  // The Python SDK names the address `redirect_uri`. With an ID token hint it means what the protocol calls
  // `post_logout_redirect_uri`; without one it means our `redirect`.
  const isPythons = fields.has('redirect_uri') && !fields.has('post_logout_redirect_uri') && !parameters.has('redirect')
  const alias = isPythons ? fields.get('redirect_uri') : undefined
  return {
    redirect: fields.get('redirect') ?? (idTokenHint === undefined ? alias : undefined),
    idTokenHint,
    postLogoutRedirectUri: fields.get('post_logout_redirect_uri') ?? (idTokenHint === undefined ? undefined : alias),
    clientId: fields.get('client_id'),
    logoutHint: fields.get('logout_hint'),
    state: fields.get('state'),
    isEverywhere: fields.get('all_sessions') === 'true',
    isOwnForm:
      parameters.has('redirect') ||
      (isPythons && idTokenHint === undefined) ||
      !PROTOCOL.some((name) => fields.has(name)),
    isTooLong: encodeURIComponent(fields.get('state') ?? '').length > LONGEST_STATE,
    isAmbiguous: [...PROTOCOL, 'redirect', 'redirect_uri', 'state'].some((name) => repeated.includes(name)),
  }
}
