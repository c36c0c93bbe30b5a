import { batchOfReads, insertionInto } from './batch-form.ts'
import { placeholdersOf, type ParameterTypes, type Placeholders } from './parameters.ts'
import { statementName } from './statement-name.ts'

/**
 * How PostgreSQL plans a statement, in its own words. `auto`: as it decides itself. `generic`: once for all values, because
 * planning a join takes longer than running it (the user profile: 630 µs of processor, 180 with one plan); the statement
 * must find its rows by their keys. `custom`: at each run, for the values given and the tables as they are now, because the
 * tables grow faster than their statistics are taken.
 */
export type Plan = 'auto' | 'generic' | 'custom'

/** Outside of a transaction the statement travels with those of other requests; see the table in `index.ts`. */
export type Batch = 'reads' | 'writes'

/** The type of a statement's rows. */
export interface RowType<Row> {
  readonly row?: Row
}

export function rowOf<Row>(): RowType<Row> {
  return {}
}

export interface PreparedText {
  /** The name under which a connection prepares it; undefined: it is parsed and planned at each run. */
  readonly name: string | undefined
  readonly text: string
}

/** The texts of a statement. Statements that are declared alike share one object, by which a batch joins them. */
export interface Forms {
  readonly alone: PreparedText
  readonly inTransaction: PreparedText
  /** For `runLater`. */
  readonly later: PreparedText
  /** Answers several sets of values at once; only in batches. */
  readonly batched: PreparedText | undefined
}

export interface Statement<Row = unknown, P extends ParameterTypes = ParameterTypes> {
  readonly row: RowType<Row> | undefined
  readonly plan: Plan
  readonly batch: Batch | undefined
  readonly parameters: P
  readonly names: readonly string[]
  readonly forms: Forms
}

interface SendMode {
  readonly plan: Plan
  readonly batch?: Batch
}

interface Text<P extends ParameterTypes> {
  /**
   * The parameters in their order, with their types. `environment` is the environment that the connection is bound to, and
   * `run` fills it in. In batches it is the first.
   */
  readonly parameters: P
  /** Returns the text. `$.digest` is the placeholder of the parameter `digest`. */
  readonly sql: ($: Placeholders<P>) => string
}

interface Insertion<P extends ParameterTypes> {
  /** The columns of the new row, except that `environment` is `environment_id`. */
  readonly parameters: P
  readonly insertInto: string
}

type Source<P extends ParameterTypes> = Text<P> | Insertion<P>

/** Left out for a statement that returns no columns. */
interface ReturnedColumns<Row> {
  readonly row?: RowType<Row>
}

/**
 * Declares a statement: its text, its parameters, and how it is sent. The text is a constant, or one of few: each connection
 * keeps every text prepared.
 */
export function statement<Row, const P extends ParameterTypes>(
  declaration: SendMode & ReturnedColumns<Row> & Source<P>,
): Statement<Row, P> {
  const { row, plan, batch, parameters } = declaration
  const names = Object.keys(parameters)
  if (batch && names[0] !== 'environment') throw new Error('the first parameter of a batch must be the environment')
  return { row, plan, batch, parameters, names, forms: formsOf(declaration) }
}

const known = new Map<string, Forms>()

/** Returns the batched forms of all reads declared so far, for tests of their plans. */
export function batchedReads(): readonly string[] {
  return [...known.values()].flatMap(({ batched }) => batched?.text ?? [])
}

function formsOf<P extends ParameterTypes>(declaration: SendMode & Source<P>): Forms {
  const { plan, batch, parameters } = declaration
  if ('insertInto' in declaration) {
    const { alone, batched } = insertionInto(declaration.insertInto, parameters)
    return { ...variantsOf(alone, plan), batched: named(batched) }
  }
  const text = declaration.sql(placeholdersOf(parameters))
  // A text that is put together for each request gets its forms once.
  const key = `${plan} ${batch ?? ''} ${text}`
  const forms = known.get(key) ?? {
    ...variantsOf(text, plan),
    batched: batch === 'reads' ? namedIfAny(batchOfReads(text, parameters)) : undefined,
  }
  known.set(key, forms)
  return forms
}

/**
 * A label shows how a statement was sent to those who read `pg_stat_activity` or the log of the database. Nothing in this
 * program reads it.
 */
const LABELS = { generic: '/* one plan */', custom: '/* fresh plan */', later: '/* later */' }

function variantsOf(text: string, plan: Plan): Pick<Forms, 'alone' | 'inTransaction' | 'later'> {
  const later = named(`${LABELS.later}${text}`)
  if (plan === 'custom') {
    const unnamed = { name: undefined, text: `${LABELS.custom}${text}` }
    return { alone: unnamed, inTransaction: unnamed, later }
  }
  const alone = named(text)
  return { alone, inTransaction: plan === 'generic' ? named(`${LABELS.generic}${text}`) : alone, later }
}

function named(text: string): PreparedText {
  return { name: statementName(text), text }
}

function namedIfAny(text: string | undefined): PreparedText | undefined {
  return text === undefined ? undefined : named(text)
}
