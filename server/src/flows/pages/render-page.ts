import type { JSX } from 'hono/jsx/jsx-runtime'
import { stylesheet } from './stylesheet.ts'

const STYLESHEET = Buffer.from(stylesheet)

/**
 * Returns the mark that `Shell` puts at the place of the stylesheet. The nonce is new with each page, so no content of
 * the page can equal it.
 */
export const stylesheetPlace = (nonce: string): string => `/*${nonce}*/`

/**
 * Renders a page as a complete HTML document in UTF-8. The stylesheet is half of it and always the same, so it is
 * encoded once, not escaped and encoded with each page.
 */
export function renderPage<Props extends { readonly nonce: string }>(
  page: (props: Props) => JSX.Element,
  props: Props,
): Buffer<ArrayBuffer> {
  const html = `<!doctype html>${String(page(props))}`
  const place = stylesheetPlace(props.nonce)
  const at = html.indexOf(place)
  if (at < 0) return Buffer.from(html)
  return Buffer.concat([Buffer.from(html.slice(0, at)), STYLESHEET, Buffer.from(html.slice(at + place.length))])
}
