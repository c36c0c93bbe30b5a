export const planted = 'planted'
