/** The keys that sign the tokens of an environment. */
export { signingKeysPage } from './signing-keys-page.tsx'
