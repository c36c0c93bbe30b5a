import type { z } from 'zod'
import type { ErrorKind } from '#flows/pages'
import type { BeginningFact } from './beginning.ts'
import type { Situation } from './situation.ts'
import type {
  RepeatedPage,
  Consumption,
  DueReason,
  DrawnPage,
  PageDue,
  RefusalDue,
  Step,
  StepParts,
  Take,
  TakeResult,
} from './step.ts'

/**
 * Makes a step from its parts. The types of its detail and its state stay inside, because the list of steps needs
 * neither.
 */
export function definePage<Reads extends BeginningFact, Writes, Fact extends z.ZodRawShape, Detail, State>(
  parts: StepParts<Reads, Writes, Fact, Detail, State>,
): Step<Reads, Writes, Fact> {
  const { kind, fact, isCarried = false, secrets = [], begins } = parts
  const takes = takesOf(parts)
  return {
    fact,
    isCarried,
    secrets,
    takes,
    ...(begins === undefined ? {} : { begins }),
    when(facts, situation) {
      const detail = parts.when(facts, situation)
      return detail && { type: 'page', kind, ...whyOf(detail), takes, ...dueOf(parts, detail) }
    },
  }
}

function dueOf<Reads extends BeginningFact, Writes, Fact extends z.ZodRawShape, Detail, State>(
  parts: StepParts<Reads, Writes, Fact, Detail, State>,
  detail: Detail,
): Omit<PageDue<Reads, Writes>, 'type' | 'kind' | 'takes' | keyof DueReason> {
  const { draw, guard, begins, prepare, sources } = parts
  const enter = parts.enter?.(detail)
  return {
    draw: (showing) => draw(showing, detail, undefined),
    ...(enter && { enter }),
    ...(guard && { guard: guard(detail) }),
    ...(begins && { begins }),
    ...(sources && { sources: sources(detail) }),
    ...(prepare && {
      prepare: async (opened) => {
        const state = await prepare(opened, detail)
        return (showing) => draw(showing, detail, state)
      },
    }),
  }
}

function whyOf({ reason, by }: DueReason): DueReason {
  return { reason, ...(by ? { by } : {}) }
}

/** Returns the code of the error that a page shows. A page with several has a code for all of them. */
function problemIn(state: unknown): string {
  if (typeof state !== 'object' || state === null) return 'invalid_input'
  const { problem } = 'passkeyProblem' in state ? { problem: state.passkeyProblem } : 'problem' in state ? state : {}
  return typeof problem === 'string' ? problem : 'invalid_input'
}

function takesOf<Reads extends BeginningFact, Writes, Fact extends z.ZodRawShape, Detail, State>(
  parts: StepParts<Reads, Writes, Fact, Detail, State>,
): ReadonlyMap<string, Take<Reads, Writes>> {
  const again = ({ state, isWrong }: RepeatedPage<State>): DrawnPage<Reads> => ({
    outcome: 'again',
    kind: parts.kind,
    isWrong,
    problem: isWrong ? problemIn(state) : undefined,
    draw(showing) {
      const detail = parts.when(showing.facts, showing.situation)
      return detail && parts.draw(showing, detail, state)
    },
  })
  const drawn = (taken: TakeResult<Writes, RepeatedPage<State>>): TakeResult<Writes, DrawnPage<Reads>> => {
    if (taken.outcome === 'again') return again(taken)
    if (taken.outcome === 'locked') return taken
    const { consume, ...rest } = taken
    return consume ? { ...rest, consume: consumption(consume, again) } : rest
  }
  const entries = Object.entries(parts.takes)
  return new Map(entries.map(([verb, take]) => [verb, async (context) => drawn(await take(context))]))
}

function consumption<From, To>({ use, ...rest }: Consumption<From>, again: (from: From) => To): Consumption<To> {
  return {
    ...rest,
    async use(db) {
      const refuse = await use(db)
      return (
        refuse &&
        (async () => {
          const refused = await refuse()
          return refused && again(refused)
        })
      )
    },
  }
}

interface RefusalParts<Reads extends BeginningFact> {
  readonly when: (
    facts: Reads,
    situation: Situation,
  ) => ({ readonly why: string; readonly page: ErrorKind } & DueReason) | undefined
}

/** Makes a step that refuses a person. */
export function defineRefusal<Reads extends BeginningFact>({
  when,
}: RefusalParts<Reads>): Step<Reads, never, Record<never, z.ZodType>> {
  return {
    fact: {},
    isCarried: false,
    secrets: [],
    takes: new Map(),
    when(facts, situation): RefusalDue | undefined {
      const refusal = when(facts, situation)
      return refusal && { type: 'refusal', kind: 'refuse', ...refusal }
    },
  }
}

/** Returns the same page again, because of an error in the input. */
export function wrong<State>(state: State): RepeatedPage<State> {
  return { outcome: 'again', state, isWrong: true }
}
