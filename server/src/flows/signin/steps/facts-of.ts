import { z } from 'zod'
import type { Step } from './step.ts'

type AnyStep = Pick<Step<never, unknown>, 'fact' | 'isCarried'>

type Intersection<Part> = (Part extends unknown ? (part: Part) => void : never) extends (all: infer All) => void
  ? All
  : never

/** The facts of several steps together. */
export type FactsOf<One extends AnyStep> =
  Intersection<One['fact']> extends infer Shape extends z.ZodRawShape ? z.infer<z.ZodObject<Shape>> : never

/** Returns the format of the facts of these steps. Reading with it drops all other facts. */
export function factsOf<One extends AnyStep>(
  steps: readonly One[],
  isMeant?: (step: One) => boolean,
): z.ZodType<FactsOf<One>>
export function factsOf(steps: readonly AnyStep[], isMeant: (step: AnyStep) => boolean = () => true): z.ZodType {
  return z.object(Object.assign({}, ...steps.filter(isMeant).map(({ fact }) => fact)))
}
