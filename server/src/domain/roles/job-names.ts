/** Takes a deleted role from everybody, in every environment, and then forgets it. */
export const REMOVE_ROLE = 'remove_role'

/** Has everybody who holds a role get new claims. */
export const MARK_ROLE_HOLDERS = 'mark_role_holders'
