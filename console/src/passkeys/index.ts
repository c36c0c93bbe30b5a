/** Passkeys: whether people may, or must, have one. The passkeys of a person are a tab of theirs. */
export { passkeysPage } from './passkeys-page.tsx'
export { PolicyChoice, type PasskeyPolicy } from './policy-choice.tsx'
