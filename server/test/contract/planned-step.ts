/** Ids and keys of the objects that earlier steps made, by the names that paths use. */
export type World = Readonly<Record<string, string>>

export interface Request {
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
}

// The id of a new object is read from the answer, whatever its shape.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Learn = (answer: any) => Record<string, string>

export interface PlannedStep {
  /** As in the published contract: method, path. */
  readonly operation: string
  readonly request: (world: World) => Request
  readonly learn: Learn
}

export const of = (
  operation: string,
  request: (world: World) => Request = () => ({}),
  learn: Learn = () => ({}),
): PlannedStep => ({ operation, request, learn })

export const body = (make: (world: World) => unknown) => (world: World) => ({ body: make(world) })
export const query = (make: (world: World) => Readonly<Record<string, string>>) => (world: World) => ({
  query: make(world),
})
