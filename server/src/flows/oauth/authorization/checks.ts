import type { Check } from './check.ts'
import { checkAudiences } from './check-audiences.ts'
import { checkClaims } from './check-claims.ts'
import { checkGrantAllowed } from './check-grant-allowed.ts'
import { checkMaxAge } from './check-max-age.ts'
import { checkNonce } from './check-nonce.ts'
import { checkPkce } from './check-pkce.ts'
import { checkPrompt } from './check-prompt.ts'
import { checkRepeated } from './check-repeated.ts'
import { checkRequestObject } from './check-request-object.ts'
import { checkResponse } from './check-response.ts'

/**
 * Checks whose errors go to the client through its redirect URI (RFC 6749 section 4.1.2.1). The checks before them, of
 * client and redirect URI, are in `trust-redirect.ts`: until those have passed, no address is safe to redirect to.
 */
export const checksAfterRedirect: readonly Check[] = [
  checkRepeated,
  checkRequestObject,
  checkGrantAllowed,
  checkResponse,
  checkPkce,
  checkPrompt,
  checkNonce,
  checkMaxAge,
  checkClaims,
  checkAudiences,
]
