/**
 * Headers of the console's page (V3): scripts and connections of this host alone, no inline script. `nonce` is for style
 * elements that the page's library makes. Logos lie at the hosts of their environments.
 */
export function consoleHeaders(nonce: string, logoOrigins: readonly string[]): Readonly<Record<string, string>> {
  const images = ["'self'", 'data:', 'blob:', ...new Set(logoOrigins)].join(' ')
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; connect-src 'self'; img-src ${images}; ` +
      `font-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'`,
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  }
}
