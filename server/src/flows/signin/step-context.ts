import type { Form, RequestContext } from '#platform/http'
import type { Facts, Situation } from '#flows/engine'
import type { OpenFlow } from './open-flow.ts'
import type { PageState } from './show-step.tsx'

/** What a step's handler gets. */
export interface StepContext extends OpenFlow {
  readonly c: RequestContext
  readonly form: Form
  readonly situation: Situation
}

/** What a step's handler says: new facts, or the same page again with what was wrong. It never says where to go. */
export type StepResult =
  | { readonly outcome: 'facts'; readonly facts: Facts; readonly isResend?: boolean }
  /** The facts are written already. */
  | { readonly outcome: 'moved' }
  | { readonly outcome: 'again'; readonly page: PageState }

export type StepHandler = (step: StepContext) => Promise<StepResult>
