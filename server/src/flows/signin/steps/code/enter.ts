import type { Context } from '#platform/context'
import type { BeginningFact } from '../beginning.ts'
import { addressOf, type IdentifyFact } from '../identify/fact.ts'
import type { EnterContext, EntranceResult, Entrance } from '../step.ts'
import { countSending } from './count-sending.ts'
import type { CodeFact } from './fact.ts'
import { sendCode } from './send-code.ts'
import type { CodeDue } from './when.ts'

type Reads = BeginningFact & IdentifyFact & CodeFact

/** Sends a code before its page is shown: once for each purpose, and whenever the person asks for another. */
export function enter({ purpose }: CodeDue): Entrance<Reads, CodeFact> {
  return {
    isDue: ({ codeSent }) => codeSent?.purpose !== purpose,
    async count({ c, flow, situation, browser }: EnterContext<Reads>) {
      const { normalized } = addressOf(flow.facts)
      await countSending(c, { address: normalized, userId: situation.account?.userId, browser })
    },
    async perform(ctx: Context, { flow, ...circumstances }: EnterContext<Reads>): Promise<EntranceResult<CodeFact>> {
      const expiresAt = await sendCode(ctx, { flow, purpose, ...circumstances })
      return { facts: { codeSent: { purpose, count: (flow.facts.codeSent?.count ?? 0) + 1 } }, keepUntil: expiresAt }
    },
  }
}
