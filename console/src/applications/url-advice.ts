/** A remark on a URL while it is typed. The server would refuse a `refused` one, and decides in the end. */
export interface UrlAdvice {
  readonly kind: 'refused' | 'unusual'
  readonly text: string
}

const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\])$/

/** Returns what is wrong or unusual with a callback or logout URL; undefined where nothing is. */
export function adviseOnUrl(url: string, { isProduction }: { readonly isProduction: boolean }): UrlAdvice | undefined {
  if (url === '') return undefined
  if (/\s/.test(url)) return refused('A URL has no blanks.')
  if (!/^[a-z][a-z0-9+.-]*:/i.test(url)) return refused(`Write the whole address, for example https://${url}`)
  if (url.includes('#')) return refused('Leave out what begins with #; browsers never send it to a server.')
  if (url.includes('*') && isProduction) return refused('Production takes no wildcards. Write each address out.')
  const { protocol, hostname, href } = parse(url.replaceAll('*', 'x')) ?? {}
  if (hostname === undefined) return refused('This is not an address.')
  if (protocol === 'http:' && !LOCAL.test(hostname)) return refused('Plain http is only for localhost. Use https.')
  const authority = /^[a-z]+:\/\/([^/?]*)/i.exec(url)?.[1]
  if (href !== undefined && authority && authority !== authority.toLowerCase()) {
    return { kind: 'unusual', text: 'Browsers write the host in small letters, so this never matches.' }
  }
  return undefined
}

function refused(text: string): UrlAdvice {
  return { kind: 'refused', text }
}

function parse(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined
}
