import { insidesOfPlanted } from '../planted/queries.ts'
export const frontDoorOnly = insidesOfPlanted
