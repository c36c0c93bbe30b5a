/** Removes what was said of a deleted flag, in every environment, and then forgets it. */
export const REMOVE_FEATURE_FLAG = 'remove_feature_flag'
