/**
 * Where a browser may be sent back to: the allowed callback and logout URLs of an application, two lists.
 *
 * What is on a list is a URL that a browser would send back byte for byte, because that is how it is compared later
 * (RFC 9700 section 4.1.3). What cannot match for its form, such as a host in capitals, is refused with the form that
 * would; what would run in the browser (`javascript:`) is refused at all. One label may be left open, the leftmost of the
 * host: by a wildcard, which counts in production environments only where that was switched on, or for the handle of an
 * organization. Changes are one statement each, so that concurrent ones keep one another's entries. Writes these two
 * columns of `applications`.
 */
export { checkAllowedUrl, checkAllowedUrls } from './allowed-url.ts'
export { addAllowedUrls, removeAllowedUrls, replaceAllowedUrls, urlRulesOf } from './change-allowed-urls.ts'
export { findAllowedUrls, type UrlList } from './queries.ts'
export { isOpen, loopbackOriginOf, matchUrl, twinOf, type UrlMatch } from './match-url.ts'
export { openPartOf, originPatternOf, patternOf, withHandle, type UrlPattern } from './url-pattern.ts'
export { URL_CODES } from './url-codes.ts'
