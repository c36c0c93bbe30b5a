import { getDomain } from 'tldts'
import { HANDLE_PLACEHOLDER, isLabel, labelEnd, labelStart, patternOf, type UrlPattern } from './url-pattern.ts'

/** Rules for the open parts of an entry. */
export interface PatternRules {
  /** On a list of callback or logout URLs; a login or homepage URI is one address. */
  readonly isList: boolean
  /**
   * Whether the entry may match any name under a domain: in development, where previews come and go, and where an
   * administrator allowed it.
   */
  readonly hasWildcards: boolean
}

export interface PatternProblem {
  readonly code: 'URL_WILDCARD_NOT_ALLOWED' | 'URL_WILDCARD_IN_PRODUCTION' | 'URL_PLACEHOLDER_NOT_ALLOWED'
  readonly problem: string
}

/**
 * Returns the first problem of an entry with `*` or `{organization.handle}`. Either may stand once, in the left-most label
 * of an http or https host: the placeholder as the whole label (A2-10), a wildcard with or without text around it.
 */
export function findPatternProblem(url: string, rules: PatternRules): PatternProblem | undefined {
  const pattern = patternOf(url)
  if (!pattern) return undefined
  return pattern.kind === 'wildcard' ? findWildcardProblem(pattern, rules) : findPlaceholderProblem(pattern, rules)
}

function findWildcardProblem(pattern: UrlPattern, { isList, hasWildcards }: PatternRules): PatternProblem | undefined {
  const refuse = (problem: string): PatternProblem => ({ code: 'URL_WILDCARD_NOT_ALLOWED', problem })
  if (!isList) return refuse('has a wildcard; name one address')
  if (pattern.behind.includes('*')) return refuse('has more than one wildcard')
  if (!isLeftmost(pattern)) {
    return refuse('has a wildcard outside the leftmost label of an http or https host; list each URL instead')
  }
  const [start, end] = [labelEnd(pattern.before), labelStart(pattern.behind)]
  if (!isLabel(`${start}x${end}`)) return refuse('has a wildcard in a label that no host name can have')
  const parent = parentOf(pattern)
  if (parent !== 'localhost' && getDomain(parent) === null) return refuse('has a wildcard for all names of a top level')
  if (start === '' && end === '' && isSharedHosting(parent)) {
    return refuse(`would let in every customer of ${parent}; put a prefix or suffix to the wildcard, as in "my-app-*"`)
  }
  if (hasWildcards) return undefined
  return {
    code: 'URL_WILDCARD_IN_PRODUCTION',
    problem: 'has a wildcard; the production environment takes none until "is_wildcard_url_allowed" is switched on',
  }
}

// The placeholder must be one whole label under a domain of its own, with nothing else open: the owner of the address
// must not depend on the caller.
function findPlaceholderProblem(pattern: UrlPattern, { isList }: PatternRules): PatternProblem | undefined {
  const refuse = (problem: string): PatternProblem => ({ code: 'URL_PLACEHOLDER_NOT_ALLOWED', problem })
  if (!isList) return refuse(`has the placeholder ${HANDLE_PLACEHOLDER}; name one address`)
  const isAlone = labelEnd(pattern.before) === '' && labelStart(pattern.behind) === '' && isLeftmost(pattern)
  const more = `${pattern.before}${pattern.behind}`
  if (!isAlone || more.includes('*') || more.includes(HANDLE_PLACEHOLDER)) {
    return refuse(`may have ${HANDLE_PLACEHOLDER} only once, as the whole leftmost label of an http or https host`)
  }
  const parent = parentOf(pattern)
  if (parent === 'localhost' || getDomain(parent, { allowPrivateDomains: true }) === parent) return undefined
  return refuse(`must have ${HANDLE_PLACEHOLDER} directly under a domain of your own, as in "example.com"`)
}

function isLeftmost({ before, behind }: UrlPattern): boolean {
  return /^https?:\/\/[^./?:]*$/.test(before) && /^[^./?:]*\./.test(behind)
}

/** Returns the host without its leftmost label. */
function parentOf({ behind }: UrlPattern): string {
  return /^[^./?:]*\.([^/?:]*)/.exec(behind)?.[1] ?? ''
}

/**
 * Whether strangers can get names below a suffix, such as `vercel.app` (the private part of the public suffix list).
 */
function isSharedHosting(parent: string): boolean {
  return parent !== 'localhost' && getDomain(parent, { allowPrivateDomains: true }) === null
}
