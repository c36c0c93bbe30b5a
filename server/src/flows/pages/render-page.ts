import type { JSX } from 'hono/jsx/jsx-runtime'
import { stylesheet } from './stylesheet.ts'

const STYLESHEET = Buffer.from(stylesheet)

/** What `Shell` says where the stylesheet belongs. The nonce is new with each page: nothing on it can say the same. */
export const stylesheetPlace = (nonce: string): string => `/*${nonce}*/`

/**
 * A page as a complete HTML document in UTF-8. The stylesheet is half of it and always the same, so that it is encoded
 * once and neither escaped nor encoded with each page.
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
