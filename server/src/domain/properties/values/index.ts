/** The values that users, organizations and applications have for the properties of their context: text, or nothing. */
export { keepMarketing } from './keep-marketing.ts'
export { checkPropertyValue } from './property-value.ts'
export {
  countValues,
  listValues,
  setValuesOfNewUsers,
  VALUES_COUNTED,
  type PropertyValue,
  type ValueOwner,
} from './queries.ts'
export { writePropertyValues } from './write-property-values.ts'
