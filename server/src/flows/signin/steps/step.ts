import type { z } from 'zod'
import type { Context } from '#platform/context'
import type { Db } from '#platform/db'
import type { Form, Page, RequestContext } from '#platform/http'
import type { Refused } from '#platform/rate-limits'
import type { Flow } from '#flows/engine'
import type { ErrorKind, FormTarget, LinkTarget, PageApplication, PageFrame } from '#flows/pages'
import type { Application } from '#domain/applications'
import type { Lane } from './attempts.ts'
import type { BeginningFact, Intent } from './beginning.ts'
import type { Situation } from './situation.ts'

/*
 * The contract of a step. `Reads` are the facts that it looks at, `Writes` those that it adds. `Detail` is what its
 * condition tells its page, and `State` what its handlers tell it; both stay inside the step.
 */

/** A flow that a request speaks of. */
export interface StepContext<Reads extends BeginningFact> {
  readonly c: RequestContext
  readonly flow: Flow<Reads>
  readonly application: Application
  /** The browser's own secret, from its cookie. */
  readonly browser: string
}

/** A page that is about to be shown. */
export interface Prepared<Reads extends BeginningFact> extends StepContext<Reads> {
  /** Nobody has answered anything yet. */
  readonly isFirst: boolean
}

/** The input of a handler. */
export interface TakeContext<Reads extends BeginningFact> extends StepContext<Reads> {
  readonly form: Form
  readonly situation: Situation
}

/** The result of a handler. It never says which step comes next. */
export type Taken<Writes, Again> =
  | {
      readonly outcome: 'facts'
      /** Added to the facts that are there. */
      readonly facts: Writes
      readonly consume?: Consumption<Again>
      /** The step that comes next is entered once more, although it was entered before. */
      readonly isEnteredAgain?: boolean
    }
  /** Everything established before is forgotten. */
  | { readonly outcome: 'beginning'; readonly facts: Writes & { readonly intent: Intent } }
  | Again
  /** The try was not looked at. */
  | { readonly outcome: 'locked'; readonly lock: Refused }

/** The same page again; `isWrong`: because of an error in the input. */
export interface Again<State> {
  readonly outcome: 'again'
  readonly state: State
  readonly isWrong: boolean
}

/** What proves the facts, and can be used once. */
export interface Consumption<Again> {
  /**
   * Uses it up in the transaction that writes the facts. Returns undefined where it did; otherwise what to do after the
   * transaction, which then writes no facts: show the page again, or (undefined) go on from where the flow is by now.
   */
  readonly use: (db: Db) => Promise<(() => Promise<Again | undefined>) | undefined>
  /** After the transaction in which it was used up. */
  readonly used: () => Promise<void>
  /** After a transaction that was rolled back. */
  readonly failed: () => Promise<void>
}

/** Work that must be done before the page of a step can be shown, in the transaction that leads to it. */
export interface Entrance<Reads extends BeginningFact, Writes> {
  /** Returns whether the work is still to be done. */
  readonly isDue: (facts: Reads) => boolean
  /** Counts it against the limits, before anything is written. */
  readonly count: (entering: EnterContext<Reads>) => Promise<void>
  /** Does it, and returns the facts that it adds and until when the flow must be kept for it. */
  readonly perform: (ctx: Context, entering: EnterContext<Reads>) => Promise<Entered<Writes>>
}

export interface EnterContext<Reads extends BeginningFact> extends StepContext<Reads> {
  readonly situation: Situation
  readonly locale: string
}

export interface Entered<Writes> {
  readonly facts: Writes
  readonly keepUntil: Date
}

/** What a page gets besides the state that its own handlers gave it. */
export interface Showing<Reads extends BeginningFact> {
  readonly facts: Reads
  readonly situation: Situation
  readonly application: PageApplication
  readonly frame: PageFrame & { readonly cancel: FormTarget | undefined; readonly problem?: 'form_expired' }
  /** The step was entered again at the person's wish. */
  readonly isEnteredAgain: boolean
  /** Returns where a form of this flow goes. */
  readonly to: (verb: string) => FormTarget
  /** Returns the first page with the other of sign-in and sign-up; for pages that begin a flow. */
  readonly start: (intent: Intent) => LinkTarget
}

export type Html = ReturnType<Page['html']>

/** A page with its state. */
export type Draw<Reads extends BeginningFact> = (showing: Showing<Reads>) => Html

/** A page again; it draws nothing where its step is no longer due. */
export interface DrawAgain<Reads extends BeginningFact> {
  readonly outcome: 'again'
  readonly kind: string
  readonly isWrong: boolean
  readonly draw: (showing: Showing<Reads>) => Html | undefined
}

export type Take<Reads extends BeginningFact, Writes> = (
  context: TakeContext<Reads>,
) => Promise<Taken<Writes, DrawAgain<Reads>>>

/** A step that asks something, and why it is due. */
export interface PageDue<Reads extends BeginningFact, Writes> {
  readonly type: 'page'
  readonly kind: string
  readonly reason: string
  readonly draw: Draw<Reads>
  readonly takes: ReadonlyMap<string, Take<Reads, Writes>>
  readonly enter?: Entrance<Reads, Writes>
  readonly guard?: Guarded
  readonly begins?: Intent
  readonly prepare?: (opened: Prepared<Reads>) => Promise<Draw<Reads>>
}

/** A person who is not let in, and why. */
export interface RefusalDue {
  readonly type: 'refusal'
  readonly kind: 'refuse'
  readonly reason: string
  /** The stable code, for developers. */
  readonly why: string
  readonly page: ErrorKind
}

/** A page whose input is guessed at: it is locked after too many tries. */
export interface Guarded {
  readonly lane: Lane
  /** The form by which the owner of the address can still get in (ATO-41). */
  readonly reset?: string
}

/** A step of the list. */
export interface Step<Reads extends BeginningFact, Writes, Fact extends z.ZodRawShape = z.ZodRawShape> {
  readonly fact: Fact
  /** A page may carry its facts: they are statements of the person. A proof is a row from the moment it is given. */
  readonly isCarried: boolean
  /** The facts that are not kept once the flow is over. */
  readonly secrets: readonly string[]
  /** Returns why the step is due; undefined where it is not. Pure: same facts and situation, same answer. */
  readonly when: (facts: Reads, situation: Situation) => PageDue<Reads, Writes> | RefusalDue | undefined
  /** What its page posts, by the last part of the address. */
  readonly takes: ReadonlyMap<string, Take<Reads, Writes>>
  /** Its page begins a flow. What that posts is taken at every step. */
  readonly begins?: Intent
}

export interface StepParts<Reads extends BeginningFact, Writes, Fact extends z.ZodRawShape, Detail, State> {
  readonly kind: string
  readonly fact: Fact
  readonly isCarried?: boolean
  readonly secrets?: readonly (keyof Fact & string)[]
  readonly when: (facts: Reads, situation: Situation) => (Detail & { readonly reason: string }) | undefined
  readonly draw: (showing: Showing<Reads>, detail: Detail, state: State | undefined) => Html
  readonly takes: Readonly<Record<string, (context: TakeContext<Reads>) => Promise<Taken<Writes, Again<State>>>>>
  readonly enter?: (detail: Detail) => Entrance<Reads, Writes>
  readonly guard?: (detail: Detail) => Guarded
  readonly begins?: Intent
  /** Reads the state that the page has before anything is posted. */
  readonly prepare?: (opened: Prepared<Reads>) => Promise<State>
}
