import type { AnyRouter } from '@tanstack/react-router'

/** The paths below `/console` that the server answers itself. */
const SERVED = /^\/console\/(sign-in|assets\/|environments\/)/

/**
 * Lets plain links lead through the console without loading it again, so that parts need to know no router. A click with a
 * modifier, a download and a link to elsewhere stay the browser's.
 *
 * @returns a function that stops it
 */
export function followLinks(router: AnyRouter): () => void {
  const follow = (event: MouseEvent) => {
    const link = linkOf(event)
    if (!link) return
    event.preventDefault()
    router.history.push(`${link.pathname}${link.search}${link.hash}`)
  }
  const preload = (event: Event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (link && isOurs(link)) void router.preloadRoute({ to: link.pathname }).catch(() => undefined)
  }
  document.addEventListener('click', follow)
  document.addEventListener('focusin', preload)
  return () => {
    document.removeEventListener('click', follow)
    document.removeEventListener('focusin', preload)
  }
}

function linkOf(event: MouseEvent): HTMLAnchorElement | undefined {
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
  if (!isPlain || event.defaultPrevented || !(event.target instanceof Element)) return undefined
  const link = event.target.closest('a')
  return link && isOurs(link) ? link : undefined
}

function isOurs(link: HTMLAnchorElement): boolean {
  if (link.origin !== location.origin || link.target !== '' || link.hasAttribute('download')) return false
  return /^\/console(\/|$)/.test(link.pathname) && !SERVED.test(link.pathname)
}
