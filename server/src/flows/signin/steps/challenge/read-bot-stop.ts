import type { RequestContext } from '#platform/http'
import type { Flow } from '#flows/engine'
import { readFailures, type AttemptSituation } from '../attempts.ts'
import type { IdentifyFact } from '../identify/fact.ts'

/** The counts that the bot stop goes by. */
export interface BotStop {
  /** Failures of the network, and of the browser or at the account, in the last hour. */
  readonly failures: number
}

/** Reads how many failures the bot stop goes by; undefined where it is off. */
export async function readBotStop(
  c: RequestContext,
  { flow, situation }: { readonly flow: Pick<Flow<IdentifyFact>, 'facts'>; readonly situation: AttemptSituation },
): Promise<BotStop | undefined> {
  if (!situation.settings.isBotStopOn) return undefined
  return { failures: flow.facts.address === undefined ? 0 : await readFailures(c, { flow, situation }) }
}
