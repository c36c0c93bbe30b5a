import { Fault } from '#platform/errors'

/** The subset of the IANA "OAuth Extensions Error" registry that we emit. */
export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_scope'
  | 'invalid_token'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_response_type'
  | 'access_denied'
  | 'login_required'
  | 'interaction_required'
  | 'consent_required'
  | 'unmet_authentication_requirements'
  | 'invalid_target'
  | 'request_not_supported'
  | 'request_uri_not_supported'
  | 'registration_not_supported'
  | 'temporarily_unavailable'
  | 'server_error'
  | 'authorization_pending'
  | 'slow_down'
  | 'expired_token'

/** An error the protocol has a name for (RFC 6749 sections 4.1.2.1 and 5.2; OIDC Core section 3.1.2.6). */
export class OAuthError extends Fault {
  declare readonly code: OAuthErrorCode
  override readonly status: number

  constructor(code: OAuthErrorCode, description: string, options?: ErrorOptions) {
    super(code, description, options)
    this.status = statusOf(code)
  }

  /** RFC 6749 section 5.2. */
  toJSON() {
    return { error: this.code, error_description: this.message }
  }
}

// `server_error` too is thrown about a request only (P4-17); what fails on our side is no OAuthError.
function statusOf(code: OAuthErrorCode): number {
  switch (code) {
    case 'invalid_client':
    case 'invalid_token':
      return 401
    case 'temporarily_unavailable':
      return 503
    default:
      return 400
  }
}
