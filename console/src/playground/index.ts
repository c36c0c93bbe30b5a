/**
 * Trying the sign-in of an environment with the playground: the options, and the tokens that came of it.
 *
 * The answer lives in the memory of this page only. The server hands it out once.
 */
export { trySignInPage } from './try-sign-in-page.tsx'
export { receiveAnswer } from './receive-answer.ts'
