/** Properties of users, organizations and applications, their categories, and the form of their values. */
export { newPropertyPage, propertiesPage } from './properties-page.tsx'
export { propertyPage } from './property-page.tsx'
export { categoriesPage } from './categories-page.tsx'
export { PropertyValuesForm, valuesQuery } from './property-values-form.tsx'
