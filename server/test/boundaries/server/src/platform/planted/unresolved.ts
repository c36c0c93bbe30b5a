// @ts-expect-error -- there is no such file, and the rules have to notice
import { nowhere } from './nowhere.ts'
export const unresolved: unknown = nowhere
