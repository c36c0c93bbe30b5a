/** The environment itself: its name, its address, how its pages begin, and whether it is live. */
export { environmentPage } from './environment-page.tsx'
export { goLivePage } from './go-live-page.tsx'
