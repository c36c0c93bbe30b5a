/**
 * The root of an issuer, for people who open its address in a browser.
 *
 * In development the page says which environment answers and links to the console and to the inbox. In production the root
 * leads to the homepage of the application that the settings choose, and otherwise shows the name of the business: it
 * must tell nobody what runs here. The control environment has its own root (`#flows/setup`). Owns no table.
 */
export { NamePage } from './pages/name-page.tsx'
export { homeOf, type Home } from './home-of.ts'
