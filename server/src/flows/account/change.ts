import type { Form, RequestContext } from '#platform/http'
import type { FormTarget, PageFrame } from '#flows/pages'
import type { OwnAccount } from './account-session.ts'
import type { DoneKey } from './done.ts'

/** The page that asks for a change, and the form that makes it. */
export interface ChangeProps<Subject, State> extends PageFrame, FormTarget {
  readonly subject: Subject
  readonly state: State | undefined
  readonly isFormExpired: boolean
}

export interface ChangeRequest<Subject> {
  readonly c: RequestContext
  readonly account: OwnAccount
  readonly subject: Subject
  readonly form: Form
  /** The language of the page. */
  readonly locale: string
}

/** The end of a change: the page that says so, or the same page again with what was wrong. */
export type ChangeResult<State> =
  | { readonly outcome: 'done'; readonly done: DoneKey }
  | { readonly outcome: 'next'; readonly path: string }
  /** The change is made, and the page shows what it made. */
  | { readonly outcome: 'shown'; readonly state: State }
  | { readonly outcome: 'again'; readonly state: State }

type Markup = ReturnType<typeof String>

/** A change, without the types of its own subject and state. */
export interface Change {
  /** The address of its page, as a route. */
  readonly path: string
  readonly isCredential: boolean
  readonly prepare: (c: RequestContext, account: OwnAccount) => Promise<PreparedChange | undefined>
}

export interface PreparedChange {
  readonly render: (page: PageFrame & FormTarget & { readonly isFormExpired: boolean }) => Markup | Buffer<ArrayBuffer>
  readonly take: (form: Form, locale: string) => Promise<TakenChange>
}

export type TakenChange =
  | Exclude<ChangeResult<never>, { readonly outcome: 'again' | 'shown' }>
  | { readonly outcome: 'again' | 'shown'; readonly render: PreparedChange['render'] }

interface ChangeParts<Subject, State> {
  readonly path: string
  /** Whether it changes how the person signs in. An identity provider does that for the people whom it manages. */
  readonly isCredential: boolean
  /** Reads the subject of the change as it is now; undefined where there is none. */
  readonly find: (c: RequestContext, account: OwnAccount) => Promise<Subject | undefined>
  readonly draw: (props: ChangeProps<Subject, State>) => Markup | Buffer<ArrayBuffer>
  readonly take: (request: ChangeRequest<Subject>) => Promise<ChangeResult<State>>
}

/** Makes a change from its parts. The types of its subject and its state stay inside. */
export function defineChange<Subject, State>(parts: ChangeParts<Subject, State>): Change {
  const { path, isCredential, find, draw, take } = parts
  return {
    path,
    isCredential,
    async prepare(c, account) {
      const subject = await find(c, account)
      if (subject === undefined) return undefined
      const renderWith =
        (state: State | undefined): PreparedChange['render'] =>
        (page) =>
          draw({ ...page, subject, state })
      return {
        render: renderWith(undefined),
        async take(form, locale) {
          const taken = await take({ c, account, subject, form, locale })
          if (taken.outcome === 'done' || taken.outcome === 'next') return taken
          return { outcome: taken.outcome, render: renderWith(taken.state) }
        },
      }
    },
  }
}
