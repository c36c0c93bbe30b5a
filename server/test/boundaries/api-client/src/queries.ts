export const queryOf = undefined
