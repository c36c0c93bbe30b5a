import { OAuthError } from '../errors.ts'
import type { Check } from './check.ts'

export const checkMaxAge: Check = ({ maxAge }) => {
  if (maxAge !== undefined && !/^\d{1,9}$/.test(maxAge)) {
    throw new OAuthError('invalid_request', 'max_age must be a number of seconds.')
  }
}
