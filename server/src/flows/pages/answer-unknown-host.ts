import { directionOf, negotiateLocale, translator, type Catalogue } from '#platform/i18n'
import { answerPage, answerProgram, isForPrograms, type RequestContext } from '#platform/http'
import { ErrorPage } from './error-page.tsx'
import { renderPage } from './render-page.ts'

/** A host that nobody registered (RFC 9110 section 15.5.20). On loopback it names the address that was meant. */
export function answerUnknownHost(
  c: RequestContext,
  { catalogue, origin, isLoopback }: { catalogue: Catalogue; origin: string; isLoopback: boolean },
): Response {
  const acceptLanguage = c.req.header('accept-language')
  const locale = negotiateLocale({ acceptLanguage, available: catalogue.locales })
  const t = translator(catalogue, locale)
  if (isForPrograms(c)) {
    // The sentence of the page, and the address to use instead where the machine is the developer's own.
    const message = isLoopback
      ? `${t('error.unknown_host.happened')} GATEHOUSE_URL: ${origin}`
      : t('error.unknown_host.happened')
    return answerProgram(c, { status: 421, code: 'UNKNOWN_HOST', message })
  }
  return answerPage(c, {
    status: 421,
    html: (nonce) =>
      renderPage(ErrorPage, {
        t,
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
