import type { QueryClient } from '@tanstack/react-query'
import { paths } from '../paths.ts'
import type { Session } from '../shell/session.ts'
import { answerTrial, trialQuery } from './trial.ts'

/**
 * Hands the answer of a trial to the server, keeps what it says for the page that shows it, and returns the address of that
 * page. Code and state leave the address bar and the history before anything else.
 */
export async function receiveAnswer(
  queries: QueryClient,
  session: Session,
  sent: Readonly<Record<string, string>>,
): Promise<string> {
  window.history.replaceState(window.history.state, '', paths.trialCallback())
  const answer = await answerTrial(sent)
  queries.setQueryData(trialQuery(answer.environment_id).queryKey, answer)
  for (const business of session.businesses) {
    const environment = business.environments.find(({ id }) => id === answer.environment_id)
    if (environment) return paths.trySignIn({ business: business.code, environment: environment.code })
  }
  return paths.start()
}
