import { planted } from '../../server/src/domain/planted/index.ts'
export const clientsSeeTheApi = planted
