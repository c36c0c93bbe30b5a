/** The codes of this concept's refusals. */
export type PropertyProblem =
  | 'INVALID_PROPERTY_VALUE'
  | 'PROPERTY_CATEGORY_IN_USE'
  | 'PROPERTY_CATEGORY_NAME_TAKEN'
  | 'PROPERTY_CATEGORY_NOT_FOUND'
  | 'PROPERTY_KEY_RESERVED'
  | 'PROPERTY_KEY_TAKEN'
  | 'PROPERTY_NOT_FOUND'
  | 'SYSTEM_PROPERTY'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly properties: PropertyProblem
  }
}
