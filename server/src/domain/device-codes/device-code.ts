import { withoutBlanks } from '#platform/i18n'

/** P4-5, DV-08. */
export const DEVICE_CODE_SECONDS = 600
/** RFC 8628 section 3.2. */
export const POLLING_SECONDS = 5

/** No vowels, so that no code is a word; no digits, so that nothing looks like a letter (RFC 8628 section 6.1). */
export const USER_CODE_LETTERS = 'BCDFGHJKLMNPQRSTVWXZ'
/** With 20 letters 34.5 bits: enough for ten minutes and counted guesses (RFC 8628 section 5.1). */
export const USER_CODE_LENGTH = 8

/** The request of a device, and its state. */
export interface DeviceCode {
  readonly id: string
  readonly applicationId: string
  readonly scopes: readonly string[]
  readonly audiences: readonly string[]
  /** Scopes of these APIs that it named; undefined where it named none, which requests all that the person has. */
  readonly apiScopes: readonly string[] | undefined
  /** The origin of the device's request; also the `iss` of its tokens. */
  readonly issuer: string
  /** The source of the device's request, so that a person can recognise it (RFC 8628 section 5.4). */
  readonly requestedFrom: { readonly ip: string; readonly userAgent: string }
  readonly state: 'pending' | 'approved' | 'denied' | 'used'
  readonly claimedBy: Buffer | undefined
  /** Browsers from which another browser took the request over. */
  readonly formerClaimants: readonly Buffer[]
  readonly createdAt: Date
  readonly expiresAt: Date
}

/** A user code as people type it: case, blanks and dashes do not count (DV-02). */
export function readUserCode(text: string): string {
  return withoutBlanks(text)
    .replace(/[\p{Pd}_.]/gu, '')
    .toUpperCase()
}

export function isUserCode(text: string): boolean {
  return text.length === USER_CODE_LENGTH && [...text].every((letter) => USER_CODE_LETTERS.includes(letter))
}
