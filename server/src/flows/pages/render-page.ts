import type { JSX } from 'hono/jsx/jsx-runtime'

/** A page as a complete HTML document. */
export function renderPage<Props>(page: (props: Props) => JSX.Element, props: Props): string {
  return `<!doctype html>${String(page(props))}`
}
