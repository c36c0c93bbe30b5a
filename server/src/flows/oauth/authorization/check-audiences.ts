import { OAuthError } from '../errors.ts'
import type { Check } from './check.ts'

/** Nobody's token of a person may reach the Management API, and no other API can be registered yet. */
export const checkAudiences: Check = ({ audiences }) => {
  if (audiences.length > 0) {
    throw new OAuthError('invalid_request', 'The application is not authorised for this audience.')
  }
}
