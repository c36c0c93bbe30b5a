/**
 * The brand of an environment: colours, corners, logos, and a stage that shows every hosted page with what is not saved.
 *
 * `useBrandPreview`, `BrandStage` and `ContrastNotes` also serve the look of an organization: give its code, and its
 * changes by the names of the settings.
 */
export { brandPage } from './brand-page.tsx'
export { BrandStage } from './brand-stage.tsx'
export { ContrastNotes } from './contrast-notes.tsx'
export { useBrandPreview, type BrandPreview, type LookChanges, type UnsavedLogos } from './use-brand-preview.ts'
