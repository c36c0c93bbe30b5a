export interface SizeWarning {
  readonly code: 'COOKIE_LIMIT' | 'HEADER_LIMIT' | 'TOKEN_LIMIT'
  readonly limit: number
  readonly message: string
}

const WARNINGS: readonly SizeWarning[] = [
  { code: 'COOKIE_LIMIT', limit: 4_096, message: 'Browsers keep no cookie of this size.' },
  { code: 'HEADER_LIMIT', limit: 8_192, message: 'Many servers and proxies refuse a header of this size.' },
  { code: 'TOKEN_LIMIT', limit: 64_000, message: 'Our own endpoints refuse a token of this size.' },
]

/** The length of a signature with a key of 2048 bits. */
const SIGNATURE_LENGTH = 342

/** Returns the length of a compact JWS (RFC 7515 section 7.1), without signing it. */
export function sizeOfJwt(header: object, payload: object): number {
  return lengthOf(header) + 1 + lengthOf(payload) + 1 + SIGNATURE_LENGTH
}

function lengthOf(part: object): number {
  return Math.ceil((Buffer.byteLength(JSON.stringify(part)) * 4) / 3)
}

/** Returns the limits that a token of this size exceeds. */
export function warningsFor(bytes: number): readonly SizeWarning[] {
  return WARNINGS.filter(({ limit }) => bytes > limit)
}
