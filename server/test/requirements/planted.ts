/**
 * Refuses a second use of a code (AS-08), whatever AS-99 and Q7-1 say; encoded as UTF-16, hashed with SHA-256.
 * See docs/nowhere.md, compat section 1.4, and docs/map.md.
 */
export const planted = true
