/** The handle of the organization of the sign-in (A2-8). It is no wildcard: it stands for one known label. */
export const HANDLE_PLACEHOLDER = '{organization.handle}'

/** An entry with one label left open; the text before and behind it is compared byte for byte. */
export interface UrlPattern {
  readonly kind: 'wildcard' | 'handle'
  readonly before: string
  readonly behind: string
}

/** A label of a host name as browsers send it (RFC 1123 section 2.1); underscores too, which DNS takes and handles have. */
const LABEL = /^[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?$/

export function isLabel(text: string): boolean {
  return LABEL.test(text)
}

/** Returns undefined for an entry without an open label, which is compared as it stands. */
export function patternOf(entry: string): UrlPattern | undefined {
  return splitAt(entry, 'handle', HANDLE_PLACEHOLDER) ?? splitAt(entry, 'wildcard', '*')
}

function splitAt(entry: string, kind: UrlPattern['kind'], token: string): UrlPattern | undefined {
  const at = entry.indexOf(token)
  return at < 0 ? undefined : { kind, before: entry.slice(0, at), behind: entry.slice(at + token.length) }
}

/**
 * Returns the part of a text that stands for the open label, or undefined when the text does not match the pattern. It
 * consists of letters, digits, hyphens and underscores only, so that it can end neither the label nor the host.
 */
export function openPartOf({ before, behind }: UrlPattern, text: string): string | undefined {
  const isFramed = text.length > before.length + behind.length && text.startsWith(before) && text.endsWith(behind)
  if (!isFramed) return undefined
  const part = text.slice(before.length, text.length - behind.length)
  const label = `${labelEnd(before)}${part}${labelStart(behind)}`
  return /^[a-z0-9_-]+$/.test(part) && isLabel(label) ? part : undefined
}

/** Fixed text of the label in front of the open part, such as `pre-` of `https://pre-*`. */
export function labelEnd(before: string): string {
  return before.slice(before.lastIndexOf('/') + 1)
}

/** Fixed text of the label behind the open part, such as `-suf` of `-suf.example.com`. */
export function labelStart(behind: string): string {
  return behind.split(/[.:/?]/)[0] ?? ''
}

/** Returns the web origin of a pattern, itself a pattern. */
export function originPatternOf({ kind, before, behind }: UrlPattern): UrlPattern {
  return { kind, before, behind: behind.split(/[/?]/)[0] ?? '' }
}

/** Returns the URL of a pattern for one organization, or undefined when a host name cannot have the handle. */
export function withHandle(entry: string, handle: string | undefined): string | undefined {
  return handle !== undefined && isLabel(handle) ? entry.replace(HANDLE_PLACEHOLDER, handle) : undefined
}
