import { OAuthError } from '../errors.ts'
import type { Check } from './check.ts'

/** Rejects machines, which have no browser, and devices, which have a flow of their own (AS-26). */
export const checkGrantAllowed: Check = (_request, { type }) => {
  if (type === 'reg' || type === 'spa') return
  throw new OAuthError('unauthorized_client', 'This application may not use the authorization endpoint.')
}
