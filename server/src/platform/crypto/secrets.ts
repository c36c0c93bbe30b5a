import { hash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'

const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** 256 bits, base64url: authorization codes, refresh tokens, session and browser tokens. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** A client secret: 52 alphanumeric characters, over 300 bits. The official SDKs want 40 to 60 of these. */
export function newSecret(): string {
  return randomLetters(ALPHANUMERIC, 52)
}

/** Decimal digits, each equally likely. */
export function randomCode(digits: number): string {
  return randomInt(10 ** digits)
    .toString()
    .padStart(digits, '0')
}

/** Letters of an alphabet, each equally likely. */
export function randomLetters(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('')
}

/** For secrets of full entropy only; nothing that a person chose or that has six digits. */
export function digestOf(secret: string): Buffer {
  return hash('sha256', secret, 'buffer')
}

export function equalDigests(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right)
}

/** `BASE64URL-ENCODE(SHA256(ASCII(code_verifier)))` (RFC 7636 section 4.2). */
export function s256(verifier: string): string {
  return hash('sha256', verifier, 'base64url')
}

export function sha256Hex(text: string | Uint8Array): string {
  return hash('sha256', text, 'hex')
}

/** Only for services that are asked by it, such as the one that knows leaked passwords. It protects nothing. */
export function sha1Hex(text: string): string {
  return hash('sha1', text)
}

/** A whole number from 0 up to `end`, without `end`, each equally likely. */
export function randomNumber(end: number): number {
  return randomInt(end)
}

/** Left half of the SHA-256 of the access token (OIDC Core section 3.1.3.6). */
export function atHash(accessToken: string): string {
  return hash('sha256', accessToken, 'buffer').subarray(0, 16).toString('base64url')
}
