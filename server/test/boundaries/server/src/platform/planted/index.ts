import { planted } from '../../domain/planted/index.ts'
export const platformKnowsNothing = planted
