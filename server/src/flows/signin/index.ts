/**
 * Signing in, signing up and getting back in: the pages a person meets and what they post.
 *
 * A handler checks its input and adds a fact to the flow; where the flow goes is decided by `#flows/engine` alone. Says
 * the same, in the same time, whether or not an account exists. Guesses are counted before they are looked at, and given back where they
 * were right.
 */
export { answerFailure, answerSignedIn } from './answer-application.ts'
export { describeBrowser } from './steps/code/describe-browser.ts'
export { guarded } from './guarded.ts'
export { readKnownBrowser } from './known-browser.ts'
export { showFacts, showFirst } from './show-facts.ts'
export { pageApplication } from './show-step.tsx'
export { setSessionCookie } from './session-cookie.ts'
