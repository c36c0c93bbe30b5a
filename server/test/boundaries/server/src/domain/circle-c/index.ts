export const c = 'c'
