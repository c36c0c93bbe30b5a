import { renderPage } from '#flows/pages'

/** A page as a text. */
export function htmlOf<Props extends { readonly nonce: string }>(
  page: Parameters<typeof renderPage<Props>>[0],
  props: Props,
): string {
  return renderPage(page, props).toString()
}
