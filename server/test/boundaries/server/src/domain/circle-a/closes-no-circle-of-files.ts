import { b } from '../circle-b/index.ts'
export const uses = b
