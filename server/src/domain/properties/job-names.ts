/** Removes the values of a deleted property, and then forgets it. */
export const REMOVE_PROPERTY = 'remove_property'
