/**
 * Organizations as files have them: a name, and the id that the customer's own system knows them by.
 */
export { ORGANIZATION_COLUMNS, writeOrganizations } from './write-organizations.ts'
