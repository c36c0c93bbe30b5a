/**
 * The end of a flow: an ordered list of small parts (`parts.ts`), run in one transaction, so that a crash leaves either none
 * or all of them. A step that has something to write at the end adds a part here.
 */
export { continueSession } from './continue-session.ts'
export { finishFlow } from './finish-flow.ts'
export { type FinishedFlow } from './keep-answer.ts'
