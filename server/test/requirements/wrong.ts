// Refuses whatever AS-99 says.
// Encoded as Q7-1 says.
// See docs/nowhere.md.
// Orders parameters as in compat section 1.4.
export {}
