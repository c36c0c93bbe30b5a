import type { z } from 'zod'
import type { Context } from '#platform/context'
import type { Db } from '#platform/db'
import type { Form, Page, PageSources, RequestContext } from '#platform/http'
import type { LimitRefusal } from '#platform/rate-limits'
import type { Flow } from '#flows/engine'
import type { ErrorKind, FormTarget, LinkTarget, PageApplication, PageFrame } from '#flows/pages'
import type { Application } from '#domain/applications'
import type { ChallengeBinding } from '#domain/passkeys'
import type { SettingName } from '#domain/settings'
import type { Lane } from './attempts.ts'
import type { BeginningFact, Intent } from './beginning.ts'
import type { Situation } from './situation.ts'

/*
 * The contract of a step. `Reads` are the facts that it reads, `Writes` those that it adds. `Detail` is the data that its
 * condition passes to its page, and `State` the data that its handlers pass to it; both stay inside the step.
 */

/** The flow that a request names. */
export interface StepContext<Reads extends BeginningFact> {
  readonly c: RequestContext
  readonly flow: Flow<Reads>
  readonly application: Application
  /** The browser's own secret, from its cookie. */
  readonly browser: string
}

/** A page that is about to be shown. */
export interface PreparedPage<Reads extends BeginningFact> extends StepContext<Reads> {
  /** The person has not answered any page yet. */
  readonly isFirst: boolean
}

/** The input of a handler. */
export interface TakeContext<Reads extends BeginningFact> extends StepContext<Reads> {
  readonly form: Form
  readonly situation: Situation
}

/** The result of a handler. It never names the next step. */
export type TakeResult<Writes, Again> =
  | {
      readonly outcome: 'facts'
      /** Facts to add to those of the flow. */
      readonly facts: Writes
      readonly consume?: Consumption<Again>
      /** The next step is entered once more, although it was entered before. */
      readonly isEnteredAgain?: boolean
    }
  /** Forgets every fact established before. */
  | {
      readonly outcome: 'beginning'
      readonly facts: Writes & { readonly intent: Intent }
      readonly consume?: Consumption<Again>
    }
  | Again
  /** The input was not checked, because tries are locked. */
  | { readonly outcome: 'locked'; readonly lock: LimitRefusal }

/** The same page again; `isWrong`: because of an error in the input. */
export interface RepeatedPage<State> {
  readonly outcome: 'again'
  readonly state: State
  readonly isWrong: boolean
}

/** A proof that can be used once, such as a code. */
export interface Consumption<Again> {
  /**
   * Uses up the proof in the transaction that writes the facts. Returns undefined where that succeeds. Otherwise
   * returns the work to do after the transaction, which then writes no facts: it returns the page to show again, or
   * undefined to go on from where the flow is by then.
   */
  readonly use: (db: Db) => Promise<(() => Promise<Again | undefined>) | undefined>
  /** Called after the transaction that used up the proof. */
  readonly used: () => Promise<void>
  /** Called after a transaction that was rolled back. */
  readonly failed: () => Promise<void>
}

/**
 * Work to do before the page of a step can be shown, in the transaction that leads to it. Sending a code is such work.
 */
export interface Entrance<Reads extends BeginningFact, Writes> {
  /** Returns whether the work is still to be done. */
  readonly isDue: (facts: Reads) => boolean
  /** Counts the work against the limits, before anything is written. */
  readonly count: (entering: EnterContext<Reads>) => Promise<void>
  /** Does the work. Returns the facts that it adds, and the time until which the flow must be kept. */
  readonly perform: (ctx: Context, entering: EnterContext<Reads>) => Promise<EntranceResult<Writes>>
}

export interface EnterContext<Reads extends BeginningFact> extends StepContext<Reads> {
  readonly situation: Situation
  readonly locale: string
}

export interface EntranceResult<Writes> {
  readonly facts: Writes
  readonly keepUntil: Date
}

/** A challenge, and the address of another one for when it has ended. */
export interface PasskeyChallenge {
  readonly challenge: string
  readonly renew: string | undefined
  readonly flowId: string
}

/** Everything that a page gets besides the state from its own handlers. */
export interface PageContext<Reads extends BeginningFact> {
  readonly facts: Reads
  readonly situation: Situation
  readonly application: PageApplication
  readonly frame: PageFrame & { readonly cancel: FormTarget | undefined; readonly problem?: 'form_expired' }
  /** The person asked to enter the step again. */
  readonly isEnteredAgain: boolean
  /** Returns the target of a form of this flow. */
  readonly to: (verb: string) => FormTarget
  /** Returns the first page of sign-in or of sign-up, with a field for an address or a number; for pages that begin a flow. */
  readonly start: (intent: Intent, field?: string) => LinkTarget
  /** Returns a challenge for a passkey, bound to the flow and its browser. */
  readonly passkeyChallenge: (purpose: ChallengeBinding['purpose']) => PasskeyChallenge
}

export type Html = ReturnType<Page['html']>

/** Draws a page with its state. */
export type Draw<Reads extends BeginningFact> = (showing: PageContext<Reads>) => Html

/** The same page again. It draws nothing where its step is no longer due. */
export interface DrawnPage<Reads extends BeginningFact> {
  readonly outcome: 'again'
  readonly kind: string
  readonly isWrong: boolean
  /** The code of the error in the input, if there is one. */
  readonly problem: string | undefined
  readonly draw: (showing: PageContext<Reads>) => Html | undefined
}

export type Take<Reads extends BeginningFact, Writes> = (
  context: TakeContext<Reads>,
) => Promise<TakeResult<Writes, DrawnPage<Reads>>>

/** A page that is due, and the reason. */
export interface PageDue<Reads extends BeginningFact, Writes> {
  readonly type: 'page'
  readonly kind: string
  readonly reason: string
  /** The settings that decided it. */
  readonly by?: readonly SettingName[]
  readonly draw: Draw<Reads>
  readonly takes: ReadonlyMap<string, Take<Reads, Writes>>
  readonly enter?: Entrance<Reads, Writes>
  readonly guard?: GuardedPage
  readonly begins?: Intent
  /** Sources that the page needs besides our own. */
  readonly sources?: PageSources
  readonly prepare?: (opened: PreparedPage<Reads>) => Promise<Draw<Reads>>
}

/** A refusal that is due, and the reason. */
export interface RefusalDue {
  readonly type: 'refusal'
  readonly kind: 'refuse'
  readonly reason: string
  /** The settings that decided it. */
  readonly by?: readonly SettingName[]
  /** The stable code, for developers. */
  readonly why: string
  readonly page: ErrorKind
}

/** A page whose input can be guessed, so that it is locked after too many tries. */
export interface GuardedPage {
  readonly lane: Lane
  /** The verb of the form by which the owner of the address can still get in (ATO-41). */
  readonly reset?: string
}

/** One step of the order. */
export interface Step<Reads extends BeginningFact, Writes, Fact extends z.ZodRawShape = z.ZodRawShape> {
  readonly fact: Fact
  /**
   * Whether a page may carry its facts, because they are statements of the person. A proof is stored from the moment it
   * is given.
   */
  readonly isCarried: boolean
  /** The facts that are removed once the flow is over. */
  readonly secrets: readonly string[]
  /**
   * Returns the page or refusal that is due; undefined where the step is not. Pure: the same facts and situation give
   * the same answer.
   */
  readonly when: (facts: Reads, situation: Situation) => PageDue<Reads, Writes> | RefusalDue | undefined
  /** The handlers of its page, by the verb that a form posts: the last part of the address. */
  readonly takes: ReadonlyMap<string, Take<Reads, Writes>>
  /** Set where its page begins a flow. Every step accepts the verbs of that page. */
  readonly begins?: Intent
}

/** Why a step is due. */
export interface DueReason {
  readonly reason: string
  readonly by?: readonly SettingName[]
}

export interface StepParts<Reads extends BeginningFact, Writes, Fact extends z.ZodRawShape, Detail, State> {
  readonly kind: string
  readonly fact: Fact
  readonly isCarried?: boolean
  readonly secrets?: readonly (keyof Fact & string)[]
  readonly when: (facts: Reads, situation: Situation) => (Detail & DueReason) | undefined
  readonly draw: (showing: PageContext<Reads>, detail: Detail, state: State | undefined) => Html
  readonly takes: Readonly<
    Record<string, (context: TakeContext<Reads>) => Promise<TakeResult<Writes, RepeatedPage<State>>>>
  >
  /** Returns the work to do before the page is shown, where there is any. */
  readonly enter?: (detail: Detail) => Entrance<Reads, Writes> | undefined
  readonly guard?: (detail: Detail) => GuardedPage
  readonly begins?: Intent
  /** Reads the state of the page before the person has posted anything. */
  readonly prepare?: (opened: PreparedPage<Reads>, detail: Detail) => Promise<State>
  /** Returns the sources that the page needs besides our own. */
  readonly sources?: (detail: Detail) => PageSources
}
