export const usersPage = undefined
