/** Second factors of an environment, and the parts that the pages of organizations and people share. */
export { secondFactorsPage } from './second-factors-page.tsx'
export { EnrolledWarning } from './enrolled-warning.tsx'
export { FactorAdvice } from './factor-advice.tsx'
export { factorTexts, type FactorKind } from './texts.ts'
