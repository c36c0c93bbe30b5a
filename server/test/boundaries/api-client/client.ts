import { uiStandsAlone } from '../ui/src/button.ts'
export const apiClientStandsAlone = uiStandsAlone
