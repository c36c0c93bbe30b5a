/**
 * Properties: fields of users, organizations and applications, in categories, and what each of these has of them. Some
 * are part of the product and in every environment; their values change, they themselves do not. Owns
 * `property_categories`, `properties`, `user_properties`, `organization_properties` and `application_properties`.
 *
 * Invariants: key, type and context of a property stay; a private one is in no token; a deleted one is found by no read,
 * and a job removes its values.
 */
export { MARKETING_TAGS } from './built-in.ts'
export { noSuchProperty, propertyIdFromText, propertyIdOf, type Property, type PropertyContext } from './property.ts'
export { createProperty } from './create-property.ts'
export { deleteProperty } from './delete-property.ts'
export { seedBuiltInProperties } from './seed-built-in-properties.ts'
export { holdProperties } from './queries.ts'
export {
  checkPropertyValue,
  keepMarketing,
  listValues,
  setValuesOfNewUsers,
  writePropertyValues,
  type PropertyValue,
  type ValueOwner,
} from './values/index.ts'
export type { PropertyProblem } from './problems.ts'
