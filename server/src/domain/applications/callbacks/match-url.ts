import { openPartOf, patternOf } from './url-pattern.ts'

export interface MatchRules {
  /** See `PatternRules`: an entry that was stored while wildcards were allowed matches only while they are. */
  readonly hasWildcards: boolean
  /** Native applications listen on any free port (RFC 8252 section 7.3). */
  readonly hasLoopbackPorts: boolean
}

export type UrlMatch =
  | { readonly kind: 'registered' }
  /** An entry for all organizations matched; `handle` is undefined where the placeholder itself was sent. */
  | { readonly kind: 'handle'; readonly entry: string; readonly handle: string | undefined }

/**
 * Returns how a list matches a URL that came from outside: byte for byte (RFC 9700 section 4.1.3), with the label that
 * an entry leaves open, or with another loopback port. Nothing is parsed or normalised on the way, because attacks use
 * the differences between parsers (ATO-08). The caller must look up a `handle` before it belongs to an organization.
 */
export function matchUrl(entries: readonly string[], sent: string, rules: MatchRules): UrlMatch | undefined {
  const isPlain = patternOf(sent) === undefined
  if (isPlain && entries.includes(sent)) return { kind: 'registered' }
  if (rules.hasLoopbackPorts && hasLoopbackEntry(entries, sent)) return { kind: 'registered' }
  const patterns = entries.map((entry) => ({ entry, pattern: patternOf(entry) }))
  const isWildcard = patterns.some(
    ({ pattern }) => pattern?.kind === 'wildcard' && openPartOf(pattern, sent) !== undefined,
  )
  if (isWildcard && rules.hasWildcards) return { kind: 'registered' }
  for (const { entry, pattern } of patterns) {
    if (pattern?.kind !== 'handle') continue
    if (sent === entry) return { kind: 'handle', entry, handle: undefined }
    const handle = openPartOf(pattern, sent)
    if (handle !== undefined) return { kind: 'handle', entry, handle }
  }
  return undefined
}

/** Returns `http://127.0.0.1:51004/callback` without its port, or undefined for any other URL. */
function withoutLoopbackPort(url: string): string | undefined {
  const [, origin, port, rest = ''] =
    /^(http:\/\/(?:127\.0\.0\.1|\[::1\]))(?::([1-9]\d{0,4}))?([/?].*)?$/.exec(url) ?? []
  return origin === undefined || Number(port ?? 80) > 65_535 ? undefined : origin + rest
}

function hasLoopbackEntry(entries: readonly string[], sent: string): boolean {
  const wanted = withoutLoopbackPort(sent)
  return wanted !== undefined && entries.some((entry) => withoutLoopbackPort(entry) === wanted)
}

/** Returns the origin of a loopback entry without its port, since every port of it matches. */
export function loopbackOriginOf(url: string): string | undefined {
  const bare = withoutLoopbackPort(url)
  return bare === undefined ? undefined : /^http:\/\/[^/?]+/.exec(bare)?.[0]
}

/** Whether an entry may match anything but itself. */
export function isOpen(entry: string): boolean {
  return patternOf(entry) !== undefined || withoutLoopbackPort(entry) !== undefined
}

/**
 * Returns the entry that differs from the sent URL only by its last slash: two addresses, and a common mistake (A2-6).
 * A caller that knows all of an address but a slash learns nothing by it.
 */
export function twinOf(entries: readonly string[], sent: string): string | undefined {
  const twin = sent.endsWith('/') ? sent.slice(0, -1) : `${sent}/`
  return entries.find((entry) => entry === twin)
}
