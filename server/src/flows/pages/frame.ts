import type { Direction, Translate } from '#platform/i18n'

/** What a customer may change about a page: how it looks, never how it behaves. */
export interface Brand {
  readonly name: string
  readonly logoUrl?: string | undefined
  readonly logoDarkUrl?: string | undefined
  readonly colours?: BrandColours | undefined
  /** `auto` follows the person's system. */
  readonly scheme?: 'auto' | 'light' | 'dark' | undefined
}

/** `#rrggbb`; anything else is ignored, because these are written into the stylesheet. */
export interface BrandColours {
  readonly light?: SchemeColours | undefined
  readonly dark?: SchemeColours | undefined
}

export interface SchemeColours {
  /** Behind the card. */
  readonly page?: string | undefined
  /** Of buttons, and of links where these have none of their own. */
  readonly accent?: string | undefined
  /** On buttons, where it is readable there. */
  readonly onAccent?: string | undefined
  readonly link?: string | undefined
}

/** The application that a person is on the way to. */
export interface PageApplication {
  readonly name: string
  readonly homepageUri?: string | undefined
  readonly loginUri?: string | undefined
  /** Spoken where the person wishes nothing that we speak. */
  readonly language?: string | undefined
}

/** This page in another language. */
export interface LanguageChoice {
  readonly lang: string
  /** In that language itself: somebody lost in a foreign page must recognise their own. */
  readonly name: string
  readonly href: string
  readonly current: boolean
}

/** Where a link leads: an address, or a form where what it carries is too long for an address. */
export type LinkTarget = string | FormTarget

/** What every page gets: the words, the look, and where it stands. */
export interface PageFrame {
  readonly t: Translate
  readonly locale: string
  readonly dir: Direction
  /** Of the Content-Security-Policy of this very response. */
  readonly nonce: string
  readonly brand: Brand
  readonly application?: PageApplication | undefined
  readonly languages: readonly LanguageChoice[]
  /** Fields that the choice of a language posts, on pages that a GET cannot fetch. */
  readonly languageFields?: FormTarget['fields'] | undefined
  readonly privacyUrl?: string | undefined
  readonly termsUrl?: string | undefined
  /** A line that says which product serves the page. */
  readonly isProductNamed?: boolean | undefined
}

/** Where a form goes, with what it carries unseen: CSRF token, flow, what the button means. */
export interface FormTarget {
  readonly action: string
  readonly fields: Readonly<Record<string, string>>
}

/** The page's main form, and the way out that each step of a flow has. */
export interface FormPage<Problem extends string> extends PageFrame, FormTarget {
  /** `form_expired`: the CSRF token did not fit, mostly because the page was open for long. */
  readonly problem?: Problem | 'form_expired' | undefined
  readonly cancel?: FormTarget | undefined
}
