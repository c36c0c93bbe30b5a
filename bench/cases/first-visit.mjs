import { openConnection } from '../load/connection.mjs'
import { requestBytes } from '../load/request.mjs'

const ENCODINGS = 'gzip, deflate, br, zstd'
/** Files that a browser fetches for a page: styles, scripts, images, icons. */
const RESOURCES = /<(?:link|script|img)\b[^>]*?\b(?:href|src)="([^"]+)"/g

/**
 * Bytes over the wire, header fields included, of everything that a first visit of a page fetches from this server. A page
 * that names no icon is asked for one at the usual place, as browsers do.
 */
export async function firstVisit({ origin, port }, path) {
  const connection = await openConnection(port)
  const get = (wanted) =>
    connection.send(requestBytes({ origin, path: wanted, headers: { 'accept-encoding': ENCODINGS } }))
  try {
    const page = await get(path)
    if (page.status !== 200) throw new Error(`the page answers ${page.status}`)
    const html = await (await fetch(`${origin}${path}`)).text()
    const named = [...html.matchAll(RESOURCES)].map(([, address]) => address.replaceAll('&amp;', '&'))
    const own = named.filter((address) => !address.startsWith('data:')).map((address) => new URL(address, origin))
    const paths = new Set(own.filter((url) => url.origin === origin).map((url) => url.pathname + url.search))
    if (!/<link\b[^>]*rel="[^"]*icon/.test(html)) paths.add('/favicon.ico')
    let bytes = page.size
    for (const resource of paths) bytes += (await get(resource)).size
    return { bytes, requests: paths.size + 1 }
  } finally {
    connection.close()
  }
}
