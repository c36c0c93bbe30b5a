import { directionOf, negotiateLocale, translator, type Catalogue } from '#platform/i18n'
import { answerPage, type RequestContext } from '#platform/http'
import { ErrorPage } from './error-page.tsx'
import { renderPage } from './render-page.ts'

/** A host that nobody registered (RFC 9110 section 15.5.20). On loopback it names the address that was meant. */
export function answerUnknownHost(
  c: RequestContext,
  { catalogue, origin, isLoopback }: { catalogue: Catalogue; origin: string; isLoopback: boolean },
): Response {
  const acceptLanguage = c.req.header('accept-language')
  const locale = negotiateLocale({ acceptLanguage, available: catalogue.locales })
  return answerPage(c, {
    status: 421,
    html: (nonce) =>
      renderPage(ErrorPage, {
        t: translator(catalogue, locale),
        locale,
        dir: directionOf(locale),
        nonce,
        brand: { name: 'Gatehouse' },
        languages: [],
        kind: 'unknown_host',
        ...(isLoopback ? { retryHref: origin, detail: [{ label: 'GATEHOUSE_URL', value: origin }] } : {}),
      }),
  })
}
