/**
 * The allowed callback and logout URLs of an application: two lists of addresses that a browser may return to.
 *
 * An entry is a URL that a browser sends back byte for byte, because that is how it is compared later (RFC 9700 section
 * 4.1.3). An entry whose form can never match, such as a host in capitals, is refused with the form that would match;
 * an address that would run in the browser (`javascript:`) is always refused. The leftmost label of the host may be
 * left open: by a wildcard, which counts in production environments only where that was switched on, or for the handle
 * of an organization. Each change is one statement, so that concurrent changes keep one another's entries. Writes these
 * two columns of `applications`.
 */
export { checkAllowedUrl, checkAllowedUrls } from './allowed-url.ts'
export { urlRulesOf } from './change-allowed-urls.ts'
export { removeAllowedUrls } from './remove-allowed-urls.ts'
export { replaceAllowedUrls } from './replace-allowed-urls.ts'
export { addAllowedUrls } from './add-allowed-urls.ts'
export { findAllowedUrls, type UrlList } from './queries.ts'
export { isOpen, loopbackOriginOf, matchUrl, twinOf, type UrlMatch } from './match-url.ts'
export { openPartOf, originPatternOf, patternOf, withHandle, type UrlPattern } from './url-pattern.ts'
export { URL_CODES } from './url-codes.ts'
