/**
 * The bot stop. Due before the first code or password of somebody who wants an account, after repeated failures, and
 * before a new account of somebody who came to sign in. Takes `challenge`, which a script posts by itself, and
 * `challenge-wait`, which a person posts after a wait.
 *
 * Known and unknown addresses get it alike: it depends on what the person came for and on counts of failures (ATO-10).
 */
import { definePage } from '../define-step.ts'
import { challengeFact } from './fact.ts'
import { issueFor } from './issue-for.ts'
import { drawChallenge } from './page.tsx'
import { takeChallenge, takeWait } from './take.ts'
import { sourcesOf, whenFirst, whenNew, type ChallengeDue } from './when.ts'

export { answerBotStopScript, BOT_STOP_SCRIPT } from './script.ts'
export { readBotStop } from './read-bot-stop.ts'

function challengeWhen(when: typeof whenFirst) {
  return definePage({
    kind: 'challenge',
    fact: challengeFact,
    when,
    prepare: async ({ c, flow }, due: ChallengeDue) => ({ issued: issueFor(c.var.ctx, flow, due) }),
    takes: { challenge: takeChallenge, 'challenge-wait': takeWait },
    sources: sourcesOf,
    draw: drawChallenge,
  })
}

export const challengeFirst = challengeWhen(whenFirst)
export const challengeBeforeAccount = challengeWhen(whenNew)
