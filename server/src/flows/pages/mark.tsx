/** A gatehouse seen from the front: a doorway in a square, one shape, one colour, readable at 16 px. */
const archPath =
  'M7 1h18a6 6 0 0 1 6 6v18a6 6 0 0 1-6 6h-2.5V17.5a6.5 6.5 0 0 0-13 0V31H7a6 6 0 0 1-6-6V7a6 6 0 0 1 6-6Z'

export function ArchMark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
      <path fill="currentColor" d={archPath} />
    </svg>
  )
}

/** The mark as a file of its own, for tabs and bookmarks; it follows the scheme of the browser. */
export const faviconSvg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">' +
  '<style>path{fill:#2f5d50}@media(prefers-color-scheme:dark){path{fill:#7fc2ae}}</style>' +
  `<path d="${archPath}"/></svg>`
