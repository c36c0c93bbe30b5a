/**
 * Identifiers. Inside they are UUIDs (version 7, so that new rows lie together in an index); on the wire they are
 * prefixed hexadecimal. They are never secrets: for those see `#platform/crypto`.
 */
import { randomBytes } from 'node:crypto'
import { v4, v7 } from 'uuid'

export function newId(): string {
  return v7()
}

/** For the few rows whose ids also name something by their first digits, such as cookies: version 4, random throughout. */
export function newRandomId(): string {
  return v4()
}

/** `0199…-…` to 32 hexadecimal digits. */
export function hexOf(id: string): string {
  return id.replaceAll('-', '')
}

/** 32 hexadecimal digits, with or without `prefix`, to a UUID; undefined when the text is not of that form. */
export function idFromHex(text: string, prefix = ''): string | undefined {
  if (!text.startsWith(prefix)) return undefined
  const hex = text.slice(prefix.length)
  if (!/^[0-9a-f]{32}$/.test(hex)) return undefined
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

export function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
}

/** `org_` or `bus_` and 11 hexadecimal digits. */
export function newCode(prefix: 'org_' | 'bus_'): string {
  return prefix + randomBytes(6).toString('hex').slice(0, 11)
}

/** The `sub` of a user: `kp_` and 32 hexadecimal digits, immutable. */
export function subjectOf(userId: string): string {
  return `kp_${hexOf(userId)}`
}

/** Accepts `kp_` and the older `kp:` (reading P7-21). */
export function userIdFromSubject(subject: string): string | undefined {
  return idFromHex(subject, 'kp_') ?? idFromHex(subject, 'kp:')
}
