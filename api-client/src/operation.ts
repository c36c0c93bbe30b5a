import type { operations } from './generated/schema.ts'
import type { ADDRESSES } from './generated/addresses.ts'

/** The name of an operation, as the OpenAPI document has it. */
export type OperationId = keyof typeof ADDRESSES & keyof operations

type PartOf<Id extends OperationId, Part extends 'path' | 'query'> = operations[Id]['parameters'] extends {
  readonly [key in Part]?: infer Found
}
  ? NonNullable<Found>
  : unknown

type RequiredPart<Part> = [Part] extends [never] ? unknown : Part

/** Path and query parameters of an operation, in one object. */
export type Parameters<Id extends OperationId> = RequiredPart<PartOf<Id, 'path'>> & RequiredPart<PartOf<Id, 'query'>>

/** The JSON body of an operation; `undefined` where it takes none. */
export type Body<Id extends OperationId> = operations[Id] extends {
  requestBody?: { content: { 'application/json': infer Json } }
}
  ? Json
  : undefined

type Success<Responses> = {
  [Status in keyof Responses]: Status extends 200 | 201 | 202
    ? Responses[Status] extends { content: { 'application/json': infer Json } }
      ? Json
      : undefined
    : never
}[keyof Responses]

/** The JSON of a successful answer. */
export type Answer<Id extends OperationId> = Success<operations[Id]['responses']>

/** Everything that one call sends. */
export interface Input<Id extends OperationId> {
  readonly parameters?: Parameters<Id> | undefined
  readonly body?: Body<Id> | FormData | Blob | undefined
}
