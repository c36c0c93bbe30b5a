import { InvalidInput } from '#platform/errors'
import type { UrlProblem } from './url-codes.ts'
import { findPatternProblem, type PatternRules } from './find-pattern-problem.ts'
import { HANDLE_PLACEHOLDER } from './url-pattern.ts'

const LENGTH_LIMIT = 2_000
const COUNT_LIMIT = 500

/** Schemes that run, embed or read something instead of leading to an application. */
const REFUSED_SCHEMES: ReadonlySet<string> = new Set([
  'about',
  'blob',
  'content',
  'data',
  'file',
  'filesystem',
  'ftp',
  'intent',
  'javascript',
  'mailto',
  'sms',
  'tel',
  'vbscript',
  'view-source',
  'ws',
  'wss',
])

const ONE_ADDRESS: PatternRules = { isList: false, hasWildcards: false }

/** @throws {InvalidInput} as `checkAllowedUrl`, or `TOO_MANY_URLS` */
export function checkAllowedUrls(urls: readonly string[], rules: Pick<PatternRules, 'hasWildcards'>): void {
  for (const url of urls) checkAllowedUrl(url, { ...rules, isList: true })
  checkCount(urls.length)
}

/** @throws {InvalidInput} `TOO_MANY_URLS` */
export function checkCount(count: number): void {
  if (count > COUNT_LIMIT) throw new InvalidInput('TOO_MANY_URLS', `A list holds at most ${String(COUNT_LIMIT)} URLs.`)
}

/**
 * An absolute URL a browser can be sent to: https, http on this machine only, or the scheme of a native app (RFC 8252
 * section 7.1). Without fragment (RFC 6749 section 3.1.2) and without credentials. `rules` say what it may leave open.
 *
 * @throws {InvalidInput} `URL_TOO_LONG`, `URL_INVALID_CHARACTER`, `URL_SCHEME_MISSING`, `URL_SCHEME_NOT_ALLOWED`,
 * `URL_FRAGMENT_NOT_ALLOWED`, `URL_CREDENTIALS_NOT_ALLOWED`, `URL_NOT_NORMALIZED`, `URL_HTTP_NOT_LOCAL`, `INVALID_URL`,
 * `URL_WILDCARD_NOT_ALLOWED`, `URL_WILDCARD_IN_PRODUCTION`, `URL_PLACEHOLDER_NOT_ALLOWED`
 */
export function checkAllowedUrl(url: string, rules: PatternRules = ONE_ADDRESS): void {
  if (url.length > LENGTH_LIMIT) refuse('URL_TOO_LONG', url, `is longer than ${String(LENGTH_LIMIT)} characters`)
  // Blanks often come along when an address is copied. They are refused and not cut off, so that the stored value is
  // always the sent one.
  const trimmed = url.trim()
  if (trimmed !== url && trimmed !== '') {
    refuse('URL_INVALID_CHARACTER', url, `has a blank before or behind it; did you mean "${trimmed}"?`)
  }
  const scheme = schemeOf(url)
  if (scheme === undefined)
    return refuse('URL_SCHEME_MISSING', url, `has no scheme; did you mean "${withScheme(url)}"?`)
  if (REFUSED_SCHEMES.has(scheme.toLowerCase()))
    refuse('URL_SCHEME_NOT_ALLOWED', url, 'has a scheme that is not allowed')
  if (url.includes('#')) refuse('URL_FRAGMENT_NOT_ALLOWED', url, 'has a fragment')
  checkCharacters(url)
  if (!URL.canParse(url)) refuse('INVALID_URL', url, 'is not a URL')
  checkNormalized(url, scheme)
  const wrong = findPatternProblem(url, rules)
  if (wrong) refuse(wrong.code, url, wrong.problem)
  if (scheme === 'http' && !isLocal(new URL(url).hostname)) {
    refuse('URL_HTTP_NOT_LOCAL', url, 'is http; that is for localhost only, use https')
  }
}

/**
 * Returns the text before the first colon, unless that colon belongs to a port: `localhost:3000/callback` has no
 * scheme.
 */
function schemeOf(url: string): string | undefined {
  return /^([a-z][a-z0-9+.-]*):(?=[/?#]|[^0-9/?#]|$)/i.exec(url)?.[1]
}

function withScheme(url: string): string {
  const rest = url.trim().replace(/^\/+/, '')
  return `${isLocal(rest.split(/[:/?]/)[0] ?? '') ? 'http' : 'https'}://${rest}`.slice(0, LENGTH_LIMIT)
}

// Allows the characters of RFC 3986 and no backslash: browsers read it as a slash, other parsers do not (open
// redirect).
function checkCharacters(url: string): void {
  if (/^[\w.~:/?@!$&'()*+,;=%[\]-]+$/.test(url.replaceAll(HANDLE_PLACEHOLDER, ''))) return
  const encoded = URL.canParse(url.trim()) ? `; a browser sends "${new URL(url.trim()).href}"` : ''
  refuse('URL_INVALID_CHARACTER', url, `has a space or another character that is not allowed in a URL${encoded}`)
}

// A browser lower-cases scheme and host before it sends them, so an entry in capitals would never match (A2-5).
function checkNormalized(url: string, scheme: string): void {
  const [, authority = '', rest = ''] = /^[^:]+:(?:\/\/([^/?]*))?(.*)$/.exec(url) ?? []
  if (authority.includes('@')) refuse('URL_CREDENTIALS_NOT_ALLOWED', url, 'has a user name or a password')
  // Browsers leave the host as it is when the scheme belongs to an app.
  const isWeb = /^https?$/i.test(scheme)
  if (isWeb && authority === '') refuse('INVALID_URL', url, 'names no host')
  const host = isWeb ? new URL(url).host : authority
  const isNormal = authority === host || authority === `${host}:${/^https$/i.test(scheme) ? '443' : '80'}`
  if (isNormal && scheme === scheme.toLowerCase()) return
  const slashes = url.includes('://') ? '//' : ''
  refuse('URL_NOT_NORMALIZED', url, `never matches; did you mean "${scheme.toLowerCase()}:${slashes}${host}${rest}"?`)
}

function isLocal(hostname: string): boolean {
  return /^(.+\.)?localhost$/.test(hostname) || /^127(\.\d{1,3}){3}$/.test(hostname) || hostname === '[::1]'
}

function refuse(code: UrlProblem, url: string, problem: string): never {
  const shown = url.length > 200 ? `${url.slice(0, 200)}…` : url
  throw new InvalidInput(code, `"${shown}" ${problem}${/[.?]$/.test(problem) ? '' : '.'}`)
}
