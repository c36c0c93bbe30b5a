/**
 * The `token_type` of every token answer. The value is case-insensitive (RFC 6749 section 5.1), but the client of the
 * official Terraform provider compares it with `bearer`, and the published device flow writes it that way (P4-13).
 */
export const TOKEN_TYPE = 'bearer'
