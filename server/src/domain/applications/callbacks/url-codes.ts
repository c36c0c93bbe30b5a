/** The codes of an address that is refused as an allowed one. */
export const URL_CODES = [
  'INVALID_URL',
  'TOO_MANY_URLS',
  'URL_CREDENTIALS_NOT_ALLOWED',
  'URL_FRAGMENT_NOT_ALLOWED',
  'URL_HTTP_NOT_LOCAL',
  'URL_INVALID_CHARACTER',
  'URL_NOT_NORMALIZED',
  'URL_PLACEHOLDER_NOT_ALLOWED',
  'URL_SCHEME_MISSING',
  'URL_SCHEME_NOT_ALLOWED',
  'URL_TOO_LONG',
  'URL_WILDCARD_IN_PRODUCTION',
  'URL_WILDCARD_NOT_ALLOWED',
] as const

export type UrlProblem = (typeof URL_CODES)[number]
