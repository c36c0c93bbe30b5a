import { c } from '../circle-c/index.ts'
export const uses = c
