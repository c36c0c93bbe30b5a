export type ProviderName = 'turnstile' | 'hcaptcha'

/** A provider's widget on a page, and the field that holds its answer. */
export interface Provider {
  /** The script of the widget. */
  readonly script: string
  /** The sources that the policy of the page must admit. */
  readonly sources: readonly string[]
  /** The class of the element that the script turns into the widget. */
  readonly element: string
}

export const PROVIDERS: Readonly<Record<ProviderName, Provider>> = {
  turnstile: {
    script: 'https://challenges.cloudflare.com/turnstile/v0/api.js',
    sources: ['https://challenges.cloudflare.com'],
    element: 'cf-turnstile',
  },
  hcaptcha: {
    script: 'https://js.hcaptcha.com/1/api.js',
    sources: ['https://hcaptcha.com', 'https://*.hcaptcha.com'],
    element: 'h-captcha',
  },
}
