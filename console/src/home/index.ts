/** The first page of an environment. */
export { homePage } from './home-page.tsx'
