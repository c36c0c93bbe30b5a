import { flow } from '../../flows/planted/index.ts'
export const looksUp = flow
