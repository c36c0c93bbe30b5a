import { fileURLToPath } from 'node:url'
import type { PageFrame } from '#flows/pages'
import { directionOf, loadCatalogue, localeName, translator, type Translate } from '#platform/i18n'

export const catalogue = loadCatalogue(fileURLToPath(new URL('../../locales', import.meta.url)))

/** Formats messages as the server does, and fails for a key that does not exist. */
export function strictTranslator(locale: string): Translate {
  const t = translator(catalogue, locale)
  return (key, values) => {
    const message = t(key, values)
    if (message === key) throw new Error(`No message for ${key}`)
    return message
  }
}

/** A frame like that of a running flow. */
export function aFrame(locale = 'en', differences: Partial<PageFrame> = {}): PageFrame {
  return {
    t: strictTranslator(locale),
    locale,
    dir: directionOf(locale),
    nonce: 'c2FtcGxlLW5vbmNl',
    brand: { name: 'Meadow' },
    application: { name: 'Meadow Shop', homepageUri: 'https://shop.test', loginUri: 'https://shop.test/login' },
    languages: catalogue.locales.map((lang) => ({
      lang,
      name: localeName(lang),
      href: `?lang=${lang}`,
      current: lang === locale,
    })),
    privacyUrl: 'https://meadow.test/privacy',
    termsUrl: 'https://meadow.test/terms',
    ...differences,
  }
}
