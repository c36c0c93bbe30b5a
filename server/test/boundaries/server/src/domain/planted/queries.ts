export const insidesOfPlanted = 'planted'
