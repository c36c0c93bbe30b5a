import { countSending } from '../code/count-sending.ts'
import type { BeginningFact } from '../beginning.ts'
import type { Entrance } from '../step.ts'
import type { FactorFact } from './fact.ts'
import { sendFactorCode, type FactorRecipient } from './send-factor-code.ts'

type Reads = BeginningFact & FactorFact

/** Sends the code of a factor before its page is shown: once for each address, and whenever the person asks. */
export function sendingTo(recipient: FactorRecipient): Entrance<Reads, FactorFact> {
  return {
    isDue: ({ factorCodeSent }) => factorCodeSent?.normalized !== recipient.normalized,
    async count({ c, situation, browser }) {
      const address = recipient.normalized
      await countSending(c, { address, userId: situation.account?.userId, browser })
    },
    async perform(ctx, entering) {
      const keepUntil = await sendFactorCode(ctx, entering, recipient)
      const count = (entering.flow.facts.factorCodeSent?.count ?? 0) + 1
      return { facts: { factorCodeSent: { normalized: recipient.normalized, count } }, keepUntil }
    },
  }
}
