import type { Child } from 'hono/jsx'
import { HiddenFields } from './form.tsx'
import type { PageFrame } from './frame.ts'
import { Icon, type IconName } from './icon.tsx'
import { ArchMark, faviconSvg } from './mark.tsx'
import { stylesheetPlace } from './render-page.ts'
import { safeHref } from './safe-href.ts'
import { groundOf, themeCss } from './theme.ts'

const favicon = `data:image/svg+xml,${encodeURIComponent(faviconSvg)}`

interface ShellProps {
  readonly frame: PageFrame
  readonly heading: string
  /** At most one, under the heading. */
  readonly sentence?: Child | undefined
  /** On the way to what: a line above the heading, where the heading does not say it. */
  readonly context?: string | undefined
  readonly icon?: IconName | undefined
  /** A page that lists things needs more room than one that asks for one. */
  readonly wide?: boolean | undefined
  /** Styles that only this page needs, so that the others do not carry them. */
  readonly styles?: string | undefined
  /** Text of a small progressive script; the page works without it. */
  readonly script?: string | undefined
  readonly children?: Child
}

/** The document around every page: one column, one card, the brand above and the languages below. */
export function Shell({ frame, heading, sentence, context, icon, wide, styles = '', script, children }: ShellProps) {
  const { brand, locale, dir, nonce } = frame
  return (
    <html lang={locale} dir={dir}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>{`${heading} – ${brand.name}`}</title>
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content={groundOf(brand, 'light')} media="(prefers-color-scheme:light)" />
        <meta name="theme-color" content={groundOf(brand, 'dark')} media="(prefers-color-scheme:dark)" />
        <meta name="robots" content="noindex" />
        <link rel="icon" href={favicon} />
        {/* Escaped like any text: styles are written without the characters that escaping would change. */}
        <style nonce={nonce}>{themeCss(brand) + stylesheetPlace(nonce) + styles}</style>
      </head>
      <body>
        <main class={wide ? 'card wide' : 'card'}>
          <BrandLine frame={frame} />
          {icon && (
            <div class="crest">
              <Icon name={icon} />
            </div>
          )}
          {context && <p class="context">{context}</p>}
          <h1>{heading}</h1>
          {sentence && <p class="sentence">{sentence}</p>}
          {children}
        </main>
        <Footer frame={frame} />
        {script && <script nonce={nonce}>{script}</script>}
      </body>
    </html>
  )
}

function BrandLine({ frame: { brand } }: { frame: PageFrame }) {
  const logo = safeHref(brand.logoUrl)
  const darkLogo = safeHref(brand.logoDarkUrl)
  if (!logo) {
    return (
      <div class="brand">
        <ArchMark />
        <span>{brand.name}</span>
      </div>
    )
  }
  return (
    <div class="brand">
      <picture>
        {darkLogo && <source media="(prefers-color-scheme:dark)" srcset={darkLogo} />}
        <img src={logo} alt={brand.name} />
      </picture>
    </div>
  )
}

function Footer({ frame }: { frame: PageFrame }) {
  const { t, privacyUrl, termsUrl, isProductNamed } = frame
  const privacy = safeHref(privacyUrl)
  const terms = safeHref(termsUrl)
  return (
    <footer>
      <Languages frame={frame} />
      {(privacy ?? terms) && (
        <ul>
          {privacy && (
            <li>
              <a href={privacy}>{t('frame.privacy')}</a>
            </li>
          )}
          {terms && (
            <li>
              <a href={terms}>{t('frame.terms')}</a>
            </li>
          )}
        </ul>
      )}
      {isProductNamed === true && <p>{t('frame.product')}</p>}
    </footer>
  )
}

/** One form for all languages where they must be posted, so that what it carries is on the page once. */
function Languages({ frame: { t, languages, languageFields } }: { frame: PageFrame }) {
  if (languages.length < 2) return null
  const list = (
    <ul>
      {languages.map(({ lang, name, href, current }) => (
        <li>
          {languageFields ? (
            <button class="link" formaction={href} lang={lang} aria-current={current ? 'true' : undefined}>
              {name}
            </button>
          ) : (
            <a href={href} lang={lang} hreflang={lang} aria-current={current ? 'true' : undefined}>
              {name}
            </a>
          )}
        </li>
      ))}
    </ul>
  )
  return (
    <nav aria-label={t('frame.language')}>
      {languageFields ? (
        <form method="post">
          <HiddenFields fields={languageFields} />
          {list}
        </form>
      ) : (
        list
      )}
    </nav>
  )
}
