import { a } from '../circle-a/index.ts'
export const uses = a
