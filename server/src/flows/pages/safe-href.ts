/** Schemes that run or embed something in our origin instead of leading away from it. */
const activeSchemes: ReadonlySet<string> = new Set(['javascript:', 'vbscript:', 'data:', 'blob:', 'about:', 'file:'])

/**
 * An address fit for a link, or nothing. Login and homepage URIs may have an application's own scheme, so that what
 * is harmful is refused here instead of what is known being allowed; a second line behind their validation and the
 * Content-Security-Policy (stored XSS).
 */
export function safeHref(uri: string | undefined): string | undefined {
  if (uri === undefined || !URL.canParse(uri, 'https://page.invalid')) return undefined
  return activeSchemes.has(new URL(uri, 'https://page.invalid').protocol) ? undefined : uri
}
