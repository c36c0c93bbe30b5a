import { openPartOf, patternOf } from './url-pattern.ts'

export interface MatchRules {
  /** See `PatternRules`: an entry that was taken while wildcards were allowed matches only while they are. */
  readonly hasWildcards: boolean
  /** Native applications listen on whatever port is free (RFC 8252 section 7.3). */
  readonly hasLoopbackPorts: boolean
}

export type UrlMatch =
  | { readonly kind: 'registered' }
  /** Of an entry for all organizations; `handle` is undefined where the placeholder itself was sent. */
  | { readonly kind: 'handle'; readonly entry: string; readonly handle: string | undefined }

/**
 * How a URL that came from outside stands on a list: byte for byte (RFC 9700 section 4.1.3), with the label that an entry
 * leaves open, or with another loopback port. Nothing is parsed or normalised on the way: what one parser reads
 * differently than another is the attack (ATO-08). A `handle` is somebody's only after it was looked up.
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

/** `http://127.0.0.1:51004/callback` without its port; undefined for anything else. */
function withoutLoopbackPort(url: string): string | undefined {
  const [, origin, port, rest = ''] =
    /^(http:\/\/(?:127\.0\.0\.1|\[::1\]))(?::([1-9]\d{0,4}))?([/?].*)?$/.exec(url) ?? []
  return origin === undefined || Number(port ?? 80) > 65_535 ? undefined : origin + rest
}

function hasLoopbackEntry(entries: readonly string[], sent: string): boolean {
  const wanted = withoutLoopbackPort(sent)
  return wanted !== undefined && entries.some((entry) => withoutLoopbackPort(entry) === wanted)
}

/** Returns the origin of such an entry without its port, where any port of it is as good. */
export function loopbackOriginOf(url: string): string | undefined {
  const bare = withoutLoopbackPort(url)
  return bare === undefined ? undefined : /^http:\/\/[^/?]+/.exec(bare)?.[0]
}

/** Whether an entry may match anything but itself. */
export function isOpen(entry: string): boolean {
  return patternOf(entry) !== undefined || withoutLoopbackPort(entry) !== undefined
}

/**
 * The entry that differs from what was sent by its last slash only: two addresses, and a common mistake (A2-6). Whoever
 * knows all of an address but a slash learns nothing by it.
 */
export function twinOf(entries: readonly string[], sent: string): string | undefined {
  const twin = sent.endsWith('/') ? sent.slice(0, -1) : `${sent}/`
  return entries.find((entry) => entry === twin)
}
