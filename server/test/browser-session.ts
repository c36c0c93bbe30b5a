import type { TestServer } from './server.ts'

/** A page as a browser sees it: its status, its text and its forms. */
export interface PageView {
  readonly status: number
  readonly url: string
  readonly html: string
  readonly headers: Headers
}

interface FormView {
  readonly action: string
  readonly fields: Record<string, string>
}

/** A browser without scripts: keeps cookies, follows redirects within the server, posts forms as a page would. */
export class BrowserSession {
  readonly #server: TestServer
  readonly cookies = new Map<string, string>()
  page: PageView | undefined

  constructor(server: TestServer) {
    this.#server = server
  }

  /** Follows redirects until a page, or until one that leaves the server: that address is returned. */
  async open(path: string, init: RequestInit = {}): Promise<string> {
    let url = new URL(path, this.#server.origin)
    let request = init
    for (let hops = 0; hops < 10; hops += 1) {
      const response = await this.#send(url, request)
      const location = response.headers.get('location')
      if (location === null) {
        this.page = { status: response.status, url: url.href, html: await response.text(), headers: response.headers }
        return url.href
      }
      if (!URL.canParse(location, url.href) || new URL(location, url).origin !== this.#server.origin) return location
      url = new URL(location, url)
      request = {}
    }
    throw new Error('redirected too often')
  }

  /** Posts the form of the present page whose action ends in `verb`, with these values typed. */
  async submit(verb: string, typed: Record<string, string> = {}): Promise<string> {
    const form = this.form(verb)
    return this.open(form.action, this.formPost({ ...form.fields, ...typed }))
  }

  formPost(fields: Record<string, string>): RequestInit {
    return {
      method: 'POST',
      body: new URLSearchParams(fields).toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        origin: this.#server.origin,
      },
    }
  }

  form(verb: string): FormView {
    const html = this.page?.html ?? ''
    const forms = [...html.matchAll(/<form method="post" action="([^"]+)"[^>]*>(.*?)<\/form>/gs)]
    const found = forms.find(([, action]) => action?.split('?')[0]?.endsWith(`/${verb}`))
    if (!found) throw new Error(`no form "${verb}" on: ${html.replace(/<style.*?<\/style>/s, '').slice(0, 1500)}`)
    const fields = [...(found[2] ?? '').matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
    return {
      action: found[1] ?? '',
      fields: Object.fromEntries(fields.map(([, name = '', value = '']) => [name, value])),
    }
  }

  async #send(url: URL, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers)
    if (this.cookies.size > 0)
      headers.set('cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const response = await this.#server.request(url.href, { ...init, headers })
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie)
    return response
  }

  #keep(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split(';')
    const at = pair.indexOf('=')
    const isGone = attributes.some((attribute) => attribute.trim() === 'Max-Age=0')
    if (isGone) this.cookies.delete(pair.slice(0, at))
    else this.cookies.set(pair.slice(0, at), pair.slice(at + 1))
  }
}
