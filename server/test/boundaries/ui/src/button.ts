import { clientsSeeTheApi } from '../../console/src/main.ts'
export const uiStandsAlone = clientsSeeTheApi
