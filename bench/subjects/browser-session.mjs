/** A browser without scripts: keeps cookies, follows redirects within the server, posts forms as a page would. */
export class BrowserSession {
  #origin
  #cookies = new Map()
  #html = ''

  #headers

  constructor(origin, headers = {}) {
    this.#origin = origin
    this.#headers = headers
  }

  cookieHeader() {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  /** @returns the address of the page, or the one outside of the server that was redirected to */
  async open(path, init = {}) {
    let url = new URL(path, this.#origin)
    for (let request = init; ; request = {}) {
      const headers = {
        ...this.#headers,
        ...request.headers,
        ...(this.#cookies.size > 0 ? { cookie: this.cookieHeader() } : {}),
      }
      const response = await fetch(url, { ...request, headers, redirect: 'manual' })
      for (const cookie of response.headers.getSetCookie()) this.#keep(cookie)
      this.#html = await response.text()
      const location = response.headers.get('location')
      if (location === null) return url.href
      url = new URL(location, url)
      if (url.origin !== this.#origin) return url.href
    }
  }

  /** @returns where the form whose action ends in `verb` goes, and its hidden fields */
  formOf(verb) {
    const forms = [...this.#html.matchAll(/<form method="post" action="([^"]+)"[^>]*>(.*?)<\/form>/gs)]
    const form = forms.find(([, action]) => action.split('?')[0].endsWith(`/${verb}`))
    if (!form) throw new Error(`no form "${verb}" on the page`)
    const hidden = [...form[2].matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
    return { action: form[1], fields: Object.fromEntries(hidden.map(([, name, value]) => [name, value])) }
  }

  /** Posts the form whose action ends in `verb`, with these values typed. */
  async submit(verb, typed) {
    const { action, fields } = this.formOf(verb)
    return this.open(action, {
      method: 'POST',
      body: new URLSearchParams({ ...fields, ...typed }).toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        origin: this.#origin,
      },
    })
  }

  #keep(cookie) {
    const [pair, ...attributes] = cookie.split(';')
    const at = pair.indexOf('=')
    const isGone = attributes.some((attribute) => attribute.trim() === 'Max-Age=0')
    if (isGone) this.#cookies.delete(pair.slice(0, at))
    else this.#cookies.set(pair.slice(0, at), pair.slice(at + 1))
  }
}
