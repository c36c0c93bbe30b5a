export interface Username {
  /** The spelling chosen, kept for display (M4-4). */
  readonly typed: string
  /** Case does not count: `jane` is `Jane`. */
  readonly normalized: string
}

/** M4-3: 2 to 64 letters, digits, dashes and underscores. ASCII only, so that no two look alike. */
export function parseUsername(text: string): Username | undefined {
  return /^[A-Za-z0-9_-]{2,64}$/.test(text) ? { typed: text, normalized: text.toLowerCase() } : undefined
}
