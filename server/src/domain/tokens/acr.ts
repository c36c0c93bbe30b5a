/** One factor: a password, a code, or a device that was trusted before (decision 0135). */
const ACR_SINGLE_FACTOR = 'urn:gatehouse:acr:1fa'
/** Two factors, each shown in this sign-in. */
const ACR_TWO_FACTORS = 'urn:gatehouse:acr:2fa'

/** The authentication contexts that discovery names, the weakest first. */
export const ACR_VALUES: readonly string[] = [ACR_SINGLE_FACTOR, ACR_TWO_FACTORS]
/** Those that no sign-in with one factor has. */
export const ACR_MULTI_FACTOR: readonly string[] = [ACR_TWO_FACTORS]

/** Returns the authentication context of a sign-in by the methods that it showed (OIDC Core section 2, RFC 8176). */
export function acrOf(amr: readonly string[]): string {
  return amr.includes('mfa') ? ACR_TWO_FACTORS : ACR_SINGLE_FACTOR
}
