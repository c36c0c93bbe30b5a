export const a = 'a'
