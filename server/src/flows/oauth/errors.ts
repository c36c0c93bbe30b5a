import { Fault } from '#platform/errors'

/**
 * The subset of the IANA "OAuth Extensions Error" registry that we emit, each with its status. `server_error` is thrown about
 * requests only (P4-17); a failure on our side is no OAuthError.
 */
const STATUSES = {
  invalid_request: 400,
  invalid_client: 401,
  invalid_grant: 400,
  invalid_scope: 400,
  invalid_token: 401,
  unauthorized_client: 400,
  unsupported_grant_type: 400,
  unsupported_response_type: 400,
  access_denied: 400,
  login_required: 400,
  interaction_required: 400,
  consent_required: 400,
  unmet_authentication_requirements: 400,
  invalid_target: 400,
  request_not_supported: 400,
  request_uri_not_supported: 400,
  registration_not_supported: 400,
  temporarily_unavailable: 503,
  server_error: 400,
  authorization_pending: 400,
  slow_down: 400,
  expired_token: 400,
} as const

export type OAuthErrorCode = keyof typeof STATUSES

/** An error that the protocol has a code for (RFC 6749 sections 4.1.2.1 and 5.2; OIDC Core section 3.1.2.6). */
export class OAuthError extends Fault<OAuthErrorCode> {
  override readonly status: number

  constructor(code: OAuthErrorCode, description: string, options?: ErrorOptions) {
    super(code, description, options)
    this.status = STATUSES[code]
  }

  /** Returns the body of RFC 6749 section 5.2. */
  toJSON() {
    return { error: this.code, error_description: this.message }
  }
}
