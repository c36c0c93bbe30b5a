/** Takes a deleted permission from everybody, in every environment, and then forgets it. */
export const REMOVE_PERMISSION = 'remove_permission'

/** Has everybody who holds a permission get new claims. */
export const MARK_PERMISSION_HOLDERS = 'mark_permission_holders'
