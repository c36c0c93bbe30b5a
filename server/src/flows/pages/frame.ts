import type { Direction, Translate } from '#platform/i18n'

/** The customer's settings for a page: its look, never its behaviour. */
export interface Brand {
  readonly name: string
  readonly logoUrl?: string | undefined
  readonly logoDarkUrl?: string | undefined
  readonly colours?: BrandColours | undefined
  readonly radii?: BrandRadii | undefined
  /** `auto` follows the person's system. */
  readonly scheme?: 'auto' | 'light' | 'dark' | undefined
}

/** `#rrggbb`; anything else is ignored, because these are written into the stylesheet. */
export interface BrandColours {
  readonly light?: SchemeColours | undefined
  readonly dark?: SchemeColours | undefined
}

/** In pixels; null for the product's own. */
export interface BrandRadii {
  readonly button: number | null
  readonly card: number | null
  readonly input: number | null
}

export interface SchemeColours {
  /** The colour behind the card. */
  readonly page?: string | undefined
  /** The colour of buttons, and of links without one of their own. */
  readonly accent?: string | undefined
  /** The colour of text on buttons, where it is readable there. */
  readonly onAccent?: string | undefined
  readonly link?: string | undefined
}

/** The application of the sign-in. */
export interface PageApplication {
  readonly name: string
  readonly homepageUri?: string | undefined
  readonly loginUri?: string | undefined
  /** The language where the person wishes none of the available ones. */
  readonly language?: string | undefined
}

/** This page in another language. */
export interface LanguageChoice {
  readonly lang: string
  /** In that language itself: a person on a page in a foreign language must recognise their own. */
  readonly name: string
  readonly href: string
  readonly current: boolean
}

/** The target of a link: an address, or a form where its content is too long for an address. */
export type LinkTarget = string | FormTarget

/** The props of every page: the words, the look, and the place. */
export interface PageFrame {
  readonly t: Translate
  readonly locale: string
  readonly dir: Direction
  /** The nonce of the Content-Security-Policy of this very response. */
  readonly nonce: string
  readonly brand: Brand
  readonly application?: PageApplication | undefined
  readonly languages: readonly LanguageChoice[]
  /** Fields that the choice of a language posts, on pages that a GET cannot fetch. */
  readonly languageFields?: FormTarget['fields'] | undefined
  readonly privacyUrl?: string | undefined
  readonly termsUrl?: string | undefined
  /** Whether a line names the product that serves the page. */
  readonly isProductNamed?: boolean | undefined
}

/** The target of a form, with its hidden fields: CSRF token, flow, meaning of the button. */
export interface FormTarget {
  readonly action: string
  readonly fields: Readonly<Record<string, string>>
}

/** The page's main form, and the way out that each step of a flow has. */
export interface FormPage<Problem extends string> extends PageFrame, FormTarget {
  /** `form_expired`: the CSRF token was wrong, mostly because the page was open for long. */
  readonly problem?: Problem | 'form_expired' | undefined
  readonly cancel?: FormTarget | undefined
}
