/**
 * Pictures that somebody uploaded. Never passed on as they came: they are decoded and encoded again, so that neither
 * what hides in them (scripts of SVG, metadata, files that are two formats at once) nor a decoder's bug reaches a
 * browser. Refuses what is not a raster format of the web.
 */
export { rewriteImage, type Box } from './rewrite-image.ts'
export { drawIcon, fitIcon } from './icon.ts'
export type { ImageProblem } from './problems.ts'
